"""What an edit of a policy changes: every kind of situation that is then decided differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodname.core.decide.check.beside import Answer, beside
from goodname.core.decide.check.cells import Cell, TooMany, ages, everything
from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.core.words import Decision, Facts, Refused

Change = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One kind of situation: its smallest example, and the share (0..1) of all sets of facts.

    `before` or `after` is None where that policy contradicts itself there and decides nothing.
    """

    example: Facts
    share: float
    before: Decision | None
    after: Decision | None


def differences(old: Policy, new: Policy) -> list[Difference]:
    """Each kind of change once, those with the smallest example first.

    Two changes are of one kind when the same actions come, go or change in the same way; who then
    stands in for whom makes no kind of its own. Raises Refused where the rows are too many to be
    worked through, which the check of the new policy says too.
    """
    try:
        kinds = _kinds(old, new, reasons=True)
    except TooMany:
        try:
            kinds = _kinds(old, new, reasons=False)
        except TooMany:
            told = "There are too many different rows to say what would change."
            raise Refused(told) from None
    total = everything(ages(new.platforms))
    found = sorted(kinds.values(), key=lambda kind: (kind[1].size, -kind[0]))
    return [
        Difference(
            example=(facts := cell.facts(new.platforms)),
            share=count / total,
            before=_decided(facts, old),
            after=_decided(facts, new),
        )
        for count, cell in found
    ]


def _kinds(old: Policy, new: Policy, *, reasons: bool) -> dict[frozenset[Change], tuple[int, Cell]]:
    """Each kind of change with how many sets of facts it is, and the smallest of them."""
    kinds: dict[frozenset[Change], tuple[int, Cell]] = {}
    for cell, before, after in beside(old, new, reasons=reasons):
        kind = frozenset(_changes(before, after, reasons))
        if kind:
            count, smallest = kinds.get(kind, (0, cell))
            kinds[kind] = (count + cell.count, min(smallest, cell, key=lambda one: one.size))
    return kinds


def _changes(before: Answer, after: Answer, reasons: bool) -> Iterator[Change]:
    if before.clashes or after.clashes:
        if before.clashes and after.clashes:
            return
        yield ("clashes", str(before.clashes), str(after.clashes))
        return
    was = {step.action: step for step in before.steps}
    now = {step.action: step for step in after.steps}
    for action in was.keys() ^ now.keys():
        yield (action, "comes" if action in now else "goes")
    for action in was.keys() & now.keys():
        old, new = was[action], now[action]
        if old.force != new.force:
            yield (action, old.force, new.force)
        if (old.within, old.within_unit) != (new.within, new.within_unit):
            yield (action, f"{old.within} {old.within_unit}", f"{new.within} {new.within_unit}")
        if (old.owner, old.to) != (new.owner, new.to):
            yield (action, "is for others")
        if reasons and (old.clauses, old.why) != (new.clauses, new.why):
            yield (action, "has other reasons")
    barred = {no.action for no in before.forbidden}, {no.action for no in after.forbidden}
    for action in barred[0] ^ barred[1]:
        yield (action, "forbidden" if action in barred[1] else "allowed")


def _decided(facts: Facts, policy: Policy) -> Decision | None:
    try:
        return decide(facts, policy)
    except Refused:
        return None
