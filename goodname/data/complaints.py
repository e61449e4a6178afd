"""Loads the stages of complaints, the words that offer them, and words that never may."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from goodname.core.act.complaints import Procedure, read


@cache
def procedures() -> Mapping[str, Procedure]:
    """Every kind of complaint by its id."""
    return MappingProxyType({one.id: one for one in read(_table())})


@cache
def offer() -> str:
    """What may be said to somebody who wants to complain; `{contact}` is where they write to."""
    return str(_table()["offer"]).strip()


@cache
def outcomes() -> Mapping[str, str]:
    """How a complaint can end: id and plain name."""
    return MappingProxyType(dict(_table()["outcomes"]))


@cache
def never() -> tuple[str, ...]:
    """Ways to make a complaint depend on a post: each begins with a condition and ends with one."""
    table = _table()["never"]
    return tuple(f"{one} {other}" for one in table["condition"] for other in table["post"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("goodname.data") / "facts" / "complaints.toml").read_text("utf-8"))
