"""A policy that says in many rows what one could say is proved as quickly, and as well."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.decide import packs
from goodname.core.decide.check.beside import beside
from goodname.core.decide.check.compare import differences
from goodname.core.decide.check.labels import joined, labels
from goodname.core.decide.check.plain import Reader
from goodname.core.decide.check.proof import prove
from goodname.core.decide.conditions import Check, Term, When
from goodname.core.decide.policy import Policy
from goodname.core.words import HARM, Conduct, Facts, Towards
from goodname.data.policies import load, platform_ages, text
from tests.core.decide.test_always_true import any_facts

OURS, LAW = (tomllib.loads(text(name)) for name in ("highfield", "england"))


def with_clauses(*clauses: list[dict[str, Any]]) -> Policy:
    """Our policy with clauses that have these rows."""
    tables = [
        {"id": f"ours.n{number}", "kind": "duty", "title": f"New {number}", "text": "New."}
        | {"place": "p. 1", "row": rows}
        for number, rows in enumerate(clauses)
    ]
    ours = OURS | {"clause": [*OURS["clause"], *tables]}
    return packs.read(ours, LAW, platforms=platform_ages())


def advice(**when: Any) -> dict[str, Any]:
    asked = {"ask": "ask_adviser", "force": "may", "owner": "online_safety_lead", "to": "adviser"}
    return asked | {"why": "We ask."} | when


def test_one_row_for_each_word_is_one_row_with_all_of_them() -> None:
    many = with_clauses([advice(conduct={"any": [word]}) for word in HARM])
    one = with_clauses([advice(conduct={"any": [str(word) for word in HARM]})])
    assert prove(many).findings == prove(one).findings == ()
    assert prove(many).cells == prove(one).cells
    assert differences(one, many) == []


def test_a_row_that_its_neighbours_say_already_is_still_found() -> None:
    rows = [advice(conduct={"any": ["rude", "hate"]}), advice(conduct={"any": ["rude"]})]
    (found,) = prove(with_clauses(rows)).findings
    assert found.kind == "dead_row"
    assert "rudeness" in found.text


def test_a_row_among_joined_ones_that_nothing_can_meet_is_still_found() -> None:
    never = advice(conduct={"any": ["underage_account"]}, author=["parent"])
    (found,) = prove(with_clauses([advice(conduct={"any": ["rude"]}), never])).findings
    assert (found.kind, "Nothing can ever meet" in found.text) == ("dead_row", True)


def words(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=1)


checks = st.builds(
    Check,
    st.just("conduct"),
    st.sampled_from(["any", "none", "only", "beyond"]),
    words("rude", "hate", "threat"),
) | st.builds(Check, st.just("author"), st.just("in"), words("pupil", "staff", "parent"))
alternatives = st.lists(st.frozensets(checks, max_size=3), min_size=1, max_size=5)


@settings(max_examples=300, deadline=None)
@given(alternatives, any_facts)
def test_joined_alternatives_hold_where_the_alternatives_hold(
    terms: list[Term], facts: Facts
) -> None:
    reader = Reader(facts, "unknown", {})
    before = any(reader.holds(When(tests=tuple(term))) for term in terms)
    assert any(reader.holds(When(tests=tuple(term))) for term in joined(terms)) is before


def test_two_alternatives_that_cover_each_other_do_not_both_go() -> None:
    a, ab = (Check("conduct", "any", frozenset(words)) for words in (["rude"], ["rude", "hate"]))
    assert joined([frozenset({a}), frozenset({a, ab})]) != ()


def test_rows_that_ask_differently_stay_apart() -> None:
    policy = with_clauses([advice(), advice(force="should"), advice(within="P1D", choice="Ours.")])
    ours = [row for row in policy.rows if row.clause == "ours.n0"]
    assert [label.places for label in labels(ours, policy.conditions)] == [(0,), (1,), (2,)]


def test_a_clause_for_each_kind_of_conduct_is_as_good_as_one_for_all() -> None:
    """The way in which schools write: none of these clauses is too many, and none is dead."""
    policy = with_clauses(
        *([{"ask": "notify_dsl", "force": "must", "why": "So.", "conduct": {"any": [word]}}]
          for word in HARM)
    )  # fmt: skip
    assert prove(policy).findings == ()


def test_what_cannot_be_worked_through_is_refused_and_never_called_proved() -> None:
    """Each row has a time of its own, for a word and an aim of its own: too much to tell apart."""
    rows = [
        advice(conduct={"any": [word]}, towards={"any": [aim]})
        | {"within": f"P{number}D", "choice": "Ours."}
        for number, (word, aim) in enumerate(zip(Conduct, [*Towards] * 5, strict=False), 1)
    ]
    policy = with_clauses(rows)
    found = [one for one in prove(policy).findings if one.kind == "unproved"]
    assert found
    assert found[0].severity == "error"
    assert "too many different rows" in found[0].text


@pytest.mark.parametrize("clauses", [1, 3])
def test_what_is_the_same_is_not_even_looked_at(clauses: int) -> None:
    policy = with_clauses(*[[advice(conduct={"any": ["rude"]})]] * clauses)
    assert list(beside(policy, policy)) == []
    assert load("highfield") is not policy
