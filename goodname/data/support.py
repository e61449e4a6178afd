"""Loads what a school can offer somebody who was hurt, and when to ask again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Offer:
    """One thing to offer, and for whom; `helpline` is an id of the register of helplines, or ""."""

    id: str
    name: str
    whom: str  # a child, staff, anybody
    helpline: str = ""


@cache
def offers() -> Mapping[str, Offer]:
    """By id, in the order in which a person would think of them."""
    return MappingProxyType({row["id"]: Offer(**row) for row in _table()["offer"]})


@cache
def again() -> Mapping[str, str]:
    """When to ask again: how many school days as ISO 8601, and its plain name."""
    return MappingProxyType({row["within"]: row["name"] for row in _table()["again"]})


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("goodname.data") / "facts" / "support.toml").read_text("utf-8"))
