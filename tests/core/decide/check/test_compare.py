"""An edit shows every kind of situation that is decided differently because of it, and no other."""

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings

from goodname.core.decide import packs
from goodname.core.decide.check.compare import differences
from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.core.words import Action, Author, Conduct, Facts, Force, Refused
from goodname.data.policies import load, platform_ages, text
from tests.core.decide.test_always_true import any_facts

OURS, LAW = (tomllib.loads(text(name)) for name in ("highfield", "england"))
POLICY = load("highfield")


def edited(clause: str, row: int, **values: Any) -> Policy:
    ours = copy.deepcopy(OURS)
    (table,) = [one for one in ours["clause"] if one["id"] == clause]
    table["row"][row].update(values)
    return packs.read(ours, LAW, platforms=platform_ages())


STRONGER = edited("incidents.posh", 0, force="should")


def test_nothing_differs_from_itself() -> None:
    assert differences(POLICY, load("highfield", "england")) == []


def test_one_stronger_word_is_one_difference() -> None:
    (found,) = differences(POLICY, STRONGER)
    assert found.before is not None
    assert found.after is not None
    steps = [
        {step.action: step.force for step in one.steps}[Action.CONTACT_POSH]
        for one in (found.before, found.after)
    ]
    assert steps == [Force.MAY, Force.SHOULD]
    assert 0.2 < found.share < 0.25
    assert found.example == Facts(Author.THIRD_PARTY, frozenset({Conduct.RUDE}))


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_facts_are_decided_otherwise_only_where_the_word_applies(facts: Facts) -> None:
    asks = Action.CONTACT_POSH in {step.action for step in _steps(facts)}
    assert (decide(facts, POLICY).steps != decide(facts, STRONGER).steps) is asks


def _steps(facts: Facts) -> Any:

    return decide(facts, POLICY).steps


def test_a_policy_that_contradicts_itself_decides_nothing_there() -> None:
    (found, *_) = differences(POLICY, edited("footprint.no_accounts", 1, owner="office"))
    assert found.before is not None
    assert found.after is None
    with pytest.raises(Refused):
        decide(found.example, edited("footprint.no_accounts", 1, owner="office"))
