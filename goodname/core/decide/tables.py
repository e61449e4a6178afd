"""Takes one value after another out of a parsed file, and says plainly which is wrong.

`place` is where the table stands, as a person would look for it. All raise Unreadable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from goodname.core.words import Unreadable

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # words backwards
Table = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)


def only(table: Table, allowed: Iterable[str], place: str) -> None:
    allowed = tuple(allowed)
    for key in table:
        if key not in allowed:
            raise Unreadable(f"{place}: does not know {key}, allowed are {', '.join(allowed)}")


def table(value: object, place: str) -> Table:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{place}: must be a table")
    return value


def rows(parent: Table, key: str, place: str) -> list[Table]:
    value = parent.get(key, [])
    if not isinstance(value, list):
        raise Unreadable(f"{place}.{key}: must be a list of tables")
    return [table(row, f"{place}.{key}") for row in value]


def text(table: Table, key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(f"{place}.{key}: must be written")
    said = " ".join(value.split())
    if any(unicodedata.category(sign) == "Cc" or sign in _TURNING for sign in said):
        raise Unreadable(f"{place}.{key}: holds a sign that cannot be shown")
    return said


def day(table: Table, key: str, place: str) -> date:
    value = table.get(key)
    if type(value) is not date:
        raise Unreadable(f"{place}.{key}: must be a date, for instance 2026-09-01")
    return value


def flag(table: Table, key: str, place: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise Unreadable(f"{place}.{key}: must be true or false")
    return value


def words(value: object, place: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Unreadable(f"{place}: must be a list of ids")
    return value


def word(kind: type[Word], value: object, place: str) -> Word:
    try:
        return kind(str(value))
    except ValueError:
        raise Unreadable(f"{place}: does not know {value}, allowed are {', '.join(kind)}") from None


def maybe(kind: type[Word], value: object, place: str) -> Word | None:
    return None if value is None else word(kind, value, place)
