"""Decides one group of actions in every cell, and keeps the smallest example of all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goodname.core.decide.check.cells import OFFICES, Cell, TooMany, ages, cells
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.groups import Group
from goodname.core.decide.check.labels import labels, whens
from goodname.core.decide.check.plain import Reader
from goodname.core.decide.check.rules import Answer, Rule
from goodname.core.decide.decide import Clash, age, engine
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN
from goodname.core.decide.policy import First, Policy, Row
from goodname.core.decide.reading import asked
from goodname.core.words import Action, Facts, Office, Step


class Look:
    """Everything that can happen, as far as one group of actions goes."""

    def __init__(self, policy: Policy, group: Group) -> None:
        self.policy, self.group = policy, group
        self.labels = labels(group.rows, policy.conditions)
        self.cells = 0
        self.clashes: dict[tuple[Action, bool], tuple[Clash, Cell]] = {}
        self.broken: dict[str, tuple[Rule, Cell]] = {}
        self.unproved = False
        try:
            self._decide()
        except TooMany:
            self.unproved = True

    def _decide(self) -> None:
        for cell, matched, rules, concerned in self._cells():
            self.cells += 1
            try:
                rows = [self.labels[place].row for place in matched]
                answer = answered(self.policy, rows, concerned)
            except Clash as clash:
                key = (clash.action, clash.people)
                if key not in self.clashes or cell.size < self.clashes[key][1].size:
                    self.clashes[key] = (clash, cell)
                continue
            for rule in rules:
                known = self.broken.get(rule.id)
                if (not known or cell.size < known[1].size) and not rule.holds(answer):
                    self.broken[rule.id] = (rule, cell)

    def _cells(self) -> Iterator[tuple[Cell, tuple[int, ...], list[Rule], frozenset[str]]]:
        """Each cell with the labels and the rules that hold there, and who is concerned."""
        rows, places = whens(self.labels)
        rules = self.group.rules
        start, last = len(rows), len(rows) + len(rules)
        offices = [str(office) for office in Office]
        every = [*rows, *(rule.when for rule in rules), *OFFICES]
        for cell in cells(every, {}, ages(self.policy.platforms)):
            matched = dict.fromkeys(places[place] for place in cell.places if place < start)
            here = [rules[place - start] for place in cell.places if start <= place < last]
            concerned = frozenset(offices[p - last] for p in cell.places if p >= last)
            yield cell, tuple(matched), here, concerned

    def findings(self) -> Iterator[Finding]:
        """Each clash and each broken rule with its smallest example."""
        if self.unproved:
            what = FORBIDDEN.get(first := min(self.group.actions), ACTIONS[first])
            text = f"There are too many different rows to work through, such as those to {what}."
            yield Finding("unproved", self.policy.id, text.format(to="somebody"))
        for clash, cell in self.clashes.values():
            example = cell.facts(self.policy.platforms)
            clash = self._clash(example) or clash
            yield Finding("clash", clash.clauses[0], _disagree(clash, self.titles), example)
        for rule, cell in self.broken.values():
            example = cell.facts(self.policy.platforms)
            step = guilty(rule, self._read(example))
            where = step.clauses[0] if step else self.policy.id
            yield Finding(rule.kind, where, _against(rule, step, self.titles), example)

    def _read(self, facts: Facts) -> Answer:
        """What the rows themselves say, each with the clause in which it stands."""
        reader = Reader(facts, age(facts, self.policy), self.policy.conditions)
        rows = [row for row in self.group.rows if reader.holds(row.when)]
        return answered(self.policy, rows, facts.concerned)

    def _clash(self, facts: Facts) -> Clash | None:
        try:
            self._read(facts)
        except Clash as clash:
            return clash
        return None

    @property
    def titles(self) -> Mapping[str, str]:
        return {clause.id: clause.title for clause in self.policy.clauses}


def answered(policy: Policy, rows: Sequence[Row | First], concerned: frozenset[str]) -> Answer:
    """What rows of the policy come to together, as the rules look at it. Raises Clash."""
    steps, forbidden = engine(policy).answer(rows, concerned)
    first = frozenset(row.action for row in rows if isinstance(row, First))
    return Answer(steps, forbidden, concerned, first)


def guilty(rule: Rule, answer: Answer) -> Step | None:
    """The step that breaks a rule, None where it is one that is missing."""
    if rule.kind == "self_owned":
        return next((s for s in answer.steps if {s.owner, s.to} & answer.concerned), None)
    return answer.asks(*rule.over) if rule.over else answer.steps[0]


def _disagree(clash: Clash, titles: Mapping[str, str]) -> str:
    one, other = (titles[clause] for clause in clash.clauses)
    what = FORBIDDEN.get(clash.action, ACTIONS[clash.action]).format(to="somebody")
    if not clash.people:
        return f"“{one}” asks for what “{other}” forbids: to {what}."
    who = f"“{one}” and “{other}”" if one != other else f"Two rows of “{one}”"
    return f"{who} ask different people for one thing: to {what}."


def _against(rule: Rule, step: Step | None, titles: Mapping[str, str]) -> str:
    if step is None:
        return f"{rule.says} Nothing in the policy sees to it."
    said = asked(step.action, step.force, step.owner, step.to)
    return f"{rule.says} But by “{titles[step.clauses[0]]}” {said}."
