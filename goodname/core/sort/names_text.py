"""A text as names are looked for in it: its folded form and its words, made once."""

from __future__ import annotations

import re

from goodname.core.sort.folding import Folded, fold
from goodname.core.sort.lexicon import word_set
from goodname.core.sort.naming import Token, follows, tokens, words
from goodname.core.words import Span

SCHOOL_TALK = word_set(
    "pupil pupils teacher teachers teaching headteacher headmaster headmistress head ofsted "
    "school "
    "schools classroom class classes reception sats pta assembly homework playground uniform "
    "governors governor playtime lessons lesson term admissions admission gates gate children "
    "kids "
    "parents nursery primary inset senco bullying bullied y1 y2 y3 y4 y5 y6 ks1 ks2 detention"
)
_YEAR = re.compile(r"\b(?:year|yr) ?(?:[1-6]|one|two|three|four|five|six)s?\b")


class Read:
    """A text with its folded form and its words, made once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = fold(text)
        self.tokens: list[Token] = tokens(self.folded)
        self.said = {form for token in self.tokens for form in token.forms}

    def talk(self) -> int:
        """How many different school words stand in it."""
        return len(self.said & SCHOOL_TALK) + bool(_YEAR.search(self.folded.text))

    def span(self, first: int, last: int, label: str) -> Span:
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(*self.folded.span(start, end), label)

    def places(self, phrase: tuple[frozenset[str], ...]) -> list[tuple[int, int]]:
        """First and last token of each place where the phrase stands, apart or in one word."""
        if not phrase:
            return []
        joined = "".join(min(forms, key=len) for forms in phrase)
        length = len(phrase)
        found = []
        for here, token in enumerate(self.tokens):
            run = self.tokens[here : here + length]
            if len(run) == length and all(t.forms & p for t, p in zip(run, phrase, strict=True)):
                if all(
                    follows(self.tokens, i, self.folded.text)
                    for i in range(here + 1, here + length)
                ):
                    found.append((here, here + length - 1))
            elif length > 1 and joined in token.forms:
                found.append((here, here))
        return found


def holds(read: Read, phrase: str) -> bool:
    return bool(read.places(words(phrase)))
