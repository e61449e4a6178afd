"""Finds the entries of the word lists in a text, through the usual disguises of their letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goodname.core.sort.folding import Folded
from goodname.core.sort.lexicon import TOKEN, Lexicon, Term

_SPACED = re.compile(r"(?<![\w'])(?:\w[ .\-_*]){2,24}\w(?![\w'])")
_LEET = str.maketrans("013457@$!+", "oieastasit")
_LONG = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True)
class Hit:
    """One entry found; `start` and `end` count characters of the text as given."""

    start: int
    end: int
    word: str
    term: Term | None  # an offensive word, or None where only the insult list has it
    insult: float  # share of its uses that people marked as an insult; 0 where not known
    noun: bool  # an insult that calls somebody something ("a fool"), not one that describes


class TermFinder:
    """Looks terms up token by token; the work grows with the length of the text and no faster."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = lexicon.terms
        self._insults = lexicon.insults
        self._longest = _longest_from(lexicon.terms)
        self._masked = _by_shape(lexicon.terms)

    def find(self, folded: Folded) -> tuple[Hit, ...]:
        """Every entry in the text, the longest first where two begin at one place."""
        tokens = [(m[0], m.start(), m.end()) for m in TOKEN.finditer(folded.text)]
        hits: list[Hit] = []
        here = 0
        while here < len(tokens):
            took, hit = self._at(tokens, here, folded)
            if hit:
                hits.append(hit)
            here += took
        hits += self._spaced_out(folded)
        return tuple(sorted(hits, key=lambda h: h.start))

    def _at(
        self, tokens: list[tuple[str, int, int]], here: int, folded: Folded
    ) -> tuple[int, Hit | None]:
        longest = self._longest.get(tokens[here][0], 1)
        for many in range(min(longest, len(tokens) - here), 1, -1):
            phrase = " ".join(token for token, _, _ in tokens[here : here + many])
            if term := self._terms.get(phrase):
                span = folded.span(tokens[here][1], tokens[here + many - 1][2])
                return many, Hit(*span, phrase, term, 0.0, False)
        token, start, end = tokens[here]
        for spelling in _spellings(token):
            term, insult = self._terms.get(spelling), self._insults.get(spelling, 0.0)
            if term or insult:
                if spelling != token:
                    end -= len(token) - len(token.rstrip("!*+'-_"))
                return 1, Hit(
                    *folded.span(start, end), spelling, term, insult, self._is_noun(spelling)
                )
        if "*" in token and (term := self._behind_stars(token)):
            return 1, Hit(*folded.span(start, end), term.plain, term, 0.0, False)
        return 1, None

    def _is_noun(self, word: str) -> bool:
        """English nouns have a plural, and the list of insults has both."""
        return word + "s" in self._insults or (word[-1:] == "s" and word[:-1] in self._insults)

    def _behind_stars(self, token: str) -> Term | None:
        """The swear word behind "f**k" and "s***": first letter, length and what is left fit."""
        if token[0] == "*" or token.count("*") < 1 or len(token) < 4:
            return None
        shape = re.compile("".join("." if c == "*" else re.escape(c) for c in token))
        for word in self._masked.get((token[0], len(token)), ()):
            if shape.fullmatch(word):
                return self._terms[word]
        return None

    def _spaced_out(self, folded: Folded) -> Iterator[Hit]:
        for run in _SPACED.finditer(folded.text):
            word = re.sub(r"\W|_", "", run[0])
            if term := self._terms.get(word):
                yield Hit(*folded.span(run.start(), run.end()), word, term, 0.0, False)


def _spellings(token: str) -> Iterator[str]:
    """The token as it stands, then with its disguises taken off one after the other."""
    yield token
    bare = token.strip("!*+'-_").removesuffix("'s")
    if bare != token:
        yield bare
    if _LONG.search(bare):
        yield _LONG.sub(r"\1\1", bare)
        yield _LONG.sub(r"\1", bare)
    if any(c.isalpha() for c in bare) and not bare.isalpha():
        yield bare.translate(_LEET)


def _longest_from(keys: Iterable[str]) -> dict[str, int]:
    """First token of a phrase -> the most tokens in a phrase that begins with it."""
    longest: dict[str, int] = {}
    for words in (key.split(" ") for key in keys if " " in key):
        longest[words[0]] = max(longest.get(words[0], 1), len(words))
    return longest


def _by_shape(terms: Mapping[str, Term]) -> dict[tuple[str, int], list[str]]:
    shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, term in terms.items():
        if word.isalpha() and word.isascii() and "swearing" in term.kinds:
            shapes[word[0], len(word)].append(word)
    return shapes
