"""The first sorter: counts words of published lists and general turns of phrase; never trained."""

from __future__ import annotations

import re

from goodname.core.sort import harms, personal
from goodname.core.sort.contact import may_tell_of_contact
from goodname.core.sort.folding import fold
from goodname.core.sort.lexicon import Lexicon
from goodname.core.sort.pretending import may_pretend
from goodname.core.sort.sentiment import Feeling, feel
from goodname.core.sort.terms import TermFinder
from goodname.core.sort.tone import questions, tone_scores
from goodname.core.words import Harm, Reading, Tone

FLAG_FROM = 0.5
_NEAR = 0.08  # a score this close under the line is a doubt, not a no
_MARGIN = 0.15  # the two likeliest tones must be this far apart
_WEAK = 1.7  # one mild word ("fine", "late") is too little to hang a tone on
_LONG_AND_BARE = 12  # so many words, some of them "we" or "my", and none that a list knows
_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
_OWN_STORY = re.compile(r"\b(?:i|we|my|our|me|us|mine|ours|you|your)\b")
# Praise that is often meant the other way round.
_SARCASM = re.compile(
    r"(?:^|[.!?,]\s*)(?:oh|well|wow|so|yeah|ah),? (?:that's )?(?:great|brilliant|lovely|"
    r"fantastic|wonderful|"
    r"perfect|marvellous|nice|good|amazing)\b|\b(?:great|good|nice|lovely|brilliant|fantastic) "
    r"(?:job|work|one)"
    r"(?! (?:by|from|with|on)\b)|\bthanks (?:a (?:bunch|lot|million)|for nothing)\b|"
    r"[.!?]\s*(?:great|brilliant|lovely|fantastic|wonderful|perfect|marvellous|nice|charming|"
    r"cheers)[.!]*\s*$|"
    r"\byeah,? right\b|\bjust what (?:we|i|you) (?:need|want)|/s\s*$|🙄"
)


class WordListSorter:
    """Reads a text with the word lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._finder = TermFinder(lexicon)
        self.name = f"word-lists-{lexicon.version}"

    def read(self, text: str) -> Reading:
        """Tone, harms and spans of `text`; offsets count its characters as given; never fails."""
        folded = fold(text)
        feeling = feel(text, self._lexicon.valence)
        tones = tone_scores(feeling, questions(text, self._lexicon.valence))
        found = harms.score(text, folded, self._finder.find(folded)) + personal.find(text)
        scores = harms.strongest(found)
        return Reading(
            tone=max(Tone, key=lambda t: tones[t]),
            tone_scores=tones,
            sentiment_scores=feeling.scores(),
            harms=scores,
            flagged=tuple(h for h in Harm if scores[h] >= FLAG_FROM),
            spans=harms.spans(found),
            abstained=may_tell_of_contact(text)
            or may_pretend(text)
            or _unsure(folded.text, feeling, tones, scores),
            sorter=self.name,
        )


def _unsure(
    text: str, feeling: Feeling, tones: dict[Tone, float], scores: dict[Harm, float]
) -> bool:
    """Whether a person should decide: too little to go on, mixed words, or close to a line."""
    first, second = sorted(tones.values(), reverse=True)[:2]
    return (
        _too_little(text, feeling, tones)
        or feeling.mixed
        or first - second < _MARGIN
        or any(FLAG_FROM - _NEAR <= s < FLAG_FROM for s in scores.values())
        or bool(feeling.for_it and _SARCASM.search(text))
    )


def _too_little(text: str, feeling: Feeling, tones: dict[Tone, float]) -> bool:
    letters = [c for c in text if c.isalpha()]
    words = len(_WORD.findall(text))
    if words < _FEWEST_WORDS or sum(c > "ɏ" for c in letters) > 0.3 * len(letters):
        return True  # a word or two, or not in a Latin alphabet
    strongest = max(feeling.for_it, feeling.against_it)
    if max(tones[Tone.PRAISE], tones[Tone.CRITICISM]) == max(tones.values()):
        return strongest < _WEAK
    bare = not strongest and words >= _LONG_AND_BARE and bool(_OWN_STORY.search(text))
    return bare and tones[Tone.NEUTRAL] == max(tones.values())
