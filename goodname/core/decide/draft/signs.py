"""The recogniser's vocabulary, read from its file: what speaks for a clause, a role, a difference.

A sign is a list of parts that must all be there. A part is a list of phrases of which one must be
there. The first part must stand in the passage itself; the others may also stand in the beginning
of the sentence that a bullet ends. Who is meant, and that it is about social media (the groups
under `carried`), may be said before: in the sentence before, or in the heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodname.core.decide import tables
from goodname.core.decide.draft.private import People
from goodname.core.decide.draft.wording import Pattern, Wording
from goodname.core.decide.tables import Table
from goodname.core.words import Unreadable


@dataclass(frozen=True)
class Part:
    """`before` has the phrases that may also have been said before, None where there are none."""

    here: Pattern
    before: Pattern | None


@dataclass(frozen=True)
class Sign:
    """`weight` is how sure one is of the clause where all `parts` are there and no `unless` is."""

    parts: tuple[Part, ...]
    unless: Pattern | None
    weight: float


@dataclass(frozen=True)
class ClauseSigns:
    """`timed` are the actions that are meant where such a passage sets a time."""

    clause: str
    signs: tuple[Sign, ...]
    timed: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """Something that is looked for by its names; `means` is its word in our vocabulary or ""."""

    says: str
    means: str
    pattern: Pattern


@dataclass(frozen=True)
class Difference:
    """A way to differ from the template. `binds_only` is for the whole document, `sign` for one.

    `unless_anywhere` is for words that say the opposite, wherever they stand. `besides` is a row
    that the draft gets beside the rows for another action; `law` marks what can never be a rule.
    """

    id: str
    clauses: tuple[str, ...]
    sign: Sign | None
    unless_anywhere: Pattern | None
    binds_only: tuple[str, ...]
    says: str
    besides: Mapping[str, str]
    law: bool


@dataclass(frozen=True)
class Signs:
    """`threshold` is the confidence below which a passage is left open."""

    threshold: float
    clauses: tuple[ClauseSigns, ...]
    roles: tuple[Named, ...]
    channels: tuple[Named, ...]
    platforms: tuple[Named, ...]
    bound: tuple[Named, ...]
    differences: tuple[Difference, ...]
    phrases: Mapping[str, Pattern]
    people: People

    def clause(self, name: str) -> ClauseSigns:
        return next(one for one in self.clauses if one.clause == name)


def read(table: Table) -> Signs:
    """The vocabulary from its parsed file; raises Unreadable where it is not whole."""
    groups = tables.table(table.get("groups"), "groups")
    wording = Wording(groups, tables.words(table.get("carried", []), "carried"))
    phrases = tables.table(table.get("phrases"), "phrases")
    return Signs(
        threshold=_share(table.get("threshold"), "threshold"),
        clauses=tuple(_clause(row, wording) for row in tables.rows(table, "clause", "file")),
        roles=_named(table, "role", wording),
        channels=_named(table, "channel", wording),
        platforms=_named(table, "platform", wording),
        bound=_named(table, "bound", wording),
        differences=tuple(
            _difference(row, wording) for row in tables.rows(table, "difference", "file")
        ),
        phrases={name: wording.pattern(words, name) for name, words in phrases.items()},
        people=People(
            given_names=frozenset(tables.words(table.get("given_names"), "given_names")),
            things=frozenset(tables.words(table.get("things"), "things")),
        ),
    )


def _clause(table: Table, wording: Wording) -> ClauseSigns:
    name = tables.text(table, "id", "clause")
    tables.only(table, ("id", "sign", "timed"), name)
    return ClauseSigns(
        clause=name,
        signs=tuple(_weighed(row, wording, name) for row in tables.rows(table, "sign", name)),
        timed=tuple(tables.words(table.get("timed", []), name)),
    )


def _weighed(table: Table, wording: Wording, place: str) -> Sign:
    tables.only(table, ("all", "unless", "weight"), place)
    return _sign(table, wording, place, _share(table.get("weight"), f"{place}.weight"))


def _sign(table: Table, wording: Wording, place: str, weight: float) -> Sign:
    parts = table.get("all")
    if not isinstance(parts, list) or not parts:
        raise Unreadable(f"{place}.all: must be a list of parts")
    return Sign(
        parts=tuple(
            Part(wording.pattern(part, place), wording.carried(part, place)) for part in parts
        ),
        unless=wording.pattern(table["unless"], place) if "unless" in table else None,
        weight=weight,
    )


def _named(table: Table, key: str, wording: Wording) -> tuple[Named, ...]:
    found = []
    for row in tables.rows(table, key, "file"):
        tables.only(row, ("id", "says", "means", "words"), key)
        says = tables.text(row, "says" if "says" in row else "id", key)
        found.append(Named(says, str(row.get("means", "")), wording.pattern(row["words"], key)))
    return tuple(found)


_DIFFERENCE = (
    *("id", "clauses", "all", "unless", "unless_anywhere", "binds_only"),
    *("says", "besides", "law"),
)


def _difference(table: Table, wording: Wording) -> Difference:
    name = tables.text(table, "id", "difference")
    tables.only(table, _DIFFERENCE, name)
    besides = tables.table(table.get("besides", {}), name)
    tables.only(besides, ("of", "ask", "owner", "to"), f"{name}.besides")
    return Difference(
        id=name,
        clauses=tuple(tables.words(table.get("clauses"), name)),
        sign=_sign(table, wording, name, 0.9) if "all" in table else None,
        unless_anywhere=(
            wording.pattern(table["unless_anywhere"], name) if "unless_anywhere" in table else None
        ),
        binds_only=tuple(tables.words(table.get("binds_only", []), name)),
        says=tables.text(table, "says", name),
        besides={key: str(value) for key, value in besides.items()},
        law=tables.flag(table, "law", name),
    )


def _share(value: object, place: str) -> float:
    if not isinstance(value, float) or not 0 < value < 1:
        raise Unreadable(f"{place}: must be a number between 0 and 1")
    return value
