"""Loads what each theme of the lesson log asks of lessons and of the next agreements."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Teaching:
    """For one theme of core.act.themes: a sentence for agreements, its clauses, and an idea."""

    theme: str
    agreement: str
    clauses: tuple[str, ...]
    idea: str  # what a lesson about it could be called


@cache
def teaching() -> Mapping[str, Teaching]:
    """By the id of the theme."""
    text = (files("goodname.data") / "facts" / "lessons.toml").read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["theme"]
    found = (Teaching(**row | {"clauses": tuple(row["clauses"])}) for row in rows)
    return MappingProxyType({one.theme: one for one in found})
