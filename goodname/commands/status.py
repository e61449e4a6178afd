"""How a command ends, and how it says what was wrong with what it was given."""

from __future__ import annotations

import sys

DONE, FOUND, BAD = 0, 1, 2  # done; done, and something was found wrong; bad input or usage


def bad(*lines: str) -> int:
    """Says each line on standard error, and gives back the exit status."""
    for line in lines:
        # Strangers' input may hold what a terminal cannot show.
        print(line.encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)
    return BAD


def read_bytes(name: str, most: int = -1) -> bytes:
    """A file, or standard input for `-`; with `most`, one byte more than that is read at the most.

    Raises OSError.
    """
    limit = most + 1 if most >= 0 else -1
    if name == "-":
        return sys.stdin.buffer.read(limit)
    with open(name, "rb") as file:
        return file.read(limit)
