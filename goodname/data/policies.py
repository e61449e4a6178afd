"""Loads the policy packs that come with the product, and the platform ages that they rest on."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from goodname.core.decide import facts, packs
from goodname.core.decide.policy import Policy
from goodname.core.words import Facts, Refused

_HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def load(*ids: str) -> Policy:
    """The packs with these ids as one policy, the school's own first.

    A pack that another one adds to is loaded with it, so `load("highfield")` and
    `load("highfield", "england")` say the same. Raises Refused where there is no such pack.
    """
    found: dict[str, dict[str, Any]] = {}
    waiting = list(ids)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = _pack(name)
            waiting += found[name]["pack"].get("adds_to", [])
    needed = {name for table in found.values() for name in table["pack"].get("adds_to", [])}
    own_first = sorted(found, key=lambda name: name in needed)
    return packs.read(*(found[name] for name in own_first), platforms=platform_ages())


def read_facts(obj: object) -> Facts:
    """`core.decide.facts.read` with the ids of the platform register."""
    return facts.read(obj, platforms=platform_ages())


@lru_cache(maxsize=1)
def platform_ages() -> dict[str, int | None]:
    """For each platform the age for an account of one's own in the UK, None where there is none."""
    register = _toml(_HERE / "facts" / "platforms.toml")
    return {row["id"]: row["age"][-1].get("standalone") for row in register["platform"]}


def _pack(name: str) -> dict[str, Any]:
    # How long records are kept stands beside the packs and is read by data.retention.
    shipped = {p.stem: p for p in (_HERE / "policies").glob("*.toml") if p.stem != "retention"}
    if name not in shipped:
        raise Refused(f"There is no policy called {name}; there is {', '.join(sorted(shipped))}.")
    return _toml(shipped[name])


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
