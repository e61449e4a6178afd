"""Decides one group of actions in every cell, and keeps the smallest example of all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goodname.core.decide.check.cells import OFFICES, Cell, ages, cells
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.groups import Group
from goodname.core.decide.check.rules import Answer, Rule
from goodname.core.decide.decide import Clash, engine
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN
from goodname.core.decide.policy import First, Policy
from goodname.core.decide.reading import asked
from goodname.core.words import Action, Office, Step


class Look:
    """Everything that can happen, as far as one group of actions goes."""

    def __init__(self, policy: Policy, group: Group) -> None:
        self.policy, self.group = policy, group
        self.cells = 0
        self.met: set[int] = set()  # rows that some facts meet, by their number in the policy
        self.needed: set[int] = set()  # those without which something would be answered otherwise
        self.clashes: dict[tuple[Action, frozenset[str]], tuple[Clash, Cell]] = {}
        self.broken: dict[str, tuple[Rule, Answer, Cell]] = {}
        for cell, matched, rules, concerned in self._cells():
            self.cells += 1
            self.met.update(group.numbers[place] for place in matched)
            try:
                answer = self._answer(matched, concerned)
            except Clash as clash:
                key = (clash.action, frozenset(clash.clauses))
                if key not in self.clashes or cell.size < self.clashes[key][1].size:
                    self.clashes[key] = (clash, cell)
                continue
            self._need(matched, concerned, answer)
            for rule in rules:
                known = self.broken.get(rule.id)
                if (not known or cell.size < known[2].size) and not rule.holds(answer):
                    self.broken[rule.id] = (rule, answer, cell)

    def _cells(self) -> Iterator[tuple[Cell, tuple[int, ...], list[Rule], frozenset[str]]]:
        """Each cell with the rows and the rules that hold there, and who is concerned."""
        rows, rules = self.group.rows, self.group.rules
        whens = [*(row.when for row in rows), *(rule.when for rule in rules), *OFFICES]
        start, last = len(rows), len(rows) + len(rules)
        offices = [str(office) for office in Office]
        for cell in cells(whens, self.policy.conditions, ages(self.policy.platforms)):
            matched = tuple(place for place in cell.places if place < start)
            here = [rules[place - start] for place in cell.places if start <= place < last]
            yield (
                cell,
                matched,
                here,
                frozenset(offices[p - last] for p in cell.places if p >= last),
            )

    def _answer(self, places: tuple[int, ...], concerned: frozenset[str]) -> Answer:
        rows = [self.group.rows[place] for place in places]
        steps, forbidden = engine(self.policy).answer(rows, concerned)
        first = frozenset(row.action for row in rows if isinstance(row, First))
        return Answer(steps, forbidden, concerned, first)

    def _need(self, matched: tuple[int, ...], concerned: frozenset[str], answer: Answer) -> None:
        for place in matched:
            number = self.group.numbers[place]
            if number not in self.needed:
                others = tuple(other for other in matched if other != place)
                if self._answer(others, concerned) != answer:
                    self.needed.add(number)

    def findings(self) -> Iterator[Finding]:
        """Each clash and each broken rule with its smallest example."""
        for clash, cell in self.clashes.values():
            example = cell.facts(self.policy.platforms)
            yield Finding("clash", clash.clauses[0], _disagree(clash, self.titles), example)
        for rule, answer, cell in self.broken.values():
            step = guilty(rule, answer)
            where = step.clauses[0] if step else self.policy.id
            text = _against(rule, step, self.titles)
            yield Finding(rule.kind, where, text, cell.facts(self.policy.platforms))

    @property
    def titles(self) -> Mapping[str, str]:
        return {clause.id: clause.title for clause in self.policy.clauses}


def guilty(rule: Rule, answer: Answer) -> Step | None:
    """The step that breaks a rule, None where it is one that is missing."""
    if rule.kind == "self_owned":
        return next((s for s in answer.steps if {s.owner, s.to} & answer.concerned), None)
    return answer.asks(*rule.over) if rule.over else answer.steps[0]


def _disagree(clash: Clash, titles: Mapping[str, str]) -> str:
    one, other = (titles[clause] for clause in clash.clauses)
    what = FORBIDDEN.get(clash.action, ACTIONS[clash.action]).format(to="somebody")
    if clash.people:
        who = f"“{one}” and “{other}” give it" if one != other else f"Two rows of “{one}” give it"
        return f"“{what}”: {who} to different people."
    return f"“{what}”: “{one}” asks for it, and “{other}” forbids it."


def _against(rule: Rule, step: Step | None, titles: Mapping[str, str]) -> str:
    if step is None:
        return f"{rule.says} Nothing in the policy sees to it."
    said = asked(step.action, step.force, step.owner, step.to)
    return f"{rule.says} But by “{titles[step.clauses[0]]}” {said}."
