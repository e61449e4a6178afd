"""Whether all contestants read the policy alike, which has to be so before any of them is timed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice

from bench.decide_facts import LARGEST, anything
from bench.decide_plain import Plain
from bench.decide_zen import Zen
from goodname.core.decide.decide import age, decide, engine
from goodname.core.decide.facts import as_json
from goodname.core.decide.policy import FORCES, Policy, haste
from goodname.core.words import Decision, Facts


def disagreements(policy: Policy, plain: Plain, zen: Zen, number: int) -> list[str]:
    """One line for each contestant and each set of facts on which it stands alone.

    Half of the facts are of the usual size, half have lists of any length.
    """
    ids, half = sorted(policy.platforms), number // 2
    sets = [*islice(anything(ids, 1), half), *islice(anything(ids, 2, LARGEST), number - half)]
    matcher = engine(policy).matcher
    asked = [zen.request(facts, age(facts, policy)) for facts in sets]
    faults = []
    for facts, by_zen in zip(sets, zen.matching(asked), strict=True):
        rows = plain.matching(facts)
        same = {
            "our matcher": sorted(matcher.rows(matcher.match(facts, age(facts, policy)))) == rows,
            "our decision": decide(facts, policy) == plain.merge(rows, facts.concerned),
            "zen-engine": sorted(by_zen) == rows,
            "the first match": plain.first(facts) == _first_of(plain, rows),
        }
        faults += [
            f"{who}: {json.dumps(as_json(facts))}" for who, is_so in same.items() if not is_so
        ]
    return faults


def asks_less(policy: Policy, plain: Plain, sets: Iterable[Facts]) -> float:
    """The share of facts on which the first match asks for less than all rows together."""
    found = [
        _less(plain.merge(plain.first(facts), facts.concerned), decide(facts, policy))
        for facts in sets
    ]
    return sum(found) / len(found)


def _first_of(plain: Plain, rows: Sequence[int]) -> list[int]:
    """Of all rows that hold, those that speak of something that no earlier one spoke of."""
    return [
        row
        for at, row in enumerate(rows)
        if not plain.speaks[row] <= {own for other in rows[:at] for own in plain.speaks[other]}
    ]


def _less(said: Decision, whole: Decision) -> bool:
    """Whether a step is missing, or weaker, or has a later time, than in the whole decision."""
    steps = {step.action: step for step in said.steps}
    return any(
        (own := steps.get(step.action)) is None
        or FORCES.index(own.force) < FORCES.index(step.force)
        or haste(own.within, own.within_unit) > haste(step.within, step.within_unit)
        for step in whole.steps
    )
