"""Writes tables as TOML text, as the shipped packs are written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

WIDTH = 100  # characters of a line, above which a list is broken


def lines(table: Mapping[str, object]) -> Iterator[str]:
    """`key = value` for each entry, in order; a table inside becomes `key.part = value`."""
    for key, entry in table.items():
        if isinstance(entry, Mapping):
            yield from (line for part in entry for line in _line(f"{key}.{part}", entry[part]))
        else:
            yield from _line(key, entry)


def value(entry: object) -> str:
    """One value in one line; raises TypeError for what a pack never holds."""
    if isinstance(entry, bool):
        return "true" if entry else "false"
    if isinstance(entry, str):
        return json.dumps(entry, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(entry, date):
        return entry.isoformat()
    if isinstance(entry, list | tuple):
        return f"[{', '.join(value(one) for one in entry)}]"
    if isinstance(entry, Mapping):
        return f"{{ {', '.join(f'{key} = {value(one)}' for key, one in entry.items())} }}"
    raise TypeError(f"{type(entry).__name__} has no place in a pack")


def _line(key: str, entry: object) -> Iterator[str]:
    line = f"{key} = {value(entry)}"
    if len(line) <= WIDTH or not isinstance(entry, list | tuple):
        yield line
        return
    yield f"{key} = ["
    yield from (f"  {value(one)}," for one in entry)
    yield "]"
