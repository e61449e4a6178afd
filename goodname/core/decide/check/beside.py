"""Decides two policies beside each other on everything that can happen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goodname.core.decide.check.cells import OFFICES, Cell, ages, cells
from goodname.core.decide.check.groups import about, parts
from goodname.core.decide.check.labels import labels, whens
from goodname.core.decide.conditions import Term, unfold
from goodname.core.decide.decide import Clash, engine
from goodname.core.decide.policy import First, Policy, Row
from goodname.core.words import Action, Forbidden, Office, Step


@dataclass(frozen=True)
class Answer:
    """What one policy says about a group of actions; `clashes` where it contradicts itself."""

    steps: tuple[Step, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    clashes: bool = False


def beside(
    old: Policy,
    new: Policy,
    only: Collection[Action] = frozenset(Action),
    reasons: bool = False,
) -> Iterator[tuple[Cell, Answer, Answer]]:
    """Each cell of each group of actions about which the two policies have different rows.

    What they say about all other actions is the same, because their rows are. With `only`, the
    groups that hold one of these actions. Only with `reasons` are the clauses and the words of a step
    its own. Raises TooMany where they cannot be worked through.
    """
    for actions in parts((old, new)):
        if not actions & {*only}:
            continue
        sides = [_side(policy, actions) for policy in (old, new)]
        if sides[0] == sides[1] and old.stand_ins == new.stand_ins:
            continue
        yield from _cells(old, new, sides, reasons)


_Side = list[tuple[Row | First, tuple[Term, ...]]]  # rows, and the terms that they unfold to


def _side(policy: Policy, actions: frozenset[Action]) -> _Side:
    rows = [row for row in (*policy.rows, *policy.first) if about(row) & actions]
    return [(row, unfold(row.when, policy.conditions)) for row in rows]


def _cells(
    old: Policy, new: Policy, sides: list[_Side], reasons: bool
) -> Iterator[tuple[Cell, Answer, Answer]]:
    policies = (old, new)
    found = [
        labels((row for row, _ in side), policy.conditions, reasons)
        for policy, side in zip(policies, sides, strict=True)
    ]
    (rows, here), (more, there) = (whens(side) for side in found)
    start, last = len(rows), len(rows) + len(more)
    offices = [str(office) for office in Office]
    for cell in cells((*rows, *more, *OFFICES), {}, ages(new.platforms)):
        concerned = frozenset(offices[p - last] for p in cell.places if p >= last)
        held = (
            dict.fromkeys(here[p] for p in cell.places if p < start),
            dict.fromkeys(there[p - start] for p in cell.places if start <= p < last),
        )
        before, after = (
            _answer(policy, [side[place].row for place in met], concerned)
            for policy, side, met in zip(policies, found, held, strict=True)
        )
        yield cell, before, after


def _answer(policy: Policy, rows: list[Row | First], concerned: frozenset[str]) -> Answer:
    try:
        return Answer(*engine(policy).answer(rows, concerned))
    except Clash:
        return Answer(clashes=True)
