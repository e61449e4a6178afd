"""Computes a decision from facts and a policy's rows; it knows how to merge rows, and no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

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

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_REMEMBERED = 50_000  # kept of each kind for each policy; a year of a large school is far below


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
        # What was worked out before. Each part depends on nothing but its key.
        self.given: dict[tuple[int, frozenset[str]], Decision] = {}
        self.asked: dict[tuple[Ask, frozenset[str]], _Asked] = {}
        self.steps: dict[tuple[_Asked, ...], Step] = {}
        self.bans: dict[tuple[Forbid, ...], tuple[Forbidden, ...]] = {}

    def decide(self, facts: Facts) -> Decision:
        key = (self.matcher.match(facts, age(facts, self.policy)), facts.concerned)
        return _remembered(self.given, key, lambda: self._decide(*key))

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
        asks: dict[Action, list[_Asked]] = {}
        bans: list[Forbid] = []
        first: set[Action] = set()
        for row in matched:
            if isinstance(row, Ask):
                one = self._asked(row, concerned)
                asks.setdefault(one.row.action, []).append(one)
            elif isinstance(row, Forbid):
                bans.append(row)
            else:
                first.add(row.action)
        steps = [self._step(tuple(own)) for own in asks.values()]
        forbidden = self._bans(tuple(bans))
        for no in forbidden:
            if no.action in asks:
                step = next(step for step in steps if step.action == no.action)
                raise Clash(
                    f"{step.action} is asked for by {step.clauses[0]} and forbidden by "
                    f"{no.clauses[0]}, so this policy cannot be used.",
                    step.action,
                    (step.clauses[0], no.clauses[0]),
                )
        steps.sort(key=lambda step: (step.action not in first, self.place[step.action]))
        return tuple(steps), forbidden

    def _asked(self, row: Ask, concerned: frozenset[str]) -> _Asked:
        return _remembered(self.asked, (row, concerned), lambda: self._stood_in(row, concerned))

    def _step(self, asks: tuple[_Asked, ...]) -> Step:
        return _remembered(self.steps, asks, lambda: self._merged(asks))

    def _bans(self, rows: tuple[Forbid, ...]) -> tuple[Forbidden, ...]:
        return _remembered(self.bans, rows, lambda: self._forbidden(rows))

    def _stood_in(self, row: Ask, concerned: frozenset[str]) -> _Asked:
        """The row with a stand-in wherever it names somebody who is concerned."""
        action, owner, to = row.action, row.owner, row.to
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

    def _merged(self, asked: tuple[_Asked, ...]) -> Step:
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

    def _forbidden(self, rows: tuple[Forbid, ...]) -> tuple[Forbidden, ...]:
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


@dataclass(frozen=True, eq=False)
class _Asked:
    """A row with its stand-ins; made once for each row and those concerned, so it is only itself."""

    row: Ask
    clauses: tuple[str, ...]
    why: str


def _remembered(known: dict[_Key, _Value], key: _Key, work_out: Callable[[], _Value]) -> _Value:
    """What is known for this key, worked out where it is not; a memory that is full starts anew."""
    found = known.get(key)
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[key] = work_out()
    return found


@lru_cache(maxsize=64)
def engine(policy: Policy) -> Engine:
    """The policy made ready, once."""
    return Engine(policy)
