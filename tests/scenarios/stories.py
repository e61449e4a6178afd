"""The stories of this folder, and whether a policy ends one of them as it is written.

A step of a story is written as: action, force, owner, and clauses that it cites.
"""

import tomllib
from pathlib import Path
from typing import Any

from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.data.policies import read_facts

STORIES: list[dict[str, Any]] = [
    story
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for story in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]
KEYS = {"title", "rule", "facts", "steps", "forbidden", "not_cited"}


def ends_as_written(story: dict[str, Any], policy: Policy) -> bool:
    """Raises Refused where the policy cannot decide the story at all."""
    decision = decide(read_facts(story["facts"]), policy)
    written = [line.split() for line in story["steps"]]
    found = [[step.action, step.force, step.owner] for step in decision.steps]
    cited = [set(step.clauses) for step in decision.steps]
    return (
        found == [line[:3] for line in written]
        and all({*line[3:]} <= has for line, has in zip(written, cited, strict=True))
        and {*story.get("forbidden", [])} <= {no.action for no in decision.forbidden}
        and not {*story.get("not_cited", [])} & set().union(*cited)
    )
