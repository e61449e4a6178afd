"""Are like cases treated alike? Groups closed cases with the same facts, and shows what differed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from goodname.core.words import Action, Facts, Force

NOT_ASKED = "not asked"
CHANGED = "Our policy had changed between them."
OPEN = "Our policy leaves it open."
Likeness = tuple[object, ...]


@dataclass(frozen=True)
class Treated:
    """A closed case: what was known of it at its end, what was asked and done, and how it ended.

    `asked` names each step with its force; `done` the steps that were ticked. `outcome` is an id.
    """

    id: str
    facts: Facts
    asked: tuple[tuple[Action, Force], ...]
    done: frozenset[Action]
    outcome: str


@dataclass(frozen=True)
class Difference:
    """Something done in some cases of a group and not in others. `explained` says why, where the
    facts of the matter say so; "" leaves the question to people."""

    action: Action
    did: tuple[str, ...]
    did_not: tuple[str, ...]
    explained: str = ""


@dataclass(frozen=True)
class Group:
    """Two or more cases alike. `ends` has each outcome with its cases; one outcome is no difference."""

    facts: Facts
    cases: tuple[str, ...]
    differences: tuple[Difference, ...]
    ends: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def unexplained(self) -> int:
        """How many questions it leaves to people."""
        return sum(not one.explained for one in self.differences) + (len(self.ends) > 1)


def likeness(facts: Facts) -> Likeness:
    """What makes two cases alike: all that the policy decides by, who wrote it and what is in it first.

    Who was named, where it stood and when do not count, nor what became of asking for deletion.
    """
    return (
        facts.author,
        frozenset(facts.conduct),
        frozenset(facts.towards),
        facts.audience,
        facts.danger,
        facts.exception,
        facts.unresolved,
        facts.concerned,
        facts.author_age,
    )


def groups(cases: Iterable[Treated]) -> tuple[Group, ...]:
    """The groups of two or more, those with the most open questions first."""
    alike: defaultdict[Likeness, list[Treated]] = defaultdict(list)
    for case in cases:
        alike[likeness(case.facts)].append(case)
    found = [_group(sorted(some, key=lambda one: one.id)) for some in alike.values() if some[1:]]
    return tuple(sorted(found, key=lambda one: (-one.unexplained, -len(one.cases), one.cases)))


def _group(cases: list[Treated]) -> Group:
    actions = sorted({action for case in cases for action, _ in case.asked})
    found = (_difference(action, cases) for action in actions)
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for case in cases:
        ends[case.outcome].append(case.id)
    return Group(
        facts=cases[0].facts,
        cases=tuple(case.id for case in cases),
        differences=tuple(
            sorted((one for one in found if one), key=lambda one: (bool(one.explained), one.action))
        ),
        ends=tuple((end, tuple(ids)) for end, ids in sorted(ends.items())),
    )


def _difference(action: Action, cases: list[Treated]) -> Difference | None:
    did = [case for case in cases if action in case.done]
    did_not = [case for case in cases if action not in case.done]
    if not did or not did_not:
        return None
    forces = {force for case in cases for asked, force in case.asked if asked == action}
    explained = ""
    if not _as_asked(action, did) & _as_asked(action, did_not):
        explained = CHANGED  # the facts are the same, so the policy was not
    elif forces == {Force.MAY}:
        explained = OPEN
    return Difference(
        action, tuple(one.id for one in did), tuple(one.id for one in did_not), explained
    )


def _as_asked(action: Action, cases: list[Treated]) -> set[str]:
    """How the policy asked for a step in these cases: its forces, or that it did not."""
    return {dict(case.asked).get(action, NOT_ASKED) for case in cases}
