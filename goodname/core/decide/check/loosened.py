"""Holds a policy against the law as it was shipped: a school may add to it and take nothing away."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodname.core.decide.check.beside import beside
from goodname.core.decide.check.cells import Cell, TooMany
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN
from goodname.core.decide.policy import FORCES, Policy, haste
from goodname.core.decide.reading import asked, time
from goodname.core.words import Action, Forbidden, Step


def loosened(
    policy: Policy, law: Policy, only: Collection[Action] = frozenset(Action)
) -> Iterator[Finding]:
    """What the law asks for or forbids and the policy does not, each with its smallest example."""
    if {*law.packs} <= {*policy.packs}:
        return  # every row of the law is there as it was, and rows only ever add to each other
    try:
        yield from _lost(policy, law, only)
    except TooMany:
        yield Finding(
            "unproved", policy.id, "There are too many different rows to hold to the law."
        )


def _lost(policy: Policy, law: Policy, only: Collection[Action]) -> Iterator[Finding]:
    smallest: dict[tuple[str, ...], tuple[Cell, Step | Forbidden]] = {}
    for cell, theirs, ours in beside(law, policy, only):
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
        and haste(ours.within, ours.within_unit) <= haste(law.within, law.within_unit)
    )


def _said(lost: Step | Forbidden) -> str:
    if isinstance(lost, Forbidden):
        return "nobody may " + FORBIDDEN.get(lost.action, ACTIONS[lost.action])
    return asked(lost.action, lost.force, lost.owner, lost.to) + time(lost.within, lost.within_unit)
