"""Turns the phrases of the recogniser's vocabulary into patterns that are looked for in a text.

In a phrase `*` stands for any ending of a word, `..` for up to six words, and `<name>` for any
phrase of that group. A space stands for any few signs between two words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from goodname.core.decide import tables
from goodname.core.words import Unreadable

Pattern = re.Pattern[str]
_SPACE = r"[\W_]{1,3}"
_GAP = r"(?:\W+\w+){0,6}?\W+"
_GROUP = re.compile(r"<([a-z_]+)>")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-"})


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Small letters, plain quotation marks and dashes; every character stays at its place."""
    folded = text.translate(_QUOTES)
    small = folded.lower()
    return small if len(small) == len(folded) else folded


class Wording:
    """The groups of a vocabulary; `carried` are those that hold for the next sentence too."""

    def __init__(self, groups: Mapping[str, object], carried: Sequence[str]) -> None:
        self._groups: dict[str, str] = {}
        for name, words in groups.items():
            place = f"groups.{name}"
            self._groups[name] = self._any(tables.words(words, place), place)
        self._carried = frozenset(f"<{name}>" for name in carried)

    def pattern(self, words: object, place: str) -> Pattern:
        """What finds any of these phrases in a `plain` text; raises Unreadable."""
        return re.compile(rf"(?<!\w)(?:{self._any(tables.words(words, place), place)})(?!\w)")

    def carried(self, words: object, place: str) -> Pattern | None:
        """The same for those groups alone that may have been said before; None without any."""
        kept = [word for word in tables.words(words, place) if word in self._carried]
        return self.pattern(kept, place) if kept else None

    def _any(self, phrases: Sequence[str], place: str) -> str:
        if not phrases:
            raise Unreadable(f"{place}: has no phrases")
        return "|".join(self._phrase(phrase, place) for phrase in phrases)

    def _phrase(self, phrase: str, place: str) -> str:
        written, gap = "", ""
        for word in phrase.split():
            if word == "..":
                gap = _GAP
                continue
            group = _GROUP.fullmatch(word)
            if group and group[1] not in self._groups:
                raise Unreadable(f"{place}: there is no group {group[1]} above it")
            one = f"(?:{self._groups[group[1]]})" if group else _word(word)
            written += (gap or _SPACE) + one if written else one
            gap = ""
        return written


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*")
