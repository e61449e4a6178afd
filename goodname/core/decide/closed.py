"""Checks that packs read together are closed: all that is named is defined, once and beforehand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from goodname.core.decide.conditions import When
from goodname.core.decide.policy import Ask, Policy
from goodname.core.words import Office, Unreadable

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


def check(policy: Policy) -> None:
    """Raises Unreadable at the first thing that is missing or double."""
    _once("pack", (pack.id for pack in policy.packs))
    _ids(policy)
    _needed_packs(policy)
    _once("clause", (clause.id for clause in policy.clauses))
    _once("action of the order", policy.order)
    _once("telling", (telling.action for telling in policy.tellings))
    _once("telling of", (telling.to for telling in policy.tellings))
    _once("stand-in", (row.office for clause in policy.clauses for row in clause.stand_ins))
    _once("condition", (named.id for pack in policy.packs for named in pack.conditions))
    _conditions(policy)
    _people(policy)
    for row in policy.rows:
        if isinstance(row, Ask) and row.action not in policy.order:
            raise Unreadable(f"order: does not say when {row.action} is done")


def _ids(policy: Policy) -> None:
    """Ids are plain, and only the pack on which all rest gives its name to its clauses."""
    names = [pack.id for pack in policy.packs] + [clause.id for clause in policy.clauses]
    for name in (*names, *policy.conditions):
        if not _ID.fullmatch(name):
            raise Unreadable(f"{name!a}: is no id, which has letters, digits and . _ : - only")
    for pack in policy.packs:
        for clause in pack.clauses:
            for needed in pack.adds_to:
                if clause.id.startswith(f"{needed}."):
                    raise Unreadable(f"{clause.id}: an id that begins so belongs to {needed}")


def _needed_packs(policy: Policy) -> None:
    """A pack that adds to another one leaves what is said once to that one."""
    given = [pack.id for pack in policy.packs]
    for pack in policy.packs:
        for needed in pack.adds_to:
            if needed not in given[given.index(pack.id) + 1 :]:
                raise Unreadable(f"{pack.id}: adds to {needed}, which has to be given after it")
        said = bool(pack.order or pack.tellings)
        said = said or any(clause.stand_ins or clause.first for clause in pack.clauses)
        if pack.adds_to and said:
            raise Unreadable(
                f"{pack.id}: order, telling, stand_in and first are said by {pack.adds_to[0]}"
            )


def _conditions(policy: Policy) -> None:
    """A name is used only below the place where it is defined."""
    defined: set[str] = set()
    asking: set[str] = set()
    for pack in reversed(policy.packs):  # a pack may use the names of those that it adds to
        for named in pack.conditions:
            _known(named.when, defined, f"condition {named.id}")
            if _asks_who_is_concerned(named.when, asking):
                asking.add(named.id)
            defined.add(named.id)
        for row in (row for clause in pack.clauses for row in (*clause.rows, *clause.first)):
            _known(row.when, defined, row.clause)
            if pack.adds_to and _asks_who_is_concerned(row.when, asking):
                raise Unreadable(
                    f"{row.clause}: asks who is concerned, and only {pack.adds_to[0]} may: "
                    "stand-ins are for everybody alike"
                )


def _asks_who_is_concerned(when: When, asking: Collection[str]) -> bool:
    """Whether a condition, or one of the names in it (`asking` are those that do), does so."""
    return (
        any(test.field == "concerned" for test in when.tests)
        or any(name in asking for name in (*when.where, *when.unless))
        or any(_asks_who_is_concerned(part, asking) for part in when.either)
    )


def _people(policy: Policy) -> None:
    """Each office has a stand-in, and whoever is told instead can be told by some action."""
    tellable = {telling.to for telling in policy.tellings}
    for office in Office:
        if office not in policy.stand_ins:
            raise Unreadable(f"stand_in: nobody stands in for {office}")
        for role in policy.stand_ins[office].told:
            if role not in tellable:
                raise Unreadable(f"telling: no action says how {role} is told")


def _known(when: When, defined: set[str], place: str) -> None:
    for name in (*when.where, *when.unless):
        if name not in defined:
            raise Unreadable(f"{place}: uses the condition {name}, which is not defined before it")
    for part in when.either:
        _known(part, defined, place)


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Unreadable(f"{what} {name}: stands twice")
        seen.add(name)
