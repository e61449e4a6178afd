"""Holds the matcher and the proof against large sets of facts, read as a person would read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.look import answered
from goodname.core.decide.check.plain import Reader
from goodname.core.decide.check.rules import RULES
from goodname.core.decide.decide import Clash, age, engine
from goodname.core.decide.policy import Policy
from goodname.core.words import Facts


def disagreements(policy: Policy, samples: Iterable[Facts]) -> Iterator[Finding]:
    """Where the plain reading finds other rows than the engine, or a rule broken.

    A policy that the proof found whole has none. Facts on which rows clash are passed over: the
    proof names them with smaller examples.
    """
    ready = engine(policy)
    for facts in samples:
        old = age(facts, policy)
        reader = Reader(facts, old, policy.conditions)
        places = [place for place, row in enumerate(ready.rows) if reader.holds(row.when)]
        if places != sorted(ready.matcher.rows(ready.matcher.match(facts, old))):
            text = "Read row by row, other rows apply here than the engine finds."
            yield Finding("broken_rule", policy.id, text, facts)
        rows = [ready.rows[place] for place in places]
        try:
            answer = answered(policy, rows, facts.concerned)
        except Clash:
            continue
        if not answer.steps:
            yield Finding("hole", policy.id, "No row asks for a step here.", facts)
            continue
        for rule in RULES:
            if reader.holds(rule.when) and not rule.holds(answer):
                yield Finding(rule.kind, policy.id, rule.says, facts)
