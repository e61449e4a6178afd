"""How well a screenshot was read: wrong letters, and messages given to the right person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.ocr_drawing import Drawn, Said
from goodname.core.listen.pictures.bubbles import Chat, Message, Side
from goodname.core.listen.pictures.screenshot import Word

FOUND = 0.2  # a message counts as found where fewer of its letters than this are wrong


@dataclass
class Score:
    """Sums over screenshots; letters are those of the talk, times and names among them."""

    letters: int = 0
    wrong_letters: int = 0
    said: int = 0
    found: int = 0
    right_side: int = 0
    right_speaker: int = 0
    extra: int = 0  # messages that nobody wrote
    said_letters: int = 0
    wrong_said_letters: int = 0
    no_chat: int = 0

    def add(self, drawn: Drawn, words: Sequence[Word], chat: Chat | None) -> None:
        letters, wrong = _letters(drawn, words)
        self.letters += letters
        self.wrong_letters += wrong
        self.said += len(drawn.said)
        self.said_letters += sum(len(one.text) for one in drawn.said)
        messages = [m for m in chat.messages if m.side is not Side.NOTICE] if chat else []
        self.no_chat += chat is None
        for one in drawn.said:
            match = min(messages, key=lambda m: apart(one.text, m.text), default=None)
            if match is None:
                self.wrong_said_letters += len(one.text)
                continue
            errors = min(apart(one.text, match.text), len(one.text))
            self.wrong_said_letters += errors
            if errors < FOUND * len(one.text) or errors == 0:
                self.found += 1
                self.right_side += one.side == match.side.value
                self.right_speaker += _is_right(drawn, one, match)
                messages.remove(match)
        self.extra += len(messages)


def _is_right(drawn: Drawn, one: Said, match: Message) -> bool:
    if one.side != match.side.value:
        return False
    if one.side == "right":
        return match.speaker == ""
    if drawn.style.names:
        return match.speaker.casefold() == one.speaker.casefold()
    return match.speaker in ("", one.speaker)


def _letters(drawn: Drawn, words: Sequence[Word]) -> tuple[int, int]:
    """Letters of the talk's rows, and how many of them are wrong, missing or too many."""
    top, bottom = drawn.area
    rows: list[list[tuple[tuple[int, int, int, int], str]]] = []
    for piece in sorted(drawn.rows, key=lambda piece: piece[0][1] + piece[0][3]):
        (_, above, _, below), _ = piece
        if not top <= (above + below) / 2 <= bottom:
            continue
        if rows and above < (rows[-1][-1][0][1] + rows[-1][-1][0][3]) / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    middles = [sum(b[1] + b[3] for b, _ in row) / 2 / len(row) for row in rows]
    read: list[list[Word]] = [[] for _ in rows]
    for word in words:
        middle = word.top + word.height / 2
        if top <= middle <= bottom:
            nearest = min(range(len(rows)), key=lambda n: abs(middles[n] - middle))
            read[nearest].append(word)
    letters = wrong = 0
    for row, seen in zip(rows, read, strict=True):
        truth = "".join(text for _, text in sorted(row)).replace(" ", "")
        given = "".join(word.text for word in sorted(seen, key=lambda w: w.left)).replace(" ", "")
        letters += len(truth)
        wrong += apart(truth, given)
    return letters, wrong


def apart(one: str, other: str) -> int:
    """The fewest letters to change, add or take away, typographic quotes being as straight ones."""
    one, other = (text.translate({0x2019: "'", 0x2018: "'"}) for text in (one, other))
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for at, same in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != same))
    return row[-1]
