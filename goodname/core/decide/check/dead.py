"""Finds rows that do nothing: no facts meet them, or their own clause says as much without them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from goodname.core.decide.check.cells import OFFICES, TooMany, ages, cells
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.groups import about
from goodname.core.decide.check.labels import covered, joined, labels, whens
from goodname.core.decide.conditions import When, unfold
from goodname.core.decide.decide import Clash, Engine, engine
from goodname.core.decide.policy import First, Policy, Row
from goodname.core.decide.reading import sentence
from goodname.core.words import Action, Office

Numbered = tuple[int, Row | First]


def dead(policy: Policy, only: Collection[Action] = frozenset(Action)) -> Iterator[Finding]:
    """Each row for these actions that does nothing, in the order of the policy.

    A row adds at least its clause to the reasons for a step, so only rows of its own clause can make it
    needless. That several others cover it between them is not seen where each covers a part.
    """
    rows = [
        (number, row)
        for number, row in enumerate((*policy.rows, *policy.first))
        if about(row) & {*only}
    ]
    unmet = {number for number, row in rows if not _possible(row.when, policy)}
    needless: set[int] = set()
    for _, own in groupby(rows, key=lambda one: one[1].clause):
        met = [one for one in own if one[0] not in unmet]
        needless |= _needless(met, policy)
    for number, row in rows:
        said = sentence(row, policy)
        if number in unmet:
            yield Finding("dead_row", row.clause, f"Nothing can ever meet this row: {said}")
        elif number in needless:
            text = (
                f"This row asks for nothing new, because its clause says as much without it: {said}"
            )
            yield Finding("dead_row", row.clause, text)


def _possible(when: When, policy: Policy) -> bool:
    """Whether any facts that can happen meet a condition."""
    return any(
        cell.places
        for term in joined(unfold(when, policy.conditions))
        for cell in cells([When(tests=tuple(term))], {}, ages(policy.platforms))
    )


def _needless(rows: Sequence[Numbered], policy: Policy) -> set[int]:
    """Those of a clause's rows without which the clause would say the same everywhere."""
    found: set[int] = set()
    for number, row in rows:
        left = [one for other, one in rows if other not in found | {number}]
        others = [one for one in left if about(one) & about(row)]
        try:
            if others and not _needed(row, others, policy):
                found.add(number)
        except TooMany:  # nobody can say which of so many are needless
            break
    return found


def _needed(row: Row | First, others: Sequence[Row | First], policy: Policy) -> bool:
    """Whether there are facts on which the clause says something else with the row than without it."""
    named = policy.conditions
    said = [term for one in others if _alike(row, one) for term in unfold(one.when, named)]
    own = [term for term in unfold(row.when, named) if not covered(term, said)]
    if not own:
        return False
    beside = labels(others, named)
    more, places = whens(beside)
    every = [*(When(tests=tuple(term)) for term in own), *more, *OFFICES]
    ready, last = engine(policy), len(own) + len(more)
    for cell in cells(every, {}, ages(policy.platforms)):
        if cell.places and cell.places[0] < len(own):
            met = dict.fromkeys(places[p - len(own)] for p in cell.places if len(own) <= p < last)
            held = [beside[place].row for place in met]
            concerned = frozenset(list(Office)[p - last] for p in cell.places if p >= last)
            if _says_more(ready, row, held, concerned):
                return True
    return False


def _says_more(
    ready: Engine, row: Row | First, held: Sequence[Row | First], concerned: frozenset[str]
) -> bool:
    if isinstance(row, First):
        return row.action not in {one.action for one in held if isinstance(one, First)}
    try:
        return ready.answer([row, *held], concerned) != ready.answer(held, concerned)
    except Clash:
        return True


def _alike(one: Row | First, other: Row | First) -> bool:
    """Whether two rows ask or forbid the same, whenever that is."""
    if isinstance(one, First) or type(one) is not type(other):
        return False
    return _bare(one) == _bare(other)


def _bare(row: Row | First) -> dict[str, object]:
    return {name: said for name, said in vars(row).items() if name not in ("when", "why", "choice")}
