"""Tells author, time and words of a post on its screenshot, as Facebook, X and their like show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodname.core.listen.pictures.bubbles_chat import name
from goodname.core.listen.pictures.bubbles_marks import counters, is_name, is_stamp
from goodname.core.listen.pictures.screenshot import Line, Word, lines, mended

_AGO = re.compile(
    r"just now|\d{1,2}\s?(?:s|m|min|mins|h|hr|hrs|hours?|d|days?|w|weeks?|y)(?: ago)?|yesterday at .*",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@[A-Za-z0-9_.]{2,40}")
_HIGH = 10  # lines from the top of the picture among which the author stands


@dataclass(frozen=True)
class SeenPost:
    """A post as a picture shows it: "" for what is not on it; the time as it is written there."""

    author: str
    handle: str
    time_as_written: str
    text: str


def post(words: Sequence[Word]) -> SeenPost | None:
    """The first post on the picture, or None where no name stands above or beside a time."""
    found = lines(mended(words))
    for number, line in enumerate(found[:_HIGH]):
        above = found[number - 1] if number else None
        author, handle, when, plain = _head(line, above)
        if author and (when or handle):
            return _post(found[number + 1 :], author, handle, when, plain)
    return None


def _head(line: Line, above: Line | None) -> tuple[str, str, str, bool]:
    """Author, handle and time, where this line ends a post's head; does a time still follow."""
    at = _HANDLE.search(line.text)
    handle = at[0] if at else ""
    before = line.text[: at.start()] if at else ""
    when = _when(line.text[at.end() :] if at else line.text)
    own = _bare(before)
    if own and is_name(own):
        return name(own), handle, when, not when
    over = _bare(above.text) if above else ""
    if (when or handle) and is_name(over):
        return name(over), handle, when, not when
    return "", "", "", False


def _when(text: str) -> str:
    """The time in what is left of a line beside scraps of globes and dots, or ""."""
    words = [word for word in text.split() if any(letter.isalnum() for letter in word)]
    for end in range(len(words), max(0, len(words) - 3), -1):
        tried = " ".join(words[:end]).strip(" .,·-")
        if _AGO.fullmatch(tried) or is_stamp(tried):
            return tried
    return ""


def _bare(text: str) -> str:
    """Without the scraps of pictures round a name."""
    return " ".join(word for word in text.split() if sum(map(str.isalnum, word)) > 1)


def _post(rest: Sequence[Line], author: str, handle: str, when: str, wanted: bool) -> SeenPost:
    said: list[str] = []
    for number, line in enumerate(rest):
        late = _late(line.text)
        if late or counters(line.text):
            when = when or late
            break
        if wanted and not said and not when and _when(line.text):
            when = _when(line.text)
            continue
        if said and _is_count(line, rest[number + 1 : number + 2]):
            break
        said.append(line.text)
    return SeenPost(author, handle, when, " ".join(said))


def _is_count(line: Line, after: Sequence[Line]) -> bool:
    """A number alone beside the counters: how many liked it."""
    number = re.fullmatch(r"\W*\d[\d.,]*[KkMm]?\W*", line.text)
    return bool(number and after and abs(after[0].middle - line.middle) < line.height)


def _late(text: str) -> str:
    """The time that stands below a post's words, such as "15:42 · 12 Mar 2026 · 310 Views"."""
    parts = [part.strip() for part in re.split(r"\s+[-–—·•|*+]\s+", text) if part.strip()]
    times = [part for part in parts if is_stamp(part)]
    return " ".join(times) if times and len(parts) - len(times) <= 1 else ""
