"""Parts a policy into groups of actions that can be decided without looking at any other action.

The rows for one action decide it alone, except where one thing depends on another: telling one person
becomes telling their stand-in, some actions come before all others, and some rules look at two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goodname.core.decide.check.rules import RULES, Rule
from goodname.core.decide.policy import First, Forbid, Policy, Row
from goodname.core.words import Action


@dataclass(frozen=True)
class Group:
    """Actions that belong together, the rows about them, and the rules that look at them.

    `numbers` are the places of the rows among all of the policy, those that put actions first last.
    """

    actions: frozenset[Action]
    numbers: tuple[int, ...]
    rows: tuple[Row | First, ...]
    rules: tuple[Rule, ...]


def groups(policy: Policy, rules: Iterable[Rule] = RULES) -> list[Group]:
    """All actions in groups, in the order of doing; an action without rows has a group too."""
    rules = tuple(rules)
    together = (frozenset(rule.over) for rule in rules if rule.together)
    return [_group(part, policy, rules) for part in parts((policy,), together)]


def parts(
    policies: Sequence[Policy], together: Iterable[frozenset[Action]] = ()
) -> list[frozenset[Action]]:
    """All actions, those in one part that depend on each other in one of the policies."""
    linked = list(together)
    for policy in policies:
        linked.append(frozenset(telling.action for telling in policy.tellings))
        linked.append(frozenset(first.action for first in policy.first))
    found: list[frozenset[Action]] = []
    for some in (*linked, *(frozenset({action}) for action in Action)):
        joined = some.union(*(part for part in found if part & some))
        found = [part for part in found if not part & some] + ([joined] if joined else [])
    place = {action: number for number, action in enumerate((*policies[0].order, *Action))}
    return sorted(found, key=lambda part: min(place[action] for action in part))


def _group(actions: frozenset[Action], policy: Policy, rules: tuple[Rule, ...]) -> Group:
    rows = {
        number: _only(row, actions)
        for number, row in enumerate((*policy.rows, *policy.first))
        if about(row) & actions
    }
    return Group(
        actions=actions,
        numbers=tuple(rows),
        rows=tuple(rows.values()),
        rules=tuple(rule for rule in rules if not rule.over or actions & {*rule.over}),
    )


def about(row: Row | First) -> frozenset[Action]:
    """The actions that a row asks for, forbids or puts first."""
    return frozenset(row.actions) if isinstance(row, Forbid) else frozenset({row.action})


def _only(row: Row | First, actions: frozenset[Action]) -> Row | First:
    """The row without what it forbids elsewhere."""
    if not isinstance(row, Forbid) or {*row.actions} <= actions:
        return row
    return replace(row, actions=tuple(action for action in row.actions if action in actions))
