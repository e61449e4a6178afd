"""Changes one rule in the text of a pack and leaves every other line, and every remark, as it was.

A rule is `[[clause.row]]`, found by the id of its clause and its number there, counted from 1. All
take the text of a pack that can be read and give its new text. All raise Refused, in words for the
person who asked, and Unreadable where a value cannot be written; whether the new policy can be used
is for `packs.read` and the check.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from typing import Any

from goodname.core.decide.layout import Block, Statement, blocks
from goodname.core.decide.lines import lines, rank, written
from goodname.core.words import Refused, Unreadable

_ROW = ("clause", "row")

Row = Mapping[str, Any]


def rows(text: str, clause: str) -> list[dict[str, Any]]:
    """The rows of a clause as they are written; raises Refused where the text has no such clause."""
    return _rows(tomllib.loads(text), clause)


def set_row(text: str, clause: str, number: int, row: Row) -> str:
    """The text with this row saying `row`, and nothing that `row` leaves out."""
    pack, found = tomllib.loads(text), blocks(text)
    was = _known(pack, clause, number)
    block = _of_clause(pack, found, clause)[1][number - 1]
    block.statements = _changed(block, was, row)
    _rows(pack, clause)[number - 1] = _plain(row)
    return _proved(found, pack)


def add_row(text: str, clause: str, row: Row) -> str:
    """The text with one more row, below the others of its clause."""
    pack, found = tomllib.loads(text), blocks(text)
    head, beside = _of_clause(pack, found, clause)
    above = beside[-1] if beside else head
    if not above.text.endswith("\n"):
        above.statements.append(Statement("\n"))
    new = Block("\n[[clause.row]]\n", _ROW)
    new.statements = [*written(row), *above.statements[above.body :]]
    above.statements = above.statements[: above.body]
    found.insert(_at(found, above) + 1, new)
    _clause(pack, clause).setdefault("row", []).append(_plain(row))
    return _proved(found, pack)


def remove_row(text: str, clause: str, number: int) -> str:
    """The text without this row, and without the remark that stands right above it."""
    pack, found = tomllib.loads(text), blocks(text)
    _known(pack, clause, number)
    block = _of_clause(pack, found, clause)[1][number - 1]
    above = found[_at(found, block) - 1]
    while above.statements and above.statements[-1].text.lstrip().startswith("#"):
        above.statements.pop()
    left = block.statements[block.body :]
    if above.statements and not above.statements[-1].text.strip() and left:
        left = left[1:] if not left[0].text.strip() else left  # one empty line is enough
    above.statements += left
    found.pop(_at(found, block))
    beside = _rows(pack, clause)
    beside.pop(number - 1)
    if not beside:
        del _clause(pack, clause)["row"]
    return _proved(found, pack)


def stamp(text: str, version: str, day: datetime.date) -> str:
    """The text as the edition of a day: its version and its date say so."""
    pack, found = tomllib.loads(text), blocks(text)
    head = next((block for block in found if block.path == ("pack",)), None)
    if head is None:
        raise Refused("This policy has no [pack] of its own, so nobody can say its version.")
    was = pack["pack"]
    pack["pack"] = was | {"version": version, "date": day}
    head.statements = _changed(head, was, pack["pack"])
    return _proved(found, pack)


def _known(pack: Mapping[str, Any], clause: str, number: int) -> Mapping[str, Any]:
    beside = _rows(pack, clause)
    if not 1 <= number <= len(beside):
        raise Refused("There is no such rule in this clause any more.", clause)
    if beside[number - 1].get("locked"):
        raise Refused("This rule is locked: a school may add to it, and may not change it.", clause)
    return beside[number - 1]


def _clause(pack: Mapping[str, Any], clause: str) -> dict[str, Any]:
    for table in pack.get("clause", []):
        if table.get("id") == clause:
            found: dict[str, Any] = table
            return found
    if clause.startswith("england."):
        raise Refused(
            "This is the law and the guidance behind every school's policy. A school may add rules "
            "of its own, and may not change this one.",
            clause,
        )
    raise Refused("Our policy has no such clause.")


def _rows(pack: Mapping[str, Any], clause: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _clause(pack, clause).get("row", [])
    return found


def _of_clause(
    pack: Mapping[str, Any], found: list[Block], clause: str
) -> tuple[Block, list[Block]]:
    """The block of a clause and those of its rows; Refused where they are written another way."""
    rows = _rows(pack, clause)
    number = [table.get("id") for table in pack["clause"]].index(clause) + 1
    seen, head, beside = 0, None, []
    for block in found:
        seen += block.path == ("clause",)
        if seen == number and block.path == ("clause",):
            head = block
        if seen == number and block.path[:2] == _ROW:
            beside.append(block)
    if head is None or len(beside) != len(rows) or any(b.path != _ROW for b in beside):
        raise Refused(
            "The rules of this clause are not written as [[clause.row]] tables, so they can be "
            "changed only in the file itself.",
            clause,
        )
    return head, beside


def _changed(block: Block, was: Row, now: Row) -> list[Statement]:
    """The statements of a block after a change: what stays keeps its place and its remark."""
    kept: list[Statement] = []
    for statement in block.statements:
        key = statement.key
        if not key or (key in now and now[key] == was[key]):
            kept.append(statement)
        elif key in now and key not in {one.key for one in kept}:
            new = lines(key, now[key])
            if statement.remark:
                new[-1].text = new[-1].text.rstrip("\n") + statement.remark + "\n"
            kept += new
    for key in sorted(set(now) - set(was), key=rank):
        at = max(
            (n for n, one in enumerate(kept, 1) if one.key and rank(one.key) < rank(key)),
            default=0,
        )
        if at and not kept[at - 1].text.endswith("\n"):
            kept[at - 1].text += "\n"
        kept[at:at] = lines(key, now[key])
    return kept


def _plain(row: Row) -> dict[str, Any]:
    return {
        key: list(value)
        if isinstance(value, tuple)
        else value.copy()
        if isinstance(value, dict)
        else value
        for key, value in row.items()
    }


def _at(found: list[Block], block: Block) -> int:
    return next(at for at, one in enumerate(found) if one is block)


def _proved(found: list[Block], wanted: Mapping[str, Any]) -> str:
    """The text of the blocks; it must say what was wanted and not a word else."""
    text = "".join(block.text for block in found)
    if tomllib.loads(text) != wanted:
        raise Unreadable("the change could not be written into this file; nothing was changed")
    return text
