"""Holds a policy against the law as it was shipped: a school may add to it and take nothing away."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodname.core.decide.check.beside import beside
from goodname.core.decide.check.cells import Cell, TooMany
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.groups import parts
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN
from goodname.core.decide.policy import FORCES, Ask, Clause, Policy, haste, surely_by
from goodname.core.decide.reading import asked, time
from goodname.core.words import Action, Forbidden, Step


def loosened(
    policy: Policy, law: Policy, only: Collection[Action] = frozenset(Action)
) -> Iterator[Finding]:
    """What the law asks for or forbids and the policy does not, each with its smallest example."""
    only = {*only}
    if {*law.packs} <= {*policy.packs}:  # all of it is there, and rows only ever add to each other
        only &= _slower(policy, law)  # save that another row's time may win
    else:
        yield from _rewritten(policy, law)
    if not only:
        return
    try:
        yield from list(_lost(policy, law, only, reasons=True))
    except TooMany:
        try:
            yield from list(_lost(policy, law, only, reasons=False))
        except TooMany:
            text = "There are too many different rows to hold to the law."
            yield Finding("unproved", policy.id, text)


def _slower(policy: Policy, law: Policy) -> set[Action]:
    """Actions for which a row's time could take the place of the law's and be due later."""
    found: set[Action] = set()
    for theirs in law.rows:
        for ours in policy.rows:
            if isinstance(theirs, Ask) and isinstance(ours, Ask) and theirs.action == ours.action:
                time, limit = (ours.within, ours.within_unit), (theirs.within, theirs.within_unit)
                if haste(*time) < haste(*limit) and not surely_by(time, limit):
                    found |= {
                        one for part in parts((policy,)) if ours.action in part for one in part
                    }
    return found


def _rewritten(policy: Policy, law: Policy) -> Iterator[Finding]:
    """Where a pack that goes by the law's id is not the law in its order, its names or its words."""
    for shipped in law.packs:
        for pack in policy.packs:
            if pack.id != shipped.id or pack == shipped:
                continue
            if pack.order != shipped.order:
                yield Finding("loosened", pack.id, "The law's order of doing is changed.")
            if pack.tellings != shipped.tellings:
                yield Finding("loosened", pack.id, "Who tells whom by the law is changed.")
            if not {*shipped.conditions} <= {*pack.conditions}:
                yield Finding("loosened", pack.id, "A name that the law defines is changed.")
            own = {clause.id: clause for clause in pack.clauses}
            for clause in shipped.clauses:
                found = own.get(clause.id)
                if found is None or _words(found) != _words(clause):
                    text = f"The law, “{clause.title}”, does not read as it was shipped."
                    yield Finding("loosened", clause.id, text)


def _words(clause: Clause) -> tuple[object, ...]:
    return clause.kind, clause.title, clause.text, clause.place, clause.stand_ins, clause.first


def _lost(
    policy: Policy, law: Policy, only: Collection[Action], *, reasons: bool
) -> Iterator[Finding]:
    smallest: dict[tuple[str, ...], tuple[Cell, Step | Forbidden]] = {}
    for cell, theirs, ours in beside(law, policy, only, reasons):
        if theirs.clashes or ours.clashes:
            continue
        steps = {step.action: step for step in ours.steps}
        bans = {no.action for no in ours.forbidden}
        weaker: list[Step | Forbidden] = [
            step for step in theirs.steps if not _meets(steps.get(step.action), step)
        ]
        weaker += [no for no in theirs.forbidden if no.action not in bans]
        for lost in weaker:
            key = (lost.action, *lost.clauses)
            if key not in smallest or cell.size < smallest[key][0].size:
                smallest[key] = (cell, lost)
    for cell, lost in smallest.values():
        title = law.clause(lost.clauses[0]).title
        text = f"The law, “{title}”, is loosened. It says: {_said(lost)}."
        yield Finding("loosened", lost.clauses[0], text, cell.facts(policy.platforms))


def _meets(ours: Step | None, law: Step) -> bool:
    """Whether a step of the policy asks at least what the law asks, of the same people."""
    return (
        ours is not None
        and (ours.owner, ours.to) == (law.owner, law.to)
        and FORCES.index(ours.force) >= FORCES.index(law.force)
        and surely_by((ours.within, ours.within_unit), (law.within, law.within_unit))
    )


def _said(lost: Step | Forbidden) -> str:
    if isinstance(lost, Forbidden):
        return "nobody may " + FORBIDDEN.get(lost.action, ACTIONS[lost.action])
    return asked(lost.action, lost.force, lost.owner, lost.to) + time(lost.within, lost.within_unit)
