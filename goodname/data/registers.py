"""Loads the dated registers: what is known about platforms, helplines, law and other facts of the world."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from goodname.core.decide.registers import Known

NO_AGE = "none"  # the value of a minimum age where a platform has none without a parent


@dataclass(frozen=True)
class Helpline:
    """A body that people may turn to. What is not known is "", `read` is None where nothing was read."""

    id: str
    name: str
    kind: str  # help | report | authority
    who: str
    use: str
    state: str  # "open", or what else is known
    source: str
    read: date | None
    confidence: str  # high | medium | low
    not_for: str = ""
    first: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement of the source in plain words, and the ids of the clauses that carry it."""

    id: str
    clauses: tuple[str, ...]
    says: str


@cache
def known() -> Mapping[str, Known]:
    """Every fact of every register by its id.

    The ids are `platform.<id>.name`, `platform.<id>.minimum_age` (whole years, or NO_AGE),
    `helpline.<id>` (its state), `helpline.<id>.phone`, `helpline.<id>.email`, `law.<id>` and
    `fact.<id>`.
    """
    rows = (*_platforms(), *_helplines(), *_law(), *_facts())
    return MappingProxyType({row.id: row for row in rows})


@cache
def helplines() -> tuple[Helpline, ...]:
    """The register of helplines, in the order of its file."""
    return tuple(Helpline(**{"read": None, **row}) for row in _rows("helplines", "body"))


@cache
def statements() -> tuple[Statement, ...]:
    """What the source of the highfield pack says, in its order."""
    return tuple(
        Statement(row["id"], tuple(row["clauses"]), row["says"])
        for row in _rows("statements", "statement")
    )


def _platforms() -> Iterator[Known]:
    for row in _rows("platforms", "platform"):
        age = row["age"][-1]  # the newest answer stands last
        own, name = age.get("standalone"), row["name"]
        if own is None:
            says = f"{name} has no minimum age of its own; a child's account needs a parent."
        elif age["supervised_below"]:
            says = (
                f"An account on {name} is open from {own}, and a younger child may have one that "
                "a parent runs."
            )
        else:
            says = f"An account on {name} is open from {own}."
        place, value = f"platform.{row['id']}", NO_AGE if own is None else str(own)
        yield _known(f"{place}.name", name, f"The platform is called {name}.", age, "the name")
        yield _known(f"{place}.minimum_age", value, says, age, f"the age for {name}")


def _helplines() -> Iterator[Known]:
    for row in helplines():
        if row.state == "open":
            says = f"{row.name} is there. {row.use}"
        else:
            says = f"{row.name}: {row.state}, and no later text about it was found."
        place, sheet = f"helpline.{row.id}", vars(row)
        yield _known(place, row.state, says, sheet, row.name)
        for way in ("phone", "email"):
            if found := sheet[way]:
                yield _known(f"{place}.{way}", found, f"{row.name}: {found}.", sheet, row.name)


def _law() -> Iterator[Known]:
    for row in _rows("law", "rule"):
        named = row["title"] in row["state"]
        says = row["state"] if named else f"{row['title']}: {row['state']}"
        yield _known(f"law.{row['id']}", row["value"], says, row, row["title"])


def _facts() -> Iterator[Known]:
    for row in _rows("dated", "fact"):
        yield _known(f"fact.{row['id']}", row["value"], row["says"], row, row["of"])


def _known(name: str, value: str, says: str, row: Mapping[str, Any], of: str) -> Known:
    return Known(name, value, says, row["source"], row.get("read"), row["confidence"], of)


def _rows(name: str, kind: str) -> list[dict[str, Any]]:
    text = (files("goodname.data") / "facts" / f"{name}.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[kind]
    return rows
