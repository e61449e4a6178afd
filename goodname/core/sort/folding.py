"""Writes a text in its plainest letters and remembers where each letter stood."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_DROPPED = ("Mn", "Cf")  # accents, and marks that nobody sees


@dataclass(frozen=True)
class Folded:
    """`text` in lower-case, unaccented form; `at[i]` is where its character i began.

    `at` is None where every character stands where it stood, and else one longer than `text`.
    """

    text: str
    at: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as given behind the stretch start..end of the folded one."""
        if self.at is None or end <= start:
            return start, end
        return self.at[start], self.at[end - 1] + self._width(end - 1)

    def place(self, index: int) -> int:
        """Where the folded text's character `index` (or its end) stands in the text as given."""
        return index if self.at is None else self.at[index]

    def _width(self, index: int) -> int:
        # A character of the original reaches to where the next kept one begins, so that the
        # accent that was dropped after a letter stays inside the span of its letter.
        assert self.at is not None
        here = self.at[index]
        return max(1, self.at[bisect_left(self.at, here + 1)] - here)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    kept = unicodedata.normalize("NFKD", char.translate(_QUOTES))
    kept = "".join(c for c in kept if unicodedata.category(c) not in _DROPPED)
    return kept.casefold().translate(_QUOTES)


def fold(text: str) -> Folded:
    """Lower case, compatible forms made plain, accents and invisible marks gone; never fails."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"))
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        for letter in _plain(char):
            letters.append(letter)
            at.append(index)
    at.append(len(text))
    return Folded("".join(letters), tuple(at))
