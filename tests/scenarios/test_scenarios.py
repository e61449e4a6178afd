"""Every scenario is a story that a headteacher can read; the policy has to end it as written.

Each file holds one kind of story. `steps` is what the policy asks for, in order, and all of it: action,
force, owner, and clauses that it cites. `forbidden` is what must stand among what it forbids, and
`not_cited` are clauses that have no say here. `rule` is the sentence that the story was written from.
"""

from typing import Any

import pytest

from goodname.core.decide.decide import decide
from goodname.core.words import Author, Conduct, Office, Removal
from goodname.data.policies import load, read_facts
from tests.scenarios.stories import KEYS, STORIES, ends_as_written

POLICY = load("highfield", "england")
FACTS = [read_facts(story["facts"]) for story in STORIES]
each_story = pytest.mark.parametrize("story", STORIES, ids=[story["title"] for story in STORIES])


@each_story
def test_the_policy_ends_the_story_as_written(story: dict[str, Any]) -> None:
    decision = decide(read_facts(story["facts"]), POLICY)
    found = [f"{step.action} {step.force} {step.owner}" for step in decision.steps]
    assert found == [" ".join(line.split()[:3]) for line in story["steps"]]
    assert ends_as_written(story, POLICY), decision


@each_story
def test_a_story_says_nothing_that_is_not_looked_at(story: dict[str, Any]) -> None:
    assert set(story) <= KEYS
    assert story["rule"].strip()


def test_the_stories_leave_nobody_and_nothing_out() -> None:
    assert {one.author for one in FACTS} == set(Author)
    assert {word for one in FACTS for word in one.conduct} == set(Conduct)
    assert {one.removal for one in FACTS} == set(Removal)
    assert {office for one in FACTS for office in one.concerned} == set(Office)
    assert len(FACTS) >= 80
    titles = [story["title"] for story in STORIES]
    assert len(titles) == len(set(titles))


def test_every_clause_that_asks_or_forbids_has_a_story() -> None:
    told = [decide(facts, POLICY) for facts in FACTS]
    cited = {clause for one in told for step in one.steps for clause in step.clauses}
    cited |= {clause for one in told for no in one.forbidden for clause in no.clauses}
    assert {clause.id for clause in POLICY.clauses if clause.rows} <= cited
