"""Everything that can happen is in exactly one cell, and nothing else is in any."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.decide.check.cells import OFFICES, cells, everything
from goodname.core.decide.check.groups import groups
from goodname.core.decide.check.plain import Reader
from goodname.core.decide.check.samples import samples
from goodname.core.decide.conditions import AGES, Check, When
from goodname.core.decide.decide import age
from goodname.core.decide.facts import contradictions
from goodname.core.words import Author, Conduct, ContactException, Facts, Office, Towards
from goodname.data.policies import load
from tests.core.decide.test_always_true import any_facts

POLICY = load("highfield", "england")
GROUPS = groups(POLICY)
every_group = pytest.mark.parametrize("group", GROUPS, ids=[min(group.actions) for group in GROUPS])


def subsets(kind: type) -> list[frozenset]:
    words = list(kind)
    return [
        frozenset(w for n, w in enumerate(words) if bits >> n & 1)
        for bits in range(2 ** len(words))
    ]


def test_as_many_sets_of_facts_are_counted_as_can_happen() -> None:
    """Counted here one by one, as far as facts may contradict each other; the rest is multiplied."""
    possible = 0
    for author, towards, exception, concerned in product(
        Author, subsets(Towards), ContactException, subsets(Office)
    ):
        rude = Facts(
            author, frozenset({Conduct.RUDE}), towards, exception=exception, concerned=concerned
        )
        if not contradictions(rude):
            words = len(Conduct) if author == Author.PUPIL else len(Conduct) - 1
            possible += 2**words - 1
    assert (
        everything(AGES) == possible * 4 * 3 * 5 * 2 * 3
    )  # audience danger removal unresolved age


@every_group
def test_the_cells_of_a_group_add_up_to_everything(group) -> None:
    whens = [*(row.when for row in group.rows), *OFFICES]
    assert sum(cell.count for cell in cells(whens, POLICY.conditions)) == everything(AGES)


@every_group
def test_the_example_of_a_cell_can_happen_and_lies_in_it(group) -> None:
    whens = [*(row.when for row in group.rows), *OFFICES]
    for cell in cells(whens, POLICY.conditions):
        facts = cell.facts(POLICY.platforms)
        assert not contradictions(facts)
        reader = Reader(facts, age(facts, POLICY), POLICY.conditions)
        assert tuple(n for n, when in enumerate(whens) if reader.holds(when)) == cell.places


WHENS = [[*(row.when for row in group.rows), *OFFICES] for group in GROUPS]
KNOWN = [{cell.places for cell in cells(whens, POLICY.conditions)} for whens in WHENS]


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_whatever_happens_is_in_a_cell(facts: Facts) -> None:
    reader = Reader(facts, age(facts, POLICY), POLICY.conditions)
    for whens, known in zip(WHENS, KNOWN, strict=True):
        assert tuple(n for n, when in enumerate(whens) if reader.holds(when)) in known


tests = st.one_of(
    st.builds(
        Check,
        st.just("conduct"),
        st.sampled_from(["any", "none", "only", "beyond"]),
        st.frozensets(st.sampled_from([str(word) for word in Conduct]), min_size=1, max_size=4),
    ),
    st.builds(
        Check,
        st.just("towards"),
        st.sampled_from(["any", "none", "only", "beyond"]),
        st.frozensets(st.sampled_from([str(word) for word in Towards]), min_size=1, max_size=3),
    ),
    st.builds(
        Check,
        st.just("author"),
        st.just("in"),
        st.frozensets(st.sampled_from([str(word) for word in Author]), min_size=1, max_size=4),
    ),
)
whens_of_any_kind = st.lists(
    st.builds(lambda some: When(tests=tuple(some)), st.lists(tests, max_size=3)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(whens_of_any_kind, st.integers(0, 10_000))
def test_no_row_that_a_school_could_write_escapes(whens: list[When], start: int) -> None:
    """Rows of any shape: facts drawn by chance, small and large, always fall into a known cell."""
    known = {cell.places for cell in cells(whens, {})}
    assert sum(cell.count for cell in cells(whens, {})) == everything(AGES)
    drawn = samples(POLICY.platforms)
    for facts in (next(drawn) for _ in range(start % 40 + 1)):
        reader = Reader(facts, age(facts, POLICY), {})
        assert tuple(n for n, when in enumerate(whens) if reader.holds(when)) in known


def test_an_example_says_no_more_than_it_has_to() -> None:
    rude = When(tests=(Check("conduct", "any", frozenset({"rude"})),))
    smallest = {cell.places: cell.facts({}) for cell in cells([rude], {})}
    assert smallest[(0,)] == Facts(Author.PARENT, frozenset({Conduct.RUDE}))
    assert smallest[()] == Facts(Author.PARENT, frozenset({Conduct.PRAISE}))


def test_with_fewest_only_what_meets_least_is_kept() -> None:
    rude = When(tests=(Check("conduct", "any", frozenset({"rude"})),))
    assert [cell.places for cell in cells([rude], {}, fewest=True)] == [()]
