"""The rules that hold whatever a school writes hold for the packs that come with the product."""

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.decide.decide import decide
from goodname.core.decide.facts import contradictions
from goodname.core.words import (
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Facts,
    Office,
    Removal,
    Towards,
)
from goodname.data.policies import load, platform_ages
from tests.core.decide.rules import broken

POLICY = load("highfield", "england")

any_facts = st.builds(
    Facts,
    author=st.sampled_from(Author),
    conduct=st.frozensets(st.sampled_from(Conduct), min_size=1, max_size=6),
    towards=st.frozensets(st.sampled_from(Towards), max_size=4),
    audience=st.sampled_from(Audience),
    danger=st.sampled_from(Danger),
    exception=st.sampled_from(ContactException),
    removal=st.sampled_from(Removal),
    unresolved=st.booleans(),
    concerned=st.frozensets(st.sampled_from(Office)),
    author_age=st.none() | st.integers(0, 120),
    platform=st.none() | st.sampled_from(sorted(platform_ages())),
).filter(lambda facts: not contradictions(facts))


@settings(max_examples=600, deadline=None)
@given(any_facts)
def test_the_rules_hold_for_anything_that_can_happen(facts: Facts) -> None:
    assert list(broken(facts, decide(facts, POLICY))) == []


voice = st.sampled_from(
    [word for word in Conduct if word in ("praise", "question", "criticism", "concern")]
)


@settings(max_examples=200, deadline=None)
@given(any_facts, st.frozensets(voice, min_size=1))
def test_fair_words_are_safe_whatever_else_is_so(facts: Facts, words: frozenset[Conduct]) -> None:
    fair = Facts(**{**facts.__dict__, "conduct": words})
    assert list(broken(fair, decide(fair, POLICY))) == []


@settings(max_examples=200, deadline=None)
@given(any_facts, st.frozensets(st.sampled_from(Conduct), min_size=1))
def test_an_intimate_image_is_never_touched(facts: Facts, more: frozenset[Conduct]) -> None:
    words = (more | {Conduct.INTIMATE_IMAGE_OF_CHILD}) - {Conduct.UNDERAGE_ACCOUNT}
    worse = Facts(**{**facts.__dict__, "conduct": words})
    assert list(broken(worse, decide(worse, POLICY))) == []


def swept() -> Iterator[Facts]:
    """Each conduct and each pair, by each author, and so on, one value at a time.

    Pairs meet somebody concerned only in their simplest state, to keep this within seconds.
    """
    singles = [frozenset({word}) for word in Conduct]
    pairs = [frozenset(pair) for pair in combinations(Conduct, 2)]
    states = list(product(Danger, Removal))
    aims = [frozenset[Towards](), *(frozenset({one}) for one in Towards)]
    offices = [frozenset[Office](), *(frozenset({one}) for one in Office)]
    for author, aim, concerned in product(Author, aims, offices):
        if contradictions(Facts(author, singles[0], aim, concerned=concerned)):
            continue
        simplest = states[:1] if concerned else states
        for said, (danger, removal) in chain(product(singles, states), product(pairs, simplest)):
            if Conduct.UNDERAGE_ACCOUNT not in said or author == Author.PUPIL:
                yield Facts(author, said, aim, danger=danger, removal=removal, concerned=concerned)


def test_the_rules_hold_for_every_single_thing_and_every_pair() -> None:
    seen = 0
    for facts in swept():
        found = list(broken(facts, decide(facts, POLICY)))
        assert not found, (found, facts)
        seen += 1
    assert seen > 600_000


@pytest.mark.parametrize("exception", list(ContactException)[1:])
def test_the_rules_hold_for_every_exception(exception: ContactException) -> None:
    pairs = [(Author.PUPIL, Towards(adult)) for adult in ("staff", "governor", "volunteer")]
    pairs += [(Author(adult), Towards.PUPIL) for adult in ("staff", "contractor", "governor")]
    for (author, aim), some, removal in product(pairs, combinations(Conduct, 2), Removal):
        facts = Facts(
            author, frozenset(some), frozenset({aim}), exception=exception, removal=removal
        )
        if not contradictions(facts):
            assert not list(broken(facts, decide(facts, POLICY))), facts
