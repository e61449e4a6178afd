"""How much of a file is read before it is refused: far more than any policy, far less than harm."""

from __future__ import annotations

from goodname.core.words import Unreadable

MOST_BYTES = 20_000_000  # of a file
MOST_UNPACKED = 40_000_000  # bytes of one part of it, unpacked
MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000  # of words
MOST_LINES = 60_000
SECONDS = 30.0  # for taking the words out of a PDF


def check_size(data: bytes) -> None:
    """Raises Unreadable for a file that is empty or too big."""
    if not data.strip():
        raise Unreadable("it is empty, a policy with words in it is needed")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"it is too big, at most {MOST_BYTES // 1_000_000} MB are allowed")


def check_words(characters: int, lines: int) -> None:
    """Raises Unreadable when more words came out than any policy has."""
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise Unreadable("it holds far more words than a policy does")
