"""The fast matcher finds the same rows as a slow and obvious one."""

from hypothesis import given, settings

from goodname.core.decide.conditions import Check, Condition, When
from goodname.core.decide.decide import age
from goodname.core.decide.matching import Matcher
from goodname.core.words import Facts
from goodname.data.policies import load
from tests.core.decide.test_always_true import any_facts

POLICY = load("highfield", "england")
ROWS = [row.when for row in (*POLICY.rows, *POLICY.first)]
MATCHER = Matcher(ROWS, POLICY.conditions)


def holds(when: When, facts: Facts, named: dict[str, Condition]) -> bool:
    return (
        all(holds(named[name].when, facts, named) for name in when.where)
        and not any(holds(named[name].when, facts, named) for name in when.unless)
        and all(passes(test, facts) for test in when.tests)
        and (not when.either or any(holds(part, facts, named) for part in when.either))
    )


def passes(test: Check, facts: Facts) -> bool:
    if test.how == "in":
        if test.field == "age":
            return age(facts, POLICY) in test.values
        return str(getattr(facts, test.field)).lower() in test.values
    said = {str(word) for word in getattr(facts, test.field)}
    return {
        "any": bool(said & test.values),
        "none": not said & test.values,
        "only": said <= test.values,
        "beyond": bool(said - test.values),
    }[test.how]


@settings(max_examples=400, deadline=None)
@given(any_facts)
def test_the_fast_way_agrees_with_the_obvious_way(facts: Facts) -> None:
    found = MATCHER.rows(MATCHER.match(facts, age(facts, POLICY)))
    assert sorted(found) == [
        place for place, when in enumerate(ROWS) if holds(when, facts, POLICY.conditions)
    ]
