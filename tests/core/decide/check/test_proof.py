"""The proof finds what is wrong with a policy, and shows it on facts that a person can follow."""

import copy
import tomllib
from itertools import islice
from typing import Any

import pytest

from goodname.core.decide import packs
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.check.loosened import loosened
from goodname.core.decide.check.proof import prove
from goodname.core.decide.check.samples import samples
from goodname.core.decide.check.sampling import disagreements
from goodname.core.decide.facts import as_json, contradictions
from goodname.core.decide.matching import Matcher
from goodname.core.decide.policy import Policy
from goodname.data.policies import load, platform_ages, text

OURS, LAW = (tomllib.loads(text(name)) for name in ("highfield", "england"))
POLICY, ENGLAND = load("highfield"), load("england")


def with_rows(*rows: dict[str, Any]) -> Policy:
    """Our policy with one more clause, which has these rows."""
    clause = {
        "id": "ours.new",
        "kind": "duty",
        "title": "New rule",
        "text": "New.",
        "place": "p. 1",
    }
    return packs.read(
        OURS | {"clause": [*OURS["clause"], clause | {"row": list(rows)}]},
        LAW,
        platforms=platform_ages(),
    )


def law_without(clause: str, *kinds: str) -> Policy:
    """Our policy on a law in which one clause has lost its rows."""
    law = copy.deepcopy(LAW)
    (table,) = [one for one in law["clause"] if one["id"] == clause]
    for kind in kinds:
        del table[kind]
    return packs.read(OURS, law, platforms=platform_ages())


def ask(action: str, **more: Any) -> dict[str, Any]:
    return {"ask": action, "force": "must", "owner": "headteacher", "why": "We say so."} | more


def said(finding: Finding) -> dict[str, object]:
    """What the example says beyond the usual."""
    assert finding.example is not None
    assert not contradictions(finding.example)
    return {
        name: value
        for name, value in as_json(finding.example).items()
        if value not in ([], None, "none", "unknown", "not_asked", False)
    }


def test_the_shipped_packs_are_proved() -> None:
    proof = prove(POLICY)
    assert proof.findings == ()
    assert proof.facts == 59_930_255_638_618_560
    assert proof.rows == len(POLICY.rows) + len(POLICY.first)


def test_the_law_alone_is_proved_too() -> None:
    assert prove(ENGLAND).findings == ()


def test_large_sets_of_facts_are_decided_as_a_person_would_read_them() -> None:
    assert list(disagreements(POLICY, islice(samples(POLICY.platforms), 2_000))) == []


def test_an_engine_that_misses_a_row_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    match = Matcher.match
    monkeypatch.setattr(Matcher, "match", lambda self, facts, age: match(self, facts, age) & ~2)
    assert any(disagreements(POLICY, islice(samples(POLICY.platforms), 200)))


def test_to_take_fair_words_down_is_refused_with_the_fair_words() -> None:
    row = ask("request_deletion", to="author", conduct={"any": ["criticism"]})
    found = [one for one in prove(with_rows(row)).findings if one.kind == "clash"]
    assert any("Fair words are free" in one.text for one in found)
    fair = next(one for one in found if "Fair words are free" in one.text)
    assert said(fair) == {"author": "parent", "conduct": ["criticism"]}


def test_to_ask_the_same_of_two_people_is_refused() -> None:
    row = ask("acknowledge", owner="office", to="author", conduct={"any": ["praise"]})
    (found,) = prove(with_rows(row)).findings
    assert (found.kind, found.severity) == ("clash", "error")
    assert "“New rule”" in found.text
    assert said(found) == {"author": "parent", "conduct": ["praise"]}
    assert "different people" in found.text


def test_a_row_that_nothing_can_meet_is_named() -> None:
    row = ask("work_with_parents", to="parents", author=["parent"]) | {
        "conduct": {"any": ["underage_account"]},
        "owner": "online_safety_lead",
    }
    (found,) = prove(with_rows(row)).findings
    assert (found.kind, found.example) == ("dead_row", None)
    assert "a parent wrote it" in found.text


def test_a_row_that_cannot_even_be_written_out_is_named() -> None:
    row = ask("record", owner="online_safety_lead", removal=["removed"], where=["still_there"])
    (found,) = prove(with_rows(row)).findings
    assert found.kind == "dead_row"


def test_a_row_that_changes_nothing_is_named() -> None:
    row = ask("refer_prevent", force="may", owner="dsl", to="prevent_team")
    row |= {"conduct": {"any": ["extremism"]}, "where": ["community"]}
    assert prove(with_rows(row)).findings == ()  # it adds a clause to the reasons
    doubled = copy.deepcopy(OURS)
    (table,) = [one for one in doubled["clause"] if one["id"] == "prevent.referral"]
    table["row"].append(row | {"why": "Twice."})
    (found,) = prove(packs.read(doubled, LAW, platforms=platform_ages())).findings
    assert (found.kind, found.clause) == ("dead_row", "prevent.referral")
    assert "asks for nothing new" in found.text


def test_a_hole_is_shown_by_the_smallest_facts_that_fall_into_it() -> None:
    ours, law = copy.deepcopy(OURS), copy.deepcopy(LAW)
    for table in (*ours["clause"], *law["clause"]):
        table["row"] = [row for row in table.get("row", []) if row.get("ask") != "record"]
    (found, *_) = prove(packs.read(ours, law, platforms=platform_ages())).findings
    assert (found.kind, found.clause) == ("hole", "highfield")
    assert said(found)["author"] == "parent"
    assert len(found.example.conduct) == 1  # type: ignore[union-attr]


BROKEN = {
    "danger_first": ("england.danger", ("row", "first")),
    "intimate_police": ("england.intimate_images", ("row",)),
}


@pytest.mark.parametrize(("clause", "kinds"), BROKEN.values(), ids=BROKEN)
def test_a_rule_that_is_broken_is_said_in_words(clause: str, kinds: tuple[str, ...]) -> None:
    found = [
        one for one in prove(law_without(clause, *kinds)).findings if one.kind == "broken_rule"
    ]
    assert found
    assert all(one.example is not None and one.text.endswith(".") for one in found)


def test_evidence_comes_before_deletion_even_where_a_school_forgets_it() -> None:
    row = ask("request_deletion", to="author", author=["parent"])
    row |= {"conduct": {"any": ["weak_privacy_settings"]}, "danger": ["none"]}
    row |= {"removal": ["not_asked"], "except": ["intimate_image"]}
    found = [one for one in prove(with_rows(row)).findings if one.kind == "broken_rule"]
    assert any(one.text.startswith("Evidence is kept before") for one in found)


@pytest.mark.parametrize(
    "clause", ["england.child_concern", "england.prevent", "england.anonymity"]
)
def test_the_law_cannot_be_left_out(clause: str) -> None:
    law = copy.deepcopy(LAW)
    (table,) = [one for one in law["clause"] if one["id"] == clause]
    del table["row"]
    policy = packs.read(OURS, law, platforms=platform_ages())
    found = list(loosened(policy, ENGLAND))
    assert found
    assert {one.kind for one in found} == {"loosened"}
    assert clause in {one.clause for one in found}


def test_the_law_as_it_was_shipped_is_never_loosened_by_what_is_added() -> None:
    assert list(loosened(POLICY, ENGLAND)) == []
