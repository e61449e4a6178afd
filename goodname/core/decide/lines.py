"""Writes the values of a rule as lines of TOML, the way the packs that we ship are written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from goodname.core.decide.conditions import MANY, ONE
from goodname.core.decide.layout import Statement
from goodname.core.words import Unreadable

WIDTH = 100  # characters of a line
ORDER = (
    *("locked", "where", "except", *ONE, *MANY, "either"),
    *("ask", "forbid", "force", "owner", "to", "within", "within_unit", "choice", "why"),
)


def written(row: Mapping[str, Any]) -> list[Statement]:
    """A whole row, its keys in the usual order."""
    return [line for key in sorted(row, key=rank) for line in lines(key, row[key])]


def rank(key: str) -> int:
    """The usual place of a key among the others."""
    return ORDER.index(key) if key in ORDER else len(ORDER)


def lines(key: str, value: Any) -> list[Statement]:
    """One key; a table of questions has a line for each. Raises Unreadable for broken characters."""
    if isinstance(value, Mapping):
        return [Statement(_line(f"{key}.{part}", value[part]), key) for part in value]
    return [Statement(_line(key, value), key)]


def _line(key: str, value: Any) -> str:
    line = f"{key} = {_value(value)}"
    if len(line) <= WIDTH or not isinstance(value, list):
        return line + "\n"
    rows = [""]
    for part in map(_value, value):
        if len(rows[-1]) + len(part) + 4 > WIDTH:
            rows.append("")
        rows[-1] += f" {part},"
    return f"{key} = [\n" + "".join(f" {row}\n" for row in rows) + "]\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in value.items()) + " }"
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise Unreadable("the words hold half a character, which cannot be written") from None
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
