"""Adds up the feeling of a text from its words, as VADER does (Hutto and Gilbert 2014)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

from goodname.core.sort.folding import fold
from goodname.core.sort.lexicon import word_set

_PIECE = re.compile(r"\S+")
_EDGES = ".,;:!?\"'()[]{}<>*_~#@…—–-/\\|“”‘’"
_NEGATORS = word_set(
    "not never no none nobody nothing nowhere neither nor without hardly barely scarcely rarely "
    "cannot cant dont doesnt didnt wont wouldnt couldnt shouldnt isnt arent wasnt werent hasnt "
    "havent hadnt aint lacks lacking"
)
_BOOSTERS: Mapping[str, float] = {
    **dict.fromkeys(
        word_set(
            "absolutely amazingly awfully completely considerably decidedly deeply enormously "
            "entirely "
            "especially exceptionally extremely fully greatly highly hugely incredibly intensely "
            "majorly more most particularly purely quite really remarkably so substantially "
            "thoroughly "
            "totally tremendously truly unbelievably unusually utterly very such proper well"
        ),
        0.293,
    ),
    **dict.fromkeys(
        word_set(
            "almost barely hardly kinda less little marginally occasionally partly scarcely "
            "slightly "
            "somewhat sorta fairly"
        ),
        -0.293,
    ),
}
_NEGATED = -0.74  # the figures of the VADER paper
_SHOUTED = 0.733
_PER_MARK = 0.292
_BY_DISTANCE = (1.0, 0.95, 0.9)
# Ways of complaining in which no single word is negative (mean sentiment given to the phrase).
_PHRASES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\b(?:not|nowhere near|isn't|hardly) (?:good enough|acceptable|on)\b"), -2.5),
    (re.compile(r"\bfed up\b|\bhad enough\b|\blet (?:\w+ )?down\b"), -2.5),
    (
        re.compile(
            r"\bno ?(?:one|body) (?:ever )?(?:answers?|replie[sd]|listens?|cares?|bother\w*)"
        ),
        -2.5,
    ),
    (
        re.compile(
            r"\b(?:never|still not|still haven't|don't|doesn't|didn't|won't|not) (?:\w+ )?"
            r"(?:answer|repl|respon|listen|bother|care\b|cares\b|hear back|heard back|get back)\w*"
        ),
        -2.2,
    ),
    (re.compile(r"\b(?:still|been) waiting\b|\b(?:yet|once) again\b|\bfor the \w+ time\b"), -1.5),
    (re.compile(r"\bwaste of\b|\black of\b|\bfailed to\b|\bmade to feel\b|\bbrushed off\b"), -2.0),
    (re.compile(r"\bfobbed off\b|\bswept under\b|\bturn(?:s|ed|ing)? a blind eye\b"), -2.5),
    (re.compile(r"\bgo(?:ne|ing|es)? downhill\b|\b(?:avoid|steer clear|keep away)\b"), -2.2),
    (re.compile(r"\b(?:pull|move|moving|moved|taking|took|take)\w* (?:my|our) \w+ out\b"), -1.8),
    (re.compile(r"\bwould(?:n't| not) recommend\b|\bdo(?:n't| not) send\b"), -2.5),
    (re.compile(r"\b(?:can't|cannot|couldn't) (?:fault|thank|recommend|praise)\b"), 3.0),
    (re.compile(r"\bhats? off\b|\bwell done\b|\bso proud\b|\bshout ?out to\b|\bkudos\b"), 2.5),
)


@dataclass(frozen=True)
class Feeling:
    """`compound` is the whole, -1..1; `for_it` and `against_it` the sums behind it, both >= 0."""

    compound: float
    for_it: float
    against_it: float

    @property
    def mixed(self) -> bool:
        return min(self.for_it, self.against_it) >= 0.35 * max(self.for_it, self.against_it, 2.0)

    def scores(self) -> dict[str, float]:
        """Negative, neutral and positive, adding up to 1; cuts fitted on labelled sentences."""
        negative = _step(-self.compound - _NEGATIVE_FROM)
        positive = _step(self.compound - _POSITIVE_FROM)
        neutral = max(0.0, 1.0 - negative - positive)
        return {
            "negative": round(negative, 4),
            "neutral": round(neutral, 4),
            "positive": round(positive, 4),
        }


_NEGATIVE_FROM = 0.06
_POSITIVE_FROM = 0.32
_STEEPNESS = 8.0


def _step(x: float) -> float:
    return 1.0 / (1.0 + exp(-_STEEPNESS * x))


def feel(text: str, valence: Mapping[str, float]) -> Feeling:
    """The feeling of `text` by the words in `valence`."""
    sums = [v for v in _word_values(text, valence) if v]
    plain = fold(text).text
    sums += [worth for pattern, worth in _PHRASES for _ in pattern.finditer(plain)]
    total = sum(sums)
    marks = min(text.count("!"), 4) * _PER_MARK
    total += marks if total > 0 else -marks if total < 0 else 0.0
    compound = total / sqrt(total * total + 15)
    return Feeling(compound, sum(v for v in sums if v > 0), -sum(v for v in sums if v < 0))


def _word_values(text: str, valence: Mapping[str, float]) -> list[float]:
    raw = [piece[0] for piece in _PIECE.finditer(text)]
    words = [_word(piece, valence) for piece in raw]
    # Capitals stress a word only where the rest is not all in capitals.
    shouting = any(p.isupper() and len(p) > 1 for p in raw) and not text.isupper()
    values = [0.0] * len(words)
    for here, word in enumerate(words):
        value = _emoji_value(raw[here], valence) + valence.get(word, 0.0)
        if word in _BOOSTERS or word in _NEGATORS or not value:
            continue
        if shouting and raw[here].isupper():
            value += _SHOUTED if value > 0 else -_SHOUTED
        values[here] = _in_context(value, words[max(0, here - 3) : here])
    return _after_but(values, words)


def _word(piece: str, valence: Mapping[str, float]) -> str:
    folded = fold(piece).text
    if folded in valence:
        return folded  # an emoticon, or a word without marks
    bare = folded.strip(_EDGES).removesuffix("'s")
    if bare not in valence:
        # so00 goooood: three of one letter or more stand for two, or for one
        for kept in (r"\1\1", r"\1"):
            short = re.sub(r"(.)\1{2,}", kept, bare)
            if short in valence:
                return short
    return bare


def _in_context(value: float, before: list[str]) -> float:
    for distance, word in enumerate(reversed(before)):
        boost = _BOOSTERS.get(word, 0.0) * _BY_DISTANCE[distance]
        value += boost if value > 0 else -boost
    if any(word in _NEGATORS or word.endswith("n't") for word in before):
        value *= _NEGATED
    return value


def _after_but(values: list[float], words: list[str]) -> list[float]:
    if "but" not in words:
        return values
    turn = words.index("but")
    return [v * (0.5 if i < turn else 1.5) for i, v in enumerate(values)]


def _emoji_value(piece: str, valence: Mapping[str, float]) -> float:
    """The strongest word in the Unicode names of the pictures in one piece."""
    values = [
        valence.get(part, 0.0)
        for char in piece[:64]
        if unicodedata.category(char) == "So"
        for part in unicodedata.name(char, "").lower().replace("-", " ").split()
    ]
    return max(values, key=abs, default=0.0)
