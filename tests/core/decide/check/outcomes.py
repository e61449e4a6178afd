"""What becomes of a wrong policy, and the list of those that the check lets a school choose.

`python -m tests.core.decide.check.outcomes > docs/reference/wrong-rows.md` writes the list anew.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

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
MADE_UP = list(islice(samples(platform_ages()), 100))
ANYTHING = [*(read_facts(story["facts"]) for story in STORIES), *MADE_UP]
REFUSED, SAME, TOLD, UNNOTICED = "refused", "same", "told", "unnoticed"

HEAD = """\
# Wrong rows

Every row of both packs was dropped, given another force, given to somebody else, and widened by one
condition at a time. What became of the {all} policies:

| | |
|---|---|
| refused by `goodname policy check` | {refused} |
| decides the same in everything that can happen | {same} |
| decides otherwise, breaks no rule that always holds, and takes nothing from the law | {told} |

The last kind is listed here. Each is a choice that a school may make: only the source asks for what was
changed, or more is asked than before. None goes unnoticed. Each ends one of the
[stories](../../tests/scenarios) that were written from the source's sentences differently, and the page
for editing shows a school every kind of situation that would change. The tests hold this list against
the packs.

| clause | row | changed | the first story that ends differently |
|---|---|---|---|
"""


def end(one: Mutant, law: bool) -> tuple[str, str]:
    """One of REFUSED, SAME, TOLD and UNNOTICED, and the title of the story that tells."""
    try:
        both = (OURS, one.pack) if law else (one.pack, LAW)
        policy = packs.read(*both, platforms=platform_ages())
    except Unreadable:
        return REFUSED, ""
    if prove(policy, one.actions).findings or any(loosened(policy, ENGLAND, one.actions)):
        return REFUSED, ""
    for facts in ANYTHING:  # read with other eyes than the check's
        assert {*broken(facts, decide(facts, policy))} <= READINGS, (one.clause, one.what, facts)
    for story in STORIES:
        if not ends_as_written(story, policy):
            return TOLD, story["title"]
    return (SAME if _same(policy) else UNNOTICED), ""


def outcomes(pack: dict[str, Any], clause: str) -> Iterator[tuple[Mutant, str, str]]:
    """Each wrong copy of the rows of one clause, and what becomes of it."""
    for one in mutants(pack, clause):
        yield one, *end(one, pack is LAW)


def line(one: Mutant, story: str) -> str:
    """A wrong row as the list has it."""
    kind = "first" if one.first else one.row + 1
    return f"| `{one.clause}` | {kind} | {one.what} | {story} |"


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


def main() -> None:
    found = [
        one
        for pack in (OURS, LAW)
        for clause in pack["clause"]
        for one in outcomes(pack, clause["id"])
    ]
    many = Counter(ended for _, ended, _ in found)
    figures = {name: many[name] for name in (REFUSED, SAME, TOLD)}
    sys.stdout.write(HEAD.format(all=len(found), **figures))
    for one, ended, story in found:
        if ended in (TOLD, UNNOTICED):
            sys.stdout.write(f"{line(one, story)}\n")


if __name__ == "__main__":
    main()
