"""How long each kind of record is kept, and which table belongs to which kind."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from goodname.core.act.deadlines import Duration
from goodname.core.words import Unreadable

NOT_PERSONAL = "none-personal"
FILE = "goodname/data/policies/retention.toml"

_TEXTS = ("id", "title", "why", "source", "confidence")
_MAY = ("keep", "from", "then", "follows", "stays", "within", "when")


@dataclass(frozen=True)
class RetentionClass:
    """One class of records. Exactly one of `keep`, `follows` and `stays` is filled."""

    id: str
    title: str
    why: str
    source: str
    confidence: str  # high, medium or low
    keep: str = ""  # ISO 8601: months, years, weeks or days
    counts_from: str = ""  # in words
    then: str = ""  # what happens afterwards, in words
    follows: str = ""  # id of the class that it goes with
    stays: str = ""  # why it is never deleted
    within: str = ""  # id of the class that it makes an exception of
    when: str = ""  # in words: for which rows

    def ends(self, start: date) -> date | None:
        """The first day on which it may go; None where no period of its own is set."""
        if not self.keep:
            return None
        length = Duration.read(self.keep)
        year, month = divmod(start.year * 12 + start.month - 1 + length.months, 12)
        # Kept for a year from 29 February means until 28 February.
        day = min(start.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=length.days, weeks=length.weeks)


@dataclass(frozen=True)
class Retention:
    """The whole schedule: its classes by id, and the class id of every table."""

    version: str
    review: date
    classes: Mapping[str, RetentionClass]
    tables: Mapping[str, str]

    def class_of(self, table: str) -> RetentionClass:
        """The class of a table; raises Unreadable for one without."""
        if table not in self.tables:
            raise Unreadable(f"{table}: has no retention class in {FILE}")
        return self.classes[self.tables[table]]


@cache
def load() -> Retention:
    """The schedule that the product ships."""
    text = (files("goodname.data") / "policies" / "retention.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(table: Mapping[str, Any]) -> Retention:
    """A schedule from its file's table; raises Unreadable, one fault a line."""
    faults = [fault for entry in table["class"] for fault in _faults(entry)]
    ids = [entry.get("id", "") for entry in table["class"]]
    faults += [f"{one}: stands twice" for one, times in Counter(ids).items() if times > 1]
    for entry in table["class"]:
        for field in ("follows", "within"):
            if entry.get(field, ids[0]) not in ids:
                faults.append(
                    f"{entry.get('id', '')}: {field} names {entry[field]!r}, which is no class"
                )
    for name, chosen in table["tables"].items():
        if chosen not in ids:
            faults.append(f"tables: {name} has {chosen!r}, which is no class")
    if faults:
        raise Unreadable(*faults)
    classes = [_class(entry) for entry in table["class"]]
    return Retention(
        version=table["version"],
        review=table["review"],
        classes={one.id: one for one in classes},
        tables=dict(table["tables"]),
    )


def unclassified(tables: Iterable[str], personal: Container[str] = ()) -> tuple[str, ...]:
    """The lines that `[tables]` of the schedule still needs, empty when it names every table.

    `personal` are tables known to hold something about people: one of them under "none-personal"
    is answered with the line to put in its place. The class in a line is the best guess there is:
    that of the most tables of the same app; a person must choose.
    """
    schedule = load()
    lines = []
    for table in sorted(set(tables)):
        chosen = schedule.tables.get(table, "")
        if not chosen or (chosen == NOT_PERSONAL and table in personal):
            lines.append(f'{table} = "{_guess(schedule, table, table in personal)}"')
    return tuple(lines)


def vanished(tables: Iterable[str]) -> tuple[str, ...]:
    """Tables that the schedule names and the database (all its `tables`) does not have."""
    return tuple(sorted(set(load().tables) - set(tables)))


def _guess(schedule: Retention, table: str, is_personal: bool) -> str:
    app = table.partition("_")[0] + "_"
    beside = Counter(
        chosen
        for name, chosen in sorted(schedule.tables.items())
        if name.startswith(app) and not (is_personal and chosen == NOT_PERSONAL)
    )
    return beside.most_common(1)[0][0] if beside else "case" if is_personal else NOT_PERSONAL


def _faults(entry: Mapping[str, Any]) -> list[str]:
    name = entry.get("id", "a class without id")
    faults = [f"{name}: {field} is missing" for field in _TEXTS if not entry.get(field)]
    faults += [f"{name}: {field} is unknown" for field in set(entry) - {*_TEXTS, *_MAY}]
    if sum(bool(entry.get(way)) for way in ("keep", "follows", "stays")) != 1:
        faults.append(f"{name}: exactly one of keep, follows and stays is needed")
    if entry.get("keep"):
        faults += [
            f"{name}: {field} is missing" for field in ("from", "then") if field not in entry
        ]
        try:
            Duration.read(entry["keep"])
        except Unreadable as unreadable:
            faults += [f"{name}: keep: {fault}" for fault in unreadable.faults]
    if bool(entry.get("within")) != bool(entry.get("when")):
        faults.append(f"{name}: within and when belong together")
    if entry.get("confidence") not in ("high", "medium", "low"):
        faults.append(f"{name}: confidence must be high, medium or low")
    return faults


def _class(entry: Mapping[str, Any]) -> RetentionClass:
    fields = {key: value for key, value in entry.items() if key != "from"}
    return RetentionClass(counts_from=entry.get("from", ""), **fields)
