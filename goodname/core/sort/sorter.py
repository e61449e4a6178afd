"""The one question that every sorter answers, whether it counts words or was trained."""

from __future__ import annotations

from typing import Protocol

from goodname.core.words import Reading


class Sorter(Protocol):
    """Anything that can read a text."""

    def read(self, text: str) -> Reading:
        """Tone, harms and spans of `text`; offsets count its characters as given; never fails."""
        ...
