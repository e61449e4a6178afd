"""Tells the school from the street that it is called after."""

from __future__ import annotations

from goodname.core.sort.lexicon import word_set
from goodname.core.sort.names_text import Read
from goodname.core.sort.naming import SchoolNames, parts, words

_STREET_BEFORE = word_set("on along down up off into onto in across of near outside")
_STREET_SURELY = word_set("on along down up off onto across")
# The talk of estate agents and road works; beside it a street's name is a street's name.
STREET_TALK = word_set(
    "bedroom bedrooms detached semi bungalow freehold leasehold roadworks pothole potholes burst "
    "lamppost burglary junction"
)


def is_street(names: SchoolNames) -> bool:
    """Whether the core is the name of the street as well."""
    core = parts(names).core
    return words(names.street)[: len(core)] == core


def as_street(names: SchoolNames, read: Read, first: int, last: int) -> bool:
    """Whether the core is said as an address: "on Tansy Lane", "14 Tansy Lane"."""
    before = read.tokens[first - 1].forms if first else frozenset()
    same = is_street(names)
    on_it = before & (_STREET_BEFORE if same else _STREET_SURELY)
    house = any(form.isdigit() for form in before)
    return bool(on_it and same) or house


def street_is_apart(names: SchoolNames) -> bool:
    """Whether the street says more than the name does (as it seldom does)."""
    return bool(names.street) and not is_street(names)
