"""Decides what a text does: praise, criticise, ask, or none of these."""

from __future__ import annotations

import re
from collections.abc import Mapping

from goodname.core.sort.folding import fold
from goodname.core.sort.sentiment import Feeling, feel
from goodname.core.words import Tone

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|[.!?]+")
_ASKING = re.compile(
    r"\b(?:does any(?:one|body) know|do you know|can any(?:one|body)|could (?:any(?:one|body)|"
    r"you)|"
    r"any(?:one|body) (?:know|else|got|have|been)|any idea|i(?:'m| am|) wondering|wondered if|"
    r"please (?:can|could|advise)|what time (?:is|does|do)|looking for (?:advice|"
    r"recommendations))\b"
)
_RHETORICAL = re.compile(
    r"\b(?:how dare|are you serious|are you joking|who do(?:es)? (?:\w+ ){1,2}think|what is "
    r"wrong with|"
    r"what's wrong with|why (?:bother|on earth)|seriously\?|really\?$)"
)
_STRONG = 0.35  # a question this negative is a complaint in the shape of a question


def questions(text: str, valence: Mapping[str, float]) -> float:
    """How far the text asks something, 0..1."""
    sentences = [s[0] for s in _SENTENCE.finditer(fold(text).text) if s[0].strip(" .!?\n")]
    asked = [s for s in sentences if _asks(s)]
    if not asked:
        return 0.0
    honest = [
        s
        for s in asked
        if not _RHETORICAL.search(s) and (feel(s, valence).compound > -_STRONG or _ASKING.search(s))
    ]
    share = len(honest) / len(sentences)
    if not honest:
        return 0.15
    return min(0.95, 0.55 + 0.4 * share if sentences[-1] in honest else 0.3 + 0.5 * share)


def _asks(sentence: str) -> bool:
    return "?" in sentence or bool(_ASKING.search(sentence))


def tone_scores(feeling: Feeling, asking: float) -> dict[Tone, float]:
    """The four tones, adding up to 1."""
    by_feeling = feeling.scores()
    rest = 1.0 - asking
    return {
        Tone.PRAISE: round(by_feeling["positive"] * rest, 4),
        Tone.CRITICISM: round(by_feeling["negative"] * rest, 4),
        Tone.QUESTION: round(asking, 4),
        Tone.NEUTRAL: round(by_feeling["neutral"] * rest, 4),
    }
