"""Decides two policies beside each other on everything that can happen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goodname.core.decide.check.cells import OFFICES, Cell, ages, cells
from goodname.core.decide.check.groups import about, parts
from goodname.core.decide.conditions import Term, When, unfold
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
    old: Policy, new: Policy, only: Collection[Action] = frozenset(Action)
) -> Iterator[tuple[Cell, Answer, Answer]]:
    """Each cell of each group of actions about which the two policies have different rows.

    What they say about all other actions is the same, because their rows are. With `only`, the
    groups that hold one of these actions.
    """
    for actions in parts((old, new)):
        if not actions & {*only}:
            continue
        sides = [_side(policy, actions) for policy in (old, new)]
        if sides[0] == sides[1] and old.stand_ins == new.stand_ins:
            continue
        yield from _cells(old, new, sides)


_Side = list[tuple[Row | First, tuple[Term, ...]]]  # rows, and the terms that they unfold to


def _side(policy: Policy, actions: frozenset[Action]) -> _Side:
    rows = [row for row in (*policy.rows, *policy.first) if about(row) & actions]
    return [(row, unfold(row.when, policy.conditions)) for row in rows]


def _cells(old: Policy, new: Policy, sides: list[_Side]) -> Iterator[tuple[Cell, Answer, Answer]]:
    # The same name may mean something else in each policy, so terms go in without names.
    labels = [
        (which, number)
        for which, side in enumerate(sides)
        for number, (_, terms) in enumerate(side)
        for _ in terms
    ]
    whens = [When(tests=tuple(term)) for side in sides for _, terms in side for term in terms]
    offices = [str(office) for office in Office]
    for cell in cells((*whens, *OFFICES), {}, ages(new.platforms)):
        concerned = frozenset(offices[p - len(labels)] for p in cell.places if p >= len(labels))
        held = {labels[place] for place in cell.places if place < len(labels)}
        answers = [
            _answer(
                policy, [row for n, (row, _) in enumerate(side) if (which, n) in held], concerned
            )
            for which, (policy, side) in enumerate(zip((old, new), sides, strict=True))
        ]
        yield cell, answers[0], answers[1]


def _answer(policy: Policy, rows: list[Row | First], concerned: frozenset[str]) -> Answer:
    try:
        return Answer(*engine(policy).answer(rows, concerned))
    except Clash:
        return Answer(clashes=True)
