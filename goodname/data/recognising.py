"""Loads the recogniser's vocabulary, and the template with which a school's own policy is compared."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from goodname.core.decide.draft import signs
from goodname.core.decide.draft.signs import Signs

TEMPLATE = "highfield"


@cache
def load() -> Signs:
    """The signs of `goodname/data/recognising.toml`, read once."""
    return signs.read(_toml("recognising.toml"))


@cache
def template() -> dict[str, Any]:
    """The tables of the pack whose clauses a draft takes its rows from. Not to be changed."""
    return _toml(f"policies/{TEMPLATE}.toml")


def _toml(name: str) -> dict[str, Any]:
    path = resources.files("goodname.data").joinpath(*name.split("/"))
    return tomllib.loads(path.read_text(encoding="utf-8"))
