"""Proves a policy on everything that can happen: no hole, no clash, no dead row, no broken rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goodname.core.decide.check.cells import TooMany, ages, cells, everything
from goodname.core.decide.check.dead import dead
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.groups import groups
from goodname.core.decide.check.labels import joined
from goodname.core.decide.check.look import Look
from goodname.core.decide.conditions import When, unfold
from goodname.core.decide.policy import Ask, Policy
from goodname.core.words import Action


@dataclass(frozen=True)
class Proof:
    """What was found, and how much was looked at: sets of facts, cells, groups of actions, rows."""

    findings: tuple[Finding, ...]
    facts: int
    cells: int
    groups: int
    rows: int


def prove(policy: Policy, only: Collection[Action] = frozenset(Action)) -> Proof:
    """Decides every cell of every group of actions, or of the groups that hold one of `only`."""
    looks = [Look(policy, group) for group in groups(policy) if group.actions & {*only}]
    findings = [found for look in looks for found in look.findings()]
    rows = {number for look in looks for number in look.group.numbers}
    return Proof(
        findings=(*_hole(policy), *findings, *dead(policy, only)),
        facts=everything(ages(policy.platforms)),
        cells=sum(look.cells for look in looks),
        groups=len(looks),
        rows=len(rows),
    )


def _hole(policy: Policy) -> Iterator[Finding]:
    """The smallest facts for which no row asks for anything."""
    asks = (row for row in policy.rows if isinstance(row, Ask))
    # Who is asked for what makes no difference here, so all rows are joined as if they were one.
    terms = joined(term for row in asks for term in unfold(row.when, policy.conditions))
    whens = [When(tests=tuple(term)) for term in terms]
    try:
        found = list(cells(whens, {}, ages(policy.platforms), fewest=True))
    except TooMany:
        yield Finding(
            "unproved", policy.id, "Too many different rows ask for a step to find a hole."
        )
        return
    empty = [cell for cell in found if not cell.places]
    if empty:
        smallest = min(empty, key=lambda cell: cell.size)
        text = "Nothing is said of what to do here: no row asks for a step."
        yield Finding("hole", policy.id, text, smallest.facts(policy.platforms))
