"""Reads the headers in which a service says how many questions it still answers, window by window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from goodname.core.listen.talk import LONGEST_WAIT

LENGTH = re.compile(r"w=([0-9]{1,9})")


@dataclass(frozen=True)
class Window:
    """One allowance: `left` questions of `limit` (0 means without end), for `seconds` in all.

    `reset` is how long until the whole of it is there again; 0 where that is not said.
    """

    limit: int
    left: int
    seconds: int
    reset: int


def windows(headers: Mapping[str, str]) -> tuple[Window, ...]:
    """The windows, of headers such as `X-RateLimit-Limit: 1, 15000`; () where there are none."""
    limits = _numbers(headers, "limit")
    lefts = _numbers(headers, "remaining")
    resets = _numbers(headers, "reset")
    lengths = [int(found[1]) for found in LENGTH.finditer(headers.get("x-ratelimit-policy", ""))]
    if not limits or len(limits) != len(lefts):
        return ()
    if len(resets) != len(limits):
        resets = [0] * len(limits)
    if len(lengths) != len(limits):
        lengths = resets
    return tuple(map(Window, limits, lefts, lengths, resets))


def longest(found: tuple[Window, ...]) -> Window | None:
    """The window that lasts longest and has an end to its allowance."""
    ended = [window for window in found if window.limit]
    return max(ended, key=lambda window: (window.seconds, window.limit), default=None)


def wait(found: tuple[Window, ...]) -> timedelta | None:
    """How long until the longest window begins again, at most a day; None where it is not said."""
    window = longest(found)
    return min(timedelta(seconds=window.reset), LONGEST_WAIT) if window and window.reset else None


def _numbers(headers: Mapping[str, str], name: str) -> list[int]:
    parts = [part.strip() for part in headers.get(f"x-ratelimit-{name}", "").split(",")]
    good = all(part.isascii() and part.isdigit() and len(part) < 12 for part in parts)
    return [int(part) for part in parts] if good else []
