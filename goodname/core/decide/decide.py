"""Computes a decision from facts and a policy's rows; it knows how to merge rows, and no rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from goodname.core.decide.matching import Matcher
from goodname.core.decide.policy import (
    FORCES,
    Ask,
    First,
    Forbid,
    Policy,
    Row,
    StandIn,
    haste,
)
from goodname.core.words import (
    Action,
    Decision,
    Facts,
    Forbidden,
    Office,
    Refused,
    Role,
    Step,
)

_REMEMBERED = 50_000  # decisions kept for each policy; a year of a large school is far below


class Clash(Refused):
    """Two clauses of a policy contradict each other about one action.

    Either they ask for it of different `people`, or one asks for what the other forbids.
    """

    def __init__(
        self, reason: str, action: Action, clauses: tuple[str, str], people: bool = False
    ) -> None:
        super().__init__(reason, clauses[0])
        self.action = action
        self.clauses = clauses
        self.people = people


def decide(facts: Facts, policy: Policy) -> Decision:
    """What the policy asks for and forbids on these facts.

    Raises Refused, naming a clause, where two rows of the policy contradict each other, or where no
    row says anything: such a policy may not be used.
    """
    return engine(policy).decide(facts)


def as_json(decision: Decision) -> dict[str, object]:
    """The decision in the public shape of `goodname decide`."""
    return {
        "steps": [
            {
                "action": str(step.action),
                "force": str(step.force),
                "owner": str(step.owner),
                "to": None if step.to is None else str(step.to),
                "within": step.within,
                "within_unit": step.within_unit,
                "clauses": list(step.clauses),
                "why": step.why,
            }
            for step in decision.steps
        ],
        "forbidden": [
            {"action": str(no.action), "clauses": list(no.clauses), "why": no.why}
            for no in decision.forbidden
        ],
        "policy": {
            "id": decision.policy_id,
            "version": decision.policy_version,
            "packs": list(decision.packs),
        },
    }


def age(facts: Facts, policy: Policy) -> str:
    """How old the author is beside the platform's own minimum: one of conditions.AGES."""
    platform = facts.platform
    if facts.author_age is None or platform is None or platform not in policy.platforms:
        return "unknown"
    minimum = policy.platforms[platform]
    old_enough = minimum is None or facts.author_age >= minimum
    return "at_or_above_minimum" if old_enough else "below_minimum"


class Engine:
    """One policy made ready: its rows compiled, and the answers that it has given before.

    A decision depends only on which rows match and on who is concerned, so equal answers are worked
    out once and are the same object.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rows = (*policy.rows, *policy.first)
        self.matcher = Matcher([row.when for row in self.rows], policy.conditions)
        self.place = {action: place for place, action in enumerate(policy.order)}
        self.clause = {clause.id: place for place, clause in enumerate(policy.clauses)}
        self.telling = {telling.to: telling for telling in policy.tellings}
        self.tellings = {telling.action for telling in policy.tellings}
        self.stand_ins = policy.stand_ins
        self.given: dict[tuple[int, frozenset[str]], Decision] = {}

    def decide(self, facts: Facts) -> Decision:
        key = (self.matcher.match(facts, age(facts, self.policy)), facts.concerned)
        decision = self.given.get(key)
        if decision is None:
            if len(self.given) >= _REMEMBERED:
                self.given.clear()
            decision = self.given[key] = self._decide(*key)
        return decision

    def _decide(self, found: int, concerned: frozenset[str]) -> Decision:
        steps, forbidden = self.answer((self.rows[p] for p in self.matcher.rows(found)), concerned)
        if not steps:
            raise Refused("No row of this policy says what to do here, so it cannot be used.")
        return Decision(
            steps=steps,
            forbidden=forbidden,
            policy_id=self.policy.id,
            policy_version=self.policy.version,
            packs=tuple(pack.id for pack in self.policy.packs),
        )

    def answer(
        self, matched: Iterable[Row | First], concerned: frozenset[str]
    ) -> tuple[tuple[Step, ...], tuple[Forbidden, ...]]:
        """What these rows of the policy come to together. Raises Refused where they clash."""
        rows = tuple(matched)
        asks = [self._stood_in(row, concerned) for row in rows if isinstance(row, Ask)]
        forbidden = self._forbidden([row for row in rows if isinstance(row, Forbid)])
        first = {row.action for row in rows if isinstance(row, First)}
        steps = [self._merged(own) for own in _by_action(asks).values()]
        for step in steps:
            for no in forbidden:
                if step.action == no.action:
                    raise Clash(
                        f"{step.action} is asked for by {step.clauses[0]} and forbidden by "
                        f"{no.clauses[0]}, so this policy cannot be used.",
                        step.action,
                        (step.clauses[0], no.clauses[0]),
                    )
        steps.sort(key=lambda step: (step.action not in first, self.place[step.action]))
        return tuple(steps), forbidden

    def _stood_in(self, row: Ask, concerned: frozenset[str]) -> _Asked:
        """The row with a stand-in wherever it names somebody who is concerned."""
        action, owner, to = row.action, row.owner, row.to
        if not concerned or (owner not in concerned and to not in concerned):
            return _plainly(row)
        used: dict[StandIn, None] = {}
        if to in concerned:
            used[self.stand_ins[Office(to)]] = None
            to = self._free(self.stand_ins[Office(to)].told, concerned)
            if action in self.tellings:
                action, owner = self.telling[to].action, self.telling[to].owner
        if owner in concerned:
            used[self.stand_ins[Office(owner)]] = None
            owner = self._free(self.stand_ins[Office(owner)].does, concerned)
        return _Asked(
            row=replace(row, action=action, owner=owner, to=to),
            clauses=(row.clause, *(stand_in.clause for stand_in in used)),
            why="; ".join([row.why.rstrip("."), *(stand_in.why for stand_in in used)]) + ".",
        )

    @staticmethod
    def _free(stand_ins: tuple[Role, ...], concerned: frozenset[str]) -> Role:
        """The first who is not concerned; the last in the list is outside the four offices."""
        return next(role for role in stand_ins if role not in concerned)

    def _merged(self, asked: list[_Asked]) -> Step:
        """One step of all rows that ask for the same action."""
        best = max(asked, key=lambda one: FORCES.index(one.row.force))
        for one in asked:
            if (one.row.owner, one.row.to) != (best.row.owner, best.row.to):
                raise Clash(
                    f"{one.row.clause} and {best.row.clause} both ask for {best.row.action}, but "
                    "of different people, so this policy cannot be used.",
                    best.row.action,
                    (one.row.clause, best.row.clause),
                    people=True,
                )
        soonest = min(
            (one.row for one in asked),
            key=lambda row: haste(row.within, row.within_unit),
        )
        return Step(
            action=best.row.action,
            force=best.row.force,
            owner=best.row.owner,
            to=best.row.to,
            within=soonest.within,
            within_unit=soonest.within_unit,
            clauses=self._cited(clause for one in asked for clause in one.clauses),
            why=best.why,
        )

    def _forbidden(self, rows: list[Forbid]) -> tuple[Forbidden, ...]:
        actions = dict.fromkeys(action for row in rows for action in row.actions)
        return tuple(
            Forbidden(
                action=action,
                clauses=self._cited(row.clause for row in rows if action in row.actions),
                why=next(row.why for row in rows if action in row.actions),
            )
            for action in sorted(actions, key=list(Action).index)
        )

    def _cited(self, clauses: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(clauses), key=self.clause.__getitem__))


@dataclass(frozen=True)
class _Asked:
    row: Ask
    clauses: tuple[str, ...]
    why: str


@lru_cache(maxsize=4096)
def _plainly(row: Ask) -> _Asked:
    return _Asked(row, (row.clause,), f"{row.why.rstrip('.')}.")


def _by_action(asks: list[_Asked]) -> dict[Action, list[_Asked]]:
    found: dict[Action, list[_Asked]] = {}
    for one in asks:
        found.setdefault(one.row.action, []).append(one)
    return found


@lru_cache(maxsize=64)
def engine(policy: Policy) -> Engine:
    """The policy made ready, once."""
    return Engine(policy)
