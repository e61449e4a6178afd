"""Takes away what surrounds a talk on a phone's screen: clock, header, box to type in, keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from goodname.core.listen.pictures.bubbles_chat import name
from goodname.core.listen.pictures.bubbles_marks import (
    BELOW_TITLE,
    BOX,
    CLOCK,
    OF_A_GROUP,
    is_stamp,
)
from goodname.core.listen.pictures.screenshot import Line, far

_HEAD = 0.285  # of the width: status bar and header of a phone together are hardly taller
_HEAD_ALONE = 0.2  # the header of a picture that was cut off below the status bar
_BELOW_BOX = 9  # lines of keys and buttons, as they are misread
_KEYS = 5  # letters that stand alone in one row


def talk_of(lines: Sequence[Line], width: int) -> tuple[tuple[Line, ...], str, bool]:
    """The lines between header and keyboard, the header's name or "", and whether it is a group's."""
    talk = [line for line in lines if any(letter.isalnum() for letter in line.text)]
    talk = _above_keyboard(talk)
    head = _head(talk, width)
    below = talk[len(head) :]
    titles = [line for line in head if _could_be_title(line, width)]
    under = below[0] if head and below and not titles else None
    if under and _is_centred(under, width) and not is_stamp(under.text):
        titles.append(below.pop(0))
    group = any(OF_A_GROUP.search(line.text) for line in head if line not in titles[:1])
    return tuple(below), _title(titles[0]) if titles else "", group


def _head(talk: Sequence[Line], width: int) -> list[Line]:
    """The lines that belong to status bar and header; a day ends them, wherever it stands."""
    top = [line for line in talk[:8] if line.middle < width * _HEAD]
    for number, line in enumerate(top):
        if number and is_stamp(line.text) and _is_centred(line, width):
            top = top[:number]
            break
    if any(_is_clock(line, width) for line in top):
        return top
    top = [line for line in top if line.middle < width * _HEAD_ALONE]
    below = [number for number, line in enumerate(top) if BELOW_TITLE.search(line.text)]
    if below and below[-1] and len(top[below[-1]].text) < 60:
        return top[: below[-1] + 1]
    rest = talk[1:]
    if top and rest and all(far(top[0].ground, line.ground) > 40 for line in rest):
        return top[:1]
    return []


def _is_clock(line: Line, width: int) -> bool:
    first = line.words[0]
    return bool(CLOCK.fullmatch(first.text)) and line.middle < width * 0.14 and len(line.words) < 6


def _is_centred(line: Line, width: int) -> bool:
    return abs(line.left - (width - line.right)) < width * 0.08 and line.left > width * 0.2


def _could_be_title(line: Line, width: int) -> bool:
    letters = sum(letter.isalpha() for letter in line.text)
    bar = _is_clock(line, width) or "%" in line.text
    return letters > 1 and not bar and line.right > width * 0.24 and not is_stamp(line.text)


def _title(line: Line) -> str:
    """Without the scraps of arrows and avatars at its ends."""
    words = [word.text for word in line.words]
    while len(words) > 1 and len(words[0]) < 3 and not words[0].isalnum():
        words.pop(0)
    while len(words) > 1 and not any(letter.isalnum() for letter in words[-1]):
        words.pop()
    return name(" ".join(words))


def _above_keyboard(lines: list[Line]) -> list[Line]:
    """Up to the box to type in, and in any case up to the first row of keys."""
    end = len(lines)
    for number, line in enumerate(lines):
        keys = [word for word in line.words if len(word.text) == 1 and word.text.isalpha()]
        if len(keys) >= _KEYS and len(keys) >= len(line.words) - 2 and number:
            end = number
            break
    for number in range(end - 1, max(0, end - _BELOW_BOX), -1):
        bare = " ".join(word.text for word in lines[number].words if _says(word.text))
        if BOX.fullmatch(bare.strip()):
            return lines[:number]
    return lines[:end]


def _says(word: str) -> bool:
    """Not a scrap of the buttons beside the box."""
    return sum(letter.isalpha() for letter in word) > 1 or word in ("a", "A")
