"""A slightly wrong policy is refused, or decides the same, or ends one of the stories differently.

What the rules that always hold do not catch, a school may choose for itself; then a story that was
written from the source's own sentence has to notice, so that the shipped packs cannot drift.
"""

import tomllib
from itertools import islice
from typing import Any

import pytest

from goodname.core.decide import packs
from goodname.core.decide.check.compare import differences
from goodname.core.decide.check.loosened import loosened
from goodname.core.decide.check.proof import prove
from goodname.core.decide.check.samples import samples
from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.core.words import Decision, Refused, Unreadable
from goodname.data.policies import load, platform_ages, read_facts, text
from tests.core.decide.check.mutants import Mutant, mutants
from tests.core.decide.rules import READINGS, broken
from tests.scenarios.stories import STORIES, ends_as_written

OURS, LAW = (tomllib.loads(text(name)) for name in ("highfield", "england"))
POLICY, ENGLAND = load("highfield"), load("england")
ANYTHING = [
    *(read_facts(story["facts"]) for story in STORIES),
    *islice(samples(platform_ages()), 100),
]
CLAUSES = [
    pytest.param(pack, clause["id"], id=clause["id"])
    for pack in (OURS, LAW)
    for clause in pack["clause"]
    if clause.get("row") or clause.get("first")
]


@pytest.mark.parametrize(("pack", "clause"), CLAUSES)
def test_a_wrong_row_does_not_go_unnoticed(pack: dict[str, Any], clause: str) -> None:
    ends = {(one.row, one.what): _end(one, pack is LAW) for one in mutants(pack, clause)}
    assert ends
    assert [name for name, end in ends.items() if end == "unnoticed"] == []


def _end(one: Mutant, law: bool) -> str:
    try:
        both = (OURS, one.pack) if law else (one.pack, LAW)
        policy = packs.read(*both, platforms=platform_ages())
    except Unreadable:
        return "refused"
    if prove(policy, one.actions).findings or any(loosened(policy, ENGLAND, one.actions)):
        return "refused"
    for facts in ANYTHING:  # read with other eyes than the check's
        assert {*broken(facts, decide(facts, policy))} <= READINGS, (one.clause, one.what, facts)
    if any(not ends_as_written(story, policy) for story in STORIES):
        return "told"
    return "same" if _same(policy) else "unnoticed"


def _same(policy: Policy) -> bool:
    """Whether all that is asked and forbidden is the same; the sentence why may be another's."""
    return all(_asked(found.before) == _asked(found.after) for found in differences(POLICY, policy))


def _asked(decision: Decision | None) -> object:
    if decision is None:
        raise Refused("A policy that was proved decides everything.")
    steps = [
        (step.action, step.force, step.owner, step.to, step.within, step.clauses)
        for step in decision.steps
    ]
    return steps, [(no.action, no.clauses) for no in decision.forbidden]
