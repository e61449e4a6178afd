"""Facts are taken whole or refused with one line for each fault; nothing is half-understood."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.decide import facts
from goodname.core.words import Author, Conduct, Facts, Office, Towards, Unreadable

PLATFORMS = ("tiktok", "whatsapp")
OK: dict[str, Any] = {"author": "parent", "conduct": ["rude"]}


def faults(obj: object) -> tuple[str, ...]:
    with pytest.raises(Unreadable) as refused:
        facts.read(obj, PLATFORMS)
    return refused.value.faults


def test_the_least_that_can_be_said() -> None:
    assert facts.read(OK) == Facts(author=Author.PARENT, conduct=frozenset({Conduct.RUDE}))


def test_null_means_left_out() -> None:
    nothing = dict.fromkeys(facts.FIELDS, None) | OK
    assert facts.read(nothing) == facts.read(OK)


def test_a_duplicate_counts_once() -> None:
    twice = OK | {"conduct": ["rude", "rude"], "towards": ["staff", "staff"]}
    assert facts.read(twice) == facts.read(OK | {"towards": ["staff"]})


@pytest.mark.parametrize(
    ("said", "field", "hint"),
    [
        ({"author": None}, "author", "pupil, parent"),
        ({"author": "teacher"}, "author", "does not know teacher, allowed are pupil"),
        ({"author": "Parent"}, "author", "does not know Parent"),
        ({"author": ["parent"]}, "author", "allowed are"),
        ({"author": True}, "author", "allowed are"),
        ({"conduct": None}, "conduct", "is missing"),
        ({"conduct": []}, "conduct", "at least one of praise"),
        ({"conduct": "rude"}, "conduct", "must be a list"),
        ({"conduct": {"rude": 1}}, "conduct", "must be a list"),
        ({"conduct": ["nice"]}, "conduct", "does not know nice"),
        ({"conduct": [["rude"]]}, "conduct", "does not know"),
        ({"conduct": ["rude", None]}, "conduct", "does not know null"),
        ({"towards": "staff"}, "towards", "must be a list"),
        ({"towards": ["third_party"]}, "towards", "school, profession"),
        ({"audience": "everyone"}, "audience", "private_group"),
        ({"danger": "high"}, "danger", "possibly_illegal"),
        ({"danger": False}, "danger", "does not know false"),
        ({"exception": "yes"}, "exception", "requested"),
        ({"removal": "gone"}, "removal", "not_asked"),
        ({"unresolved": "true"}, "unresolved", "true or false"),
        ({"unresolved": 1}, "unresolved", "true or false"),
        ({"concerned": ["governor"], "towards": ["school"]}, "concerned", "chair_of_governors"),
        ({"author_age": True}, "author_age", "whole number"),
        ({"author_age": 9.0}, "author_age", "whole number"),
        ({"author_age": 9.5}, "author_age", "whole number"),
        ({"author_age": "9"}, "author_age", "whole number"),
        ({"author_age": -1}, "author_age", "from 0 to 120"),
        ({"author_age": 121}, "author_age", "from 0 to 120"),
        ({"platform": "myspace"}, "platform", "tiktok, whatsapp"),
        ({"platform": ""}, "platform", "tiktok, whatsapp"),
        ({"platform": 5}, "platform", "tiktok, whatsapp"),
        ({"colour": "red"}, "colour", "is no field, allowed are author"),
        ({"colour": None}, "colour", "is no field"),
    ],
)
def test_each_fault_names_its_field_and_what_is_allowed(
    said: dict[str, Any], field: str, hint: str
) -> None:
    (fault,) = faults(OK | said)
    assert fault.startswith(f"{field}: ")
    assert hint in fault


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"exception": "approved"}, "exception"),
        ({"exception": "requested", "author": "pupil"}, "exception"),
        ({"exception": "declined", "author": "pupil", "towards": ["parent"]}, "exception"),
        ({"exception": "approved", "author": "staff", "towards": ["staff"]}, "exception"),
        ({"exception": "approved", "towards": ["pupil", "staff"]}, "exception"),
        ({"conduct": ["underage_account"]}, "conduct"),
        ({"concerned": ["dsl"]}, "concerned"),
        ({"concerned": ["dsl"], "towards": ["profession", "pupil"]}, "concerned"),
        ({"concerned": ["headteacher"], "author": "volunteer"}, "concerned"),
    ],
)
def test_facts_that_contradict_themselves_are_refused(said: dict[str, Any], field: str) -> None:
    (fault,) = faults(OK | said)
    assert fault.startswith(f"{field}: ")


@pytest.mark.parametrize(
    "said",
    [
        {"exception": "approved", "author": "pupil", "towards": ["contractor"]},
        {"exception": "requested", "author": "governor", "towards": ["pupil"]},
        {"conduct": ["underage_account"], "author": "pupil", "author_age": 0},
        {"concerned": ["dsl"], "author": "staff"},
        {"concerned": ["dsl"], "author": "governor"},
        {"concerned": ["headteacher"], "towards": ["school"]},
        {"concerned": ["headteacher"], "towards": ["governor"]},
        {"concerned": [], "author_age": 120},
        {"author_age": 0, "platform": "tiktok"},
    ],
)
def test_nothing_else_is_a_contradiction(said: dict[str, Any]) -> None:
    facts.read(OK | said, PLATFORMS)


def test_all_faults_are_told_at_once() -> None:
    found = faults({"author": "me", "conduct": ["x", "y"], "danger": 1, "extra": 1})
    assert [fault.split(":")[0] for fault in found] == [
        "extra",
        "author",
        "conduct",
        "conduct",
        "danger",
    ]


def test_a_fault_in_the_author_does_not_pretend_a_contradiction() -> None:
    assert len(faults(OK | {"author": "me", "conduct": ["underage_account"]})) == 1


@pytest.mark.parametrize("obj", [None, [], "rude", 3, True, [OK]])
def test_anything_but_an_object_is_refused(obj: object) -> None:
    assert faults(obj)[0].startswith("facts: must be one JSON object")


def test_a_fault_stays_on_one_short_line() -> None:
    nasty = "a\nb\u2028c\x1b[31m" + "d" * 5000
    for fault in (*faults(OK | {nasty: 1}), *faults(OK | {"author": nasty})):
        assert fault.isprintable()
        assert len(fault) < 300


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(facts.FIELDS) | st.text(), json_values))
def test_whatever_is_said_is_read_or_refused(obj: dict[str, object]) -> None:
    try:
        found = facts.read(obj, PLATFORMS)
    except Unreadable:
        for fault in faults(obj):
            assert fault.isprintable()
            assert ": " in fault
    else:
        assert facts.read(facts.as_json(found), PLATFORMS) == found


def test_facts_come_back_from_json_as_they_were() -> None:
    whole = Facts(
        author=Author.STAFF,
        conduct=frozenset({Conduct.RUDE, Conduct.CRITICISM}),
        towards=frozenset({Towards.SCHOOL, Towards.PUPIL}),
        concerned=frozenset({Office.DSL}),
        unresolved=True,
        author_age=40,
        platform="tiktok",
    )
    shown = facts.as_json(whole)
    assert shown["conduct"] == ["criticism", "rude"]
    assert facts.read(json.loads(json.dumps(shown)), PLATFORMS) == whole
