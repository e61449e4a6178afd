"""Every scenario is a story that a headteacher can read; the policy has to end it as written.

Each file holds one kind of story. `steps` is what the policy asks for, in order, and all of it: action,
force, owner, and a clause that is cited. `forbidden` is what must stand among what it forbids.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from goodname.core.decide.decide import decide
from goodname.core.words import Author, Conduct, Office, Removal
from goodname.data.policies import load, read_facts

HERE = Path(__file__).parent
SCENARIOS = [
    pytest.param(scenario, id=scenario["title"])
    for path in sorted(HERE.glob("*.toml"))
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_policy_ends_the_story_as_written(scenario: dict[str, Any]) -> None:
    decision = decide(read_facts(scenario["facts"]), load("highfield", "england"))
    found = [(step.action, step.force, step.owner) for step in decision.steps]
    expected = [tuple(line.split()) for line in scenario["steps"]]
    assert found == [line[:3] for line in expected]
    for step, line in zip(decision.steps, expected, strict=True):
        assert set(line[3:]) <= set(step.clauses)
    assert set(scenario.get("forbidden", [])) <= {no.action for no in decision.forbidden}


def test_the_stories_leave_nobody_and_nothing_out() -> None:
    facts = [read_facts(case.values[0]["facts"]) for case in SCENARIOS]
    assert {author for one in facts for author in [one.author]} == set(Author)
    assert {word for one in facts for word in one.conduct} == set(Conduct)
    assert {one.removal for one in facts} == set(Removal)
    assert {office for one in facts for office in one.concerned} == set(Office)
    assert len(facts) >= 45
    titles = [case.id for case in SCENARIOS]
    assert len(titles) == len(set(titles))
