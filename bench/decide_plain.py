"""The policy read as it stands, row by row, without any cleverness: what our engine is held against.

It shares with the engine only the rows and the vocabulary. Nothing is unfolded, compiled or remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodname.core.decide.conditions import Check, When
from goodname.core.decide.policy import Ask, First, Forbid, Policy, Row, StandIn, haste
from goodname.core.words import Action, Decision, Facts, Forbidden, Office, Role, Step

STRENGTH = {"may": 0, "should": 1, "must": 2}


class Plain:
    """Reads one policy; `rows` are its rows in the order in which they are written."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rows: tuple[Row | First, ...] = (*policy.rows, *policy.first)
        self.speaks = [_speaks_of(row) for row in self.rows]
        self.named = {name: condition.when for name, condition in policy.conditions.items()}
        self.platforms = policy.platforms
        self.stand_ins = policy.stand_ins
        self.telling = {telling.to: telling for telling in policy.tellings}
        self.tellings = {telling.action for telling in policy.tellings}
        self.clause = {clause.id: place for place, clause in enumerate(policy.clauses)}
        self.place = {action: place for place, action in enumerate(policy.order)}
        self.packs = tuple(pack.id for pack in policy.packs)

    def matching(self, facts: Facts) -> list[int]:
        """The places of all rows that hold, in order."""
        return [place for place, row in enumerate(self.rows) if self._holds(row.when, facts)]

    def first(self, facts: Facts) -> list[int]:
        """The first row that holds for each action, by its place, as first-match products answer.

        A row is passed over unread where earlier ones have spoken of all its actions. To ask, to
        forbid, and to put first are three tables.
        """
        spoken: set[tuple[type, Action]] = set()
        found = []
        for place, row in enumerate(self.rows):
            if not self.speaks[place] <= spoken and self._holds(row.when, facts):
                spoken |= self.speaks[place]
                found.append(place)
        return found

    def _holds(self, when: When, facts: Facts) -> bool:
        return (
            all(self._passes(test, facts) for test in when.tests)
            and all(self._holds(self.named[name], facts) for name in when.where)
            and not any(self._holds(self.named[name], facts) for name in when.unless)
            and (not when.either or any(self._holds(part, facts) for part in when.either))
        )

    def _passes(self, test: Check, facts: Facts) -> bool:
        if test.field == "age":
            return self.age(facts) in test.values
        if test.field == "unresolved":
            return ("true" if facts.unresolved else "false") in test.values
        said = getattr(facts, test.field)
        if test.how == "in":
            return said in test.values
        if test.how == "any":
            return not said.isdisjoint(test.values)
        if test.how == "none":
            return bool(said.isdisjoint(test.values))
        return bool(said <= test.values) is (test.how == "only")

    def age(self, facts: Facts) -> str:
        if facts.author_age is None or facts.platform not in self.platforms:
            return "unknown"
        least = self.platforms[facts.platform]
        if least is None or facts.author_age >= least:
            return "at_or_above_minimum"
        return "below_minimum"

    def decide(self, facts: Facts) -> Decision:
        return self.merge(self.matching(facts), facts.concerned)

    def merge(self, places: Sequence[int], concerned: frozenset[Office]) -> Decision:
        """One decision of the rows at these places."""
        asked: dict[Action, list[tuple[Step, list[str]]]] = {}
        no: dict[Action, list[Forbid]] = {}
        first: set[Action] = set()
        for row in (self.rows[place] for place in places):
            if isinstance(row, Ask):
                step, clauses = self._step(row, concerned)
                asked.setdefault(step.action, []).append((step, clauses))
            elif isinstance(row, Forbid):
                for action in row.actions:
                    no.setdefault(action, []).append(row)
            else:
                first.add(row.action)
        steps = [self._one(rows) for rows in asked.values()]
        steps.sort(key=lambda step: (step.action not in first, self.place[step.action]))
        forbidden = [
            Forbidden(action, self._cited([row.clause for row in no[action]]), no[action][0].why)
            for action in Action
            if action in no
        ]
        return Decision(
            steps=tuple(steps),
            forbidden=tuple(forbidden),
            policy_id=self.policy.id,
            policy_version=self.policy.version,
            packs=self.packs,
        )

    def _step(self, row: Ask, concerned: frozenset[Office]) -> tuple[Step, list[str]]:
        """The row as a step, by and to people who are not concerned, and the clauses behind it."""
        action, owner, to = row.action, row.owner, row.to
        used: list[StandIn] = []
        if to is not None and to in concerned:
            used.append(self.stand_ins[Office(to)])
            to = _free(used[0].told, concerned)
            if action in self.tellings:
                action, owner = self.telling[to].action, self.telling[to].owner
        if owner in concerned:
            stand_in = self.stand_ins[Office(owner)]
            used += [] if stand_in in used else [stand_in]
            owner = _free(stand_in.does, concerned)
        why = "; ".join([row.why.rstrip("."), *(stand_in.why for stand_in in used)]) + "."
        step = Step(action, row.force, owner, to, row.within, row.within_unit, (), why)
        return step, [row.clause, *(stand_in.clause for stand_in in used)]

    def _one(self, rows: list[tuple[Step, list[str]]]) -> Step:
        """The strongest row, with the shortest time and the clauses of all."""
        best = soonest = rows[0][0]
        for step, _ in rows[1:]:
            if STRENGTH[step.force] > STRENGTH[best.force]:
                best = step
            if haste(step.within, step.within_unit) < haste(soonest.within, soonest.within_unit):
                soonest = step
        cited = self._cited([clause for _, clauses in rows for clause in clauses])
        return Step(
            best.action,
            best.force,
            best.owner,
            best.to,
            soonest.within,
            soonest.within_unit,
            cited,
            best.why,
        )

    def _cited(self, clauses: list[str]) -> tuple[str, ...]:
        return tuple(sorted(set(clauses), key=self.clause.__getitem__))


def _speaks_of(row: Row | First) -> set[tuple[type, Action]]:
    actions = row.actions if isinstance(row, Forbid) else (row.action,)
    return {(type(row), action) for action in actions}


def _free(stand_ins: tuple[Role, ...], concerned: frozenset[Office]) -> Role:
    for role in stand_ins:
        if role not in concerned:
            return role
    raise ValueError("the last stand-in is outside the offices, so it is never concerned")
