"""Slightly wrong copies of the shipped packs: a row dropped, its force or owner changed, a condition gone."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goodname.core.words import Action

FORCES = ("must", "should", "may")
TESTS = (
    *("author", "audience", "danger", "exception", "removal", "unresolved", "age"),
    *("conduct", "towards", "concerned", "either"),
)


@dataclass(frozen=True)
class Mutant:
    """A pack in which one row is not what it was; `actions` are those that the row is about."""

    pack: dict[str, Any]
    clause: str
    row: int
    what: str
    actions: frozenset[Action]
    first: bool  # whether it is a row that puts an action first


def mutants(pack: dict[str, Any], clause: str) -> Iterator[Mutant]:
    """Every mutant of the rows of one clause."""
    (at,) = [n for n, table in enumerate(pack["clause"]) if table["id"] == clause]
    for kind in ("row", "first"):
        for number, row in enumerate(pack["clause"][at].get(kind, [])):
            named = row.get("forbid") or [row.get("ask") or row["action"]]
            actions = frozenset(Action(name) for name in named)
            for what, changed in _changes(row, kind):
                made = copy.deepcopy(pack)
                rows = made["clause"][at][kind]
                rows[number : number + 1] = [] if changed is None else [changed]
                yield Mutant(made, clause, number, what, actions, kind == "first")


def _changes(row: dict[str, Any], kind: str) -> Iterator[tuple[str, dict[str, Any] | None]]:
    yield "dropped", None
    if kind == "row" and "ask" in row:
        for force in FORCES:
            if force != row["force"]:
                yield f"{row['force']} becomes {force}", row | {"force": force}
        if "owner" in row:
            other = "office" if row["owner"] != "office" else "headteacher"
            yield f"given to {other}", row | {"owner": other}
    for field in TESTS:
        if field in row:
            yield f"without {field}", {key: row[key] for key in row if key != field}
    for joint in ("where", "except"):
        for name in row.get(joint, []):
            left = [other for other in row[joint] if other != name]
            yield f"without {joint} {name}", row | {joint: left}
