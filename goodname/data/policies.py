"""Loads policy packs, those that come with the product and a school's own, with what they rest on."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from goodname.core.decide import bounds, facts, packs
from goodname.core.decide.policy import Policy
from goodname.core.words import Facts, Refused, Unreadable

LAW = "england"  # stands beneath every policy of a school
OWN = "highfield"  # what a school decides by until it has a version of its own
LARGEST = 200_000  # characters of a pack; the longest that we ship has a fifth of that
LONGEST = 2_000  # characters of one line

_HERE = Path(__file__).parent
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


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


@lru_cache(maxsize=64)
def read_text(text: str, law: str = "") -> Policy:
    """A pack as TOML text, with the law always beneath it unless it is the law itself.

    `law` is the text of the law pack as it was when something was decided; "" is that of today.
    Raises Unreadable with a line for each fault, a mistake in the TOML with the number of its line.
    Text that is made to wear a reader out, by its size or its depth, is refused like any other.
    """
    try:
        own = _parsed(text)
        policy = packs.read(own, *_beneath(own, law), platforms=platform_ages())
        bounds.check(policy)
    except RecursionError:
        raise Unreadable("the tables stand too deep inside each other") from None
    return policy


def text(name: str) -> str:
    """The whole TOML of a pack that comes with the product; raises Refused for another name."""
    return _file(name).read_text(encoding="utf-8")


def _beneath(own: dict[str, Any], law: str) -> list[dict[str, Any]]:
    head = own.get("pack")
    if not isinstance(head, dict):
        raise Unreadable("pack: there is no [pack] that says what this is")
    if head.get("id") == LAW:
        return []
    adds_to = head.get("adds_to")
    if not isinstance(adds_to, list) or LAW not in adds_to:
        raise Unreadable(f'pack.adds_to: must be ["{LAW}"], the law beneath every policy')
    return [_parsed(law) if law else _pack(LAW)]


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise Unreadable(f"the text is longer than {LARGEST:,} characters")
    for at, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST:
            raise Unreadable(f"line {at}: is longer than {LONGEST:,} characters")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        number = found[1] if found and found[1] else str(len(text.splitlines()) or 1)
        said = _PLACE.sub("", str(error))
        raise Unreadable(f"line {number}: {said[:1].lower()}{said[1:]}") from None


def read_facts(obj: object) -> Facts:
    """`core.decide.facts.read` with the ids of the platform register."""
    return facts.read(obj, platforms=platform_ages())


@lru_cache(maxsize=1)
def platform_ages() -> dict[str, int | None]:
    """For each platform the age for an account of one's own in the UK, None where there is none."""
    register = _toml(_HERE / "facts" / "platforms.toml")
    return {row["id"]: row["age"][-1].get("standalone") for row in register["platform"]}


def _pack(name: str) -> dict[str, Any]:
    return _toml(_file(name))


def _file(name: str) -> Path:
    # How long records are kept stands beside the packs and is read by data.retention.
    shipped = {p.stem: p for p in (_HERE / "policies").glob("*.toml") if p.stem != "retention"}
    if name not in shipped:
        raise Refused(f"There is no policy called {name}; there is {', '.join(sorted(shipped))}.")
    return shipped[name]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
