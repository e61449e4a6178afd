"""Gathers the lines of a talk into bubbles by their distance, their left edge and their ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import quantiles

from goodname.core.listen.pictures.bubbles_marks import clock, is_stamp
from goodname.core.listen.pictures.screenshot import Colour, Line, Word, far

SAME = 12  # of 255: how unlike one bubble's ground can be from line to line
_COLOURED = 50  # of 255: between the strongest and the weakest of red, green and blue


@dataclass
class Block:
    """Lines of one bubble, or of a notice; `time` is what stood small beside or below them."""

    lines: list[Line] = field(default_factory=list)
    time: str = ""
    times_right: int = 0  # where that time ends: it is the bubble's edge
    ends: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines).strip()

    @property
    def ground(self) -> Colour | None:
        return self.lines[-1].ground

    @property
    def left(self) -> int:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> int:
        return max(self.times_right, *(line.right for line in self.lines))

    @property
    def height(self) -> float:
        return max(line.height for line in self.lines)


@dataclass(frozen=True)
class Measures:
    """Sizes of this screenshot in its pixels: the usual letters, and two lines' distance."""

    width: int
    letters: float
    pitch: float


def measures(lines: Sequence[Line], width: int) -> Measures:
    heights = sorted(word.height for line in lines for word in line.words if len(word.text) > 3)
    letters = heights[int(len(heights) * 0.6)] if heights else width * 0.03
    steps = [
        below.middle - above.middle
        for above, below in pairwise(lines)
        if far(above.ground, below.ground) <= SAME
        and letters * 0.8 < below.middle - above.middle < letters * 4
    ]
    low = quantiles(steps, n=4)[0] if len(steps) > 1 else letters * 1.75
    return Measures(width, letters, min(max(low, letters * 1.2), letters * 1.9))


def blocks(lines: Sequence[Line], sizes: Measures, *, apart: float = 1.42) -> list[Block]:
    """The bubbles from the top down; `apart` lines' distances begin a new one."""
    found: list[Block] = []
    for line in lines:
        said, time = cut_time(line, sizes)
        home = found[-1] if found and _goes_on(found[-1], line, sizes, apart) else None
        if said is None:
            late = home or _just_above(found, line, sizes)
            if late and late.lines and not late.time:
                late.time, late.times_right, late.ends = time, line.right, True
            elif _is_middle(line, sizes.width):
                found.append(Block([line], ends=True))
            continue
        if home is None and _is_smudge(found, line, sizes):
            continue
        if home is None or is_coloured_name(line):
            home = Block()
            found.append(home)
        home.lines.append(said)
        if time:
            home.time, home.times_right, home.ends = time, line.right, True
    return found


def _goes_on(block: Block, line: Line, sizes: Measures, apart: float) -> bool:
    last = block.lines[-1]
    step = line.middle - last.middle
    if block.ends or step > sizes.pitch * apart or far(last.ground, line.ground) > SAME:
        return False
    if is_dimmer(last, line) and not is_coloured_name(last):
        return False
    inside = line.left > last.left - sizes.letters
    aligned = abs(line.left - block.left) < sizes.letters * 1.2
    return aligned or (inside and _only_time(line) is not None)


def is_dimmer(above: Line, below: Line) -> bool:
    """What is repeated from another message stands smaller and greyer above the answer."""
    return far(above.ink, below.ink) > 60 and above.height < below.height * 0.86


def _just_above(found: Sequence[Block], line: Line, sizes: Measures) -> Block | None:
    """The bubble whose last line stands close above or beside a lonely time."""
    for block in reversed(found[-2:]):
        last = block.lines[-1]
        near = abs(line.middle - last.middle) < sizes.pitch * 1.3
        if near and line.right > last.left and far(last.ground, line.ground) <= SAME * 2:
            return block
    return None


def _is_smudge(found: Sequence[Block], line: Line, sizes: Measures) -> bool:
    """A time too small to be read: a scrap of dim letters beside the last line of a bubble."""
    if len(line.text) > 4 or not found:
        return False
    above = found[-1].lines[-1]
    beside = line.middle - above.middle < sizes.pitch and line.left > above.right
    return beside and far(line.ink, above.ink) > 45


def _is_middle(line: Line, width: int) -> bool:
    return abs(line.left - (width - line.right)) < width * 0.12 and line.left > width * 0.2


def cut_time(line: Line, sizes: Measures) -> tuple[Line | None, str]:
    """The line without the small grey time at its end, and that time; None where nothing stays.

    "Gates open at 8:45" is left whole: its time is written like the words before it.
    """
    alone = _only_time(line)
    if alone is not None:
        return (None, alone) if line.height < sizes.letters * 0.92 else (line, "")
    words = list(line.words)
    for number in range(len(words) - 1, max(0, len(words) - 4), -1):
        time = clock(words[number].text)
        ticks = words[number + 1 :]
        if time and _is_small(words[number], words[:number]) and _are_scraps(ticks):
            return replace(line, words=tuple(words[:number])), time
    return line, ""


def _only_time(line: Line) -> str | None:
    """The time, where a line is nothing else but that and the scraps of its ticks."""
    words = list(line.words)
    if len(words) > 1 and words[0].text.lower() == "edited":
        words.pop(0)
    time = clock(words[0].text)
    if not time or not _are_scraps(words[1:]):
        return None
    half = [word.text for word in words[1:] if word.text.lower().strip(".") in ("am", "pm")]
    return " ".join([time, *half])


def _are_scraps(words: Sequence[Word]) -> bool:
    return all(len(word.text) < 4 for word in words)


def _is_small(word: Word, before: Sequence[Word]) -> bool:
    usual = sorted(other.height for other in before)[len(before) // 2]
    if far(word.ink, before[-1].ink) > 45:
        return True
    return word.ink is None and word.height < usual * 0.8


def is_coloured_name(line: Line) -> bool:
    """A sender's name as group chats write it at the top of a bubble: in a colour of its own."""
    short = len(line.text) <= 32 and len(line.words) <= 4
    return short and colourful(line.ink) >= _COLOURED > colourful(line.ground)


def colourful(colour: Colour | None) -> int:
    return max(colour) - min(colour) if colour else 0


def is_notice(block: Block, width: int) -> bool:
    """In the middle of the screen, and a day, a time or a word of the app."""
    return _is_middle(block.lines[0], width) and is_stamp(block.text)
