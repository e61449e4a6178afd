"""Loads the connector register: what each kind of place can and cannot hear, costs and asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from goodname.core.decide.registers import GOOD_FOR
from goodname.core.listen.kinds import Kind


@dataclass(frozen=True)
class Need:
    """One thing that a person types in. A `secret` is never shown again once it is kept."""

    name: str  # as Asked.secret or Connection.server knows it
    label: str
    help: str
    secret: bool = False
    optional: bool = False
    default: str = ""


@dataclass(frozen=True)
class Dated:
    """Where a row of the register comes from, and how sure that is."""

    title: str
    source: str
    read: date
    confidence: str  # high | medium | low

    def verified(self, today: date) -> bool:
        """Whether the row is young and sure enough to be relied on."""
        return (today - self.read).days <= GOOD_FOR[self.confidence]


@dataclass(frozen=True)
class Connector(Dated):
    """One kind of place. Each text is plain English; `key` is "" where no key exists."""

    kind: Kind
    found: str
    hears: str
    cannot_hear: str
    costs: str
    limit: str
    key: str
    terms: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Unheard(Dated):
    """A place that no machine may listen to from outside, and what to do instead."""

    id: str
    why: str
    instead: str


@cache
def load() -> Mapping[Kind, Connector]:
    """Every kind of place, in the order of the register."""
    found = {}
    for row in _rows("connector"):
        kind = Kind(row.pop("id"))
        needs = tuple(Need(**need) for need in row.pop("needs", ()))
        found[kind] = Connector(kind=kind, needs=needs, **row)
    return MappingProxyType(found)


@cache
def unheard() -> tuple[Unheard, ...]:
    """The places that nobody can hear from outside."""
    return tuple(Unheard(**row) for row in _rows("unheard"))


def _rows(kind: str) -> list[dict[str, Any]]:
    text = (files("goodname.data") / "facts" / "connectors.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[kind]
    return rows
