"""Tells who said what on the screenshot of a chat, from the words and where they stand.

It knows no app by name. Bubbles hang left or right, have grounds of their own, and carry names
and times in a few ways that all of them share. What does not look like a chat is not made one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodname.core.listen.pictures.bubbles_blocks import (
    SAME,
    Block,
    Measures,
    blocks,
    colourful,
    is_coloured_name,
    is_dimmer,
    is_notice,
    measures,
)
from goodname.core.listen.pictures.bubbles_chat import (
    Chat,
    Message,
    Side,
    name,
    read_transcript,
    transcript,
)
from goodname.core.listen.pictures.bubbles_marks import APP_SAYS, LABEL, RECEIPT, counters, is_name
from goodname.core.listen.pictures.bubbles_screen import talk_of
from goodname.core.listen.pictures.screenshot import Line, Word, far, lines, mended

__all__ = ["Chat", "Message", "Side", "chat", "read_transcript", "transcript"]

_LEAST_SURE = 35.0  # of 100, for a scrap of one or two letters
_BUTTONS = 3  # words such as Like, Comment, Share that make a post of it
_TIMES = 2  # times inside bubbles that make a chat of what has one side only


def chat(words: Sequence[Word], width: int) -> Chat | None:
    """The chat on a picture `width` pixels wide, or None where it does not look like one."""
    kept = [word for word in mended(words) if not _is_scrap(word)]
    talk, title, group = talk_of(lines(kept), width)
    if not talk or sum(counters(line.text) for line in talk) >= _BUTTONS:
        return None
    by_labels = _labelled(talk, width)
    if by_labels:
        return Chat(by_labels, title)
    sizes = measures(talk, width)
    found = [block for block in blocks(talk, sizes) if block.lines]
    messages, named = _Sorting(found, sizes).messages()
    if not _is_chat(found, messages, sizes):
        return None
    if title and not named and not group:
        messages = [
            replace(one, speaker=title) if one.side is Side.LEFT else one for one in messages
        ]
    return Chat(tuple(messages), title)


def _is_scrap(word: Word) -> bool:
    short = len(word.text) < 3 and word.confidence < _LEAST_SURE
    return short or not word.text.strip("|_\\—–-~“”‘’\"'`")


def _is_chat(found: Sequence[Block], messages: Sequence[Message], sizes: Measures) -> bool:
    """Two sides with grounds of their own, or bubbles of one side that each carry a time."""
    sides = {message.side for message in messages}
    if Side.RIGHT not in sides and Side.LEFT not in sides:
        return False
    if {Side.LEFT, Side.RIGHT} <= sides:
        right = [block for block in found if _side(block, sizes.width) is Side.RIGHT]
        left = [block for block in found if block not in right]
        unlike = any(
            block.ground is None or far(block.ground, other.ground) > SAME
            for block in right
            for other in left
        )
        return unlike and any(block.left > sizes.width * 0.15 for block in right)
    times = sum(bool(message.time_as_written) for message in messages)
    notices = Side.NOTICE in sides
    grounds = {block.ground for block in found}
    return times >= _TIMES or (notices and len(grounds) > 1)


def _side(block: Block, width: int) -> Side:
    return Side.RIGHT if width - block.right < block.left else Side.LEFT


class _Sorting:
    """Goes through the blocks once, with what it knows so far of names and quotes."""

    def __init__(self, found: Sequence[Block], sizes: Measures) -> None:
        self._found, self._sizes = found, sizes
        self._timed = sum(bool(block.time) for block in found) >= _TIMES
        self._speaker = self._quoted = ""
        self._named = False
        self._made: list[Message] = []

    def messages(self) -> tuple[list[Message], bool]:
        """The messages, and whether any name stood in or above a bubble."""
        for number, block in enumerate(self._found):
            after = self._found[number + 1] if number + 1 < len(self._found) else None
            self._take(block, after)
        return self._made, self._named

    def _take(self, block: Block, after: Block | None) -> None:
        width = self._sizes.width
        text = block.text
        if is_notice(block, width) or (_is_middle(block, width) and APP_SAYS.search(text)):
            self._made.append(Message(Side.NOTICE, "", text))
            self._speaker = ""
            return
        if RECEIPT.fullmatch(text) and block.height < self._sizes.letters * 0.9:
            return
        side = self._sure_side(block)
        if after and self._is_name_above(block, after):
            self._speaker, self._named = name(text), True
            return
        if after and self._is_quote(block, after):
            first = is_coloured_name(block.lines[0]) and len(block.lines) > 1
            self._quoted = _joined(block.lines[1:] if first else block.lines)
            return
        said = self._without_names(block, side)
        if side is Side.RIGHT:
            self._speaker = ""
        if said:
            speaker = self._speaker if side is Side.LEFT else ""
            self._made.append(Message(side, speaker, said, block.time, self._quoted))
            self._quoted = ""

    def _without_names(self, block: Block, side: Side) -> str:
        body = list(block.lines)
        lone = len(body) == 1 or colourful(body[-1].ink) < colourful(body[0].ink)
        if side is Side.LEFT and lone and is_coloured_name(body[0]):
            self._speaker, self._named = name(body.pop(0).text), True
        if body and LABEL.fullmatch(body[0].text):
            body.pop(0)
        return _joined(body)

    def _sure_side(self, block: Block) -> Side:
        """By its margins, or where these are alike by other blocks on the same ground."""
        width = self._sizes.width
        side = _side(block, width)
        if abs(block.left - (width - block.right)) > width * 0.12 or block.ground is None:
            return side
        votes = sum(
            other.left - (width - other.right)
            for other in self._found
            if other is not block and far(other.ground, block.ground) <= 24
        )
        return side if votes == 0 else Side.RIGHT if votes > 0 else Side.LEFT

    def _close(self, block: Block, after: Block, most: float) -> bool:
        step = after.lines[0].middle - block.lines[-1].middle
        return 0 < step < self._sizes.pitch * most and not block.time

    def _is_name_above(self, block: Block, after: Block) -> bool:
        """A small or grey line on the page's own ground, over the left edge of a bubble."""
        small = block.height < self._sizes.letters * 0.92
        small = small or far(block.lines[0].ink, after.lines[0].ink) > 60
        unlike = far(block.ground, after.ground) > 5
        over = abs(block.left - after.left) < self._sizes.width * 0.06
        lone = len(block.lines) == 1 and not self._timed and is_name(block.text)
        left = _side(after, self._sizes.width) is Side.LEFT or after.left < self._sizes.width * 0.2
        return lone and small and unlike and over and left and self._close(block, after, 2.4)

    def _is_quote(self, block: Block, after: Block) -> bool:
        """A box within the bubble: another ground, close above, its edge near the bubble's."""
        if len(block.lines) == 1 and is_coloured_name(block.lines[0]):
            return False
        dimmer = is_dimmer(block.lines[-1], after.lines[0])
        unlike = 5 < far(block.ground, after.ground) < 70 or dimmer
        near = abs(block.left - after.left) < self._sizes.width * 0.09
        small = block.lines[-1].height < after.height * 0.95 or is_coloured_name(block.lines[0])
        return unlike and near and small and self._close(block, after, 1.75)


def _is_middle(block: Block, width: int) -> bool:
    return abs(block.left - (width - block.right)) < width * 0.12 and block.left > width * 0.08


def _joined(rows: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in rows).split())


def _labelled(talk: Sequence[Line], width: int) -> tuple[Message, ...]:
    """A chat in which all stand at the left under their names in coloured capitals; () if not."""
    labels = [number for number, line in enumerate(talk) if _is_label(line, width)]
    if len(labels) < 2:
        return ()
    edge = min(talk[number].left for number in labels)
    body = [line for number, line in enumerate(talk) if number not in labels]
    sizes = measures([_without_bar(line, edge, width) for line in body], width)
    made = [Message(Side.NOTICE, "", line.text) for line in talk[: labels[0]]]
    for place, number in enumerate(labels):
        end = labels[place + 1] if place + 1 < len(labels) else len(talk)
        under = [_without_bar(line, edge, width) for line in talk[number + 1 : end]]
        who = talk[number].text
        side = Side.RIGHT if who == "ME" else Side.LEFT
        speaker = "" if who == "ME" else name(who.title())
        for block in blocks(under, sizes, apart=1.17):
            made.append(Message(side, speaker, _joined(block.lines), block.time))
    return tuple(made)


def _is_label(line: Line, width: int) -> bool:
    capitals = line.text.isupper() and len(line.text.split()) < 4 and len(line.text) > 1
    return capitals and line.left < width * 0.12 and colourful(line.ink) > 100


def _without_bar(line: Line, edge: int, width: int) -> Line:
    """Without the coloured bar before it, which was read as a letter."""
    first = line.words[0]
    if len(line.words) > 1 and first.left < edge + width * 0.01 and first.width < width * 0.015:
        return replace(line, words=line.words[1:])
    return line
