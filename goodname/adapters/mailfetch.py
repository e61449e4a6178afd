"""Fetches letters over an open line: how each is built, then its written parts and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from goodname.adapters.mailline import LARGEST_PIECE, Line, answers
from goodname.core.listen.letters.letter import Letter, letters_inside, written
from goodname.core.listen.letters.mail import FIELDS
from goodname.core.listen.letters.structure import Part, Value, fetched, part_of
from goodname.core.words import Unreadable

AT_ONCE = 20
MOST_OF_A_HEAD = 32_000  # bytes
MOST_OF_A_PART = 200_000
MOST_OF_A_FILE = 20_000_000
HEAD = f"HEADER.FIELDS ({' '.join(FIELDS)})"


def letters(
    line: Line, uidvalidity: int, uids: Sequence[int], refused: list[str]
) -> Iterator[Letter]:
    """Each letter in its turn; `refused` takes a reason for each that cannot be read."""
    wanted = f"(UID INTERNALDATE BODYSTRUCTURE BODY.PEEK[{HEAD}]<0.{MOST_OF_A_HEAD}>)"
    for at in range(0, len(uids), AT_ONCE):
        some = uids[at : at + AT_ONCE]
        found = {_number(items.get("UID")): items for items in ask(line, some, wanted)}
        for uid in some:
            try:
                yield _letter(line, uidvalidity, uid, found.get(uid, {}))
            except Unreadable:
                refused.append("A letter is built in a way that cannot be read.")


def _letter(line: Line, uidvalidity: int, uid: int, items: Mapping[str, Value]) -> Letter:
    body = part_of(items.get("BODYSTRUCTURE"))
    parts, within = written(body), letters_inside(body)[:10]
    asked = [f"BODY.PEEK[{part.number}]<0.{MOST_OF_A_PART}>" for part in parts]
    asked += [f"BODY.PEEK[{part.number}.{HEAD}]<0.{MOST_OF_A_HEAD}>" for part in within]
    got = ask(line, [uid], f"(UID {' '.join(asked)})") if asked else []
    words = got[0] if got else {}
    return Letter(
        uid=uid,
        uidvalidity=uidvalidity,
        body=body,
        head=_starting(items, "BODY[HEADER"),
        words={part.number: _starting(words, f"BODY[{part.number}]") for part in parts},
        inside={part.number: _starting(words, f"BODY[{part.number}.HEADER") for part in within},
        arrived=_arrived(items.get("INTERNALDATE")),
    )


def ask(line: Line, uids: Sequence[int], wanted: str) -> list[dict[str, Value]]:
    """What the server has of each letter; those that it leaves out, or garbles, are not there."""
    _, data = line.uid("FETCH", ",".join(map(str, uids)), wanted)
    found = []
    for answer in answers(data):
        with suppress(Unreadable):
            found += [items for items in fetched([answer]) if _number(items.get("UID")) in uids]
    return found


def whole(line: Line, uid: int, part: Part) -> bytes:
    """A part in pieces, so that no answer is bigger than the line lets through."""
    pieces: list[bytes] = []
    step = LARGEST_PIECE // 2
    while sum(map(len, pieces)) < MOST_OF_A_FILE:
        start = sum(map(len, pieces))
        got = ask(line, [uid], f"(UID BODY.PEEK[{part.number}]<{start}.{step}>)")
        piece = _starting(got[0], f"BODY[{part.number}]") if got else b""
        pieces.append(piece)
        if len(piece) < step:
            break
    return b"".join(pieces)


def _starting(items: Mapping[str, Value], name: str) -> bytes:
    found = next((value for key, value in items.items() if key.startswith(name)), None)
    return found if isinstance(found, bytes) else b""


def _number(value: Any) -> int:
    return int(value) if isinstance(value, bytes) and re.fullmatch(rb"\d{1,10}", value) else 0


def _arrived(value: Value) -> datetime | None:
    try:
        said = value.decode("ascii").strip() if isinstance(value, bytes) else ""
        return datetime.strptime(said, "%d-%b-%Y %H:%M:%S %z")
    except (ValueError, UnicodeDecodeError):
        return None
