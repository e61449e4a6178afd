"""The shipped packs are whole, and a pack that is not closed, or contradicts itself, is refused."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

import goodname.data
from goodname.core.decide import packs
from goodname.core.decide.decide import as_json, decide
from goodname.core.words import Author, Conduct, Danger, Facts, Refused, Unreadable
from goodname.data.policies import load

POLICIES = Path(goodname.data.__file__).parent / "policies"
ENGLAND = tomllib.loads((POLICIES / "england.toml").read_text(encoding="utf-8"))
HIGHFIELD = {
    "footprint": "manage monitor respond no_accounts inspection",
    "conduct": "respect not_to_post private_too",
    "concerns": "direct procedure not_online",
    "ages": "minimum work_with_parents no_encouragement",
    "teaching": "lessons",
    "families": "talk support",
    "channel": "email",
    "boundaries": "friends following exceptions notify",
    "staff": "disrepute privacy discussing opinions prohibition",
    "images": "policy permission",
    "agreements": "signed apply",
    "data": "protection",
    "incidents": "breach deletion third_party posh police",
    "prevent": "duty referral staff parents",
    "questions": "parents staff",
}
RUDE = Facts(Author.PARENT, frozenset({Conduct.RUDE}))
PRAISE = Facts(Author.PARENT, frozenset({Conduct.PRAISE}))


def school(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A small pack of a school, with one clause that has these rows."""
    pack = {"id": "ours", "title": "Ours", "version": "1", "edition": "first", "about": "Ours."}
    day = datetime.date(2026, 9, 1)
    clause = {"id": "ours.one", "kind": "duty", "title": "One", "text": "One.", "place": "page 1"}
    return {
        "pack": pack | {"date": day, "review": day, "adds_to": ["england"]},
        "clause": [clause | {"row": list(rows)}],
    } | more


def saying(**more: Any) -> dict[str, Any]:
    """The same small pack, whose clause says more about its source."""
    pack = school(ask())
    return pack | {"clause": [pack["clause"][0] | more]}


def ask(action: str = "record", **more: Any) -> dict[str, Any]:
    row = {"ask": action, "force": "may", "owner": "office", "why": "Because we say so."}
    return row | more


def test_every_clause_of_the_source_is_there() -> None:
    highfield, england = load("highfield", "england").packs
    ids = {f"{group}.{name}" for group, names in HIGHFIELD.items() for name in names.split()}
    assert {clause.id for clause in highfield.clauses} == ids
    assert len(highfield.clauses) == len(ids) == 43
    assert all(clause.id.startswith("england.") for clause in england.clauses)
    for clause in highfield.clauses:
        assert clause.rows or clause.page
        if clause.id.startswith("incidents."):
            assert clause.rows


def test_the_law_is_locked_and_the_school_is_not() -> None:
    highfield, england = load("highfield", "england").packs
    assert all(row.locked for clause in england.clauses for row in clause.rows)
    assert not any(row.locked for clause in highfield.clauses for row in clause.rows)


def test_the_law_is_loaded_with_the_school_and_the_version_says_what_was_read() -> None:
    alone, both = load("highfield"), load("highfield", "england")
    assert alone.version == both.version
    assert as_json(decide(RUDE, alone))["policy"] == {
        "id": "highfield",
        "version": both.version,
        "packs": ["highfield", "england"],
    }
    longer = packs.read(school(ask(owner="online_safety_lead")), ENGLAND)
    shorter = packs.read(school(ask(owner="online_safety_lead", force="should")), ENGLAND)
    assert longer.version != shorter.version


def test_a_policy_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="no policy called nowhere; there is england, highfield"):
        load("nowhere")


def test_the_stronger_force_and_the_shorter_time_win_and_all_are_cited() -> None:
    choice = {"choice": "We chose it."}
    rows = [
        ask("reply", owner="headteacher", force="must", within="P5D", why="Must.", **choice),
        ask("reply", owner="headteacher", within="P1D", why="May.", **choice),
    ]
    (_, step) = decide(PRAISE, packs.read(school(*rows), ENGLAND)).steps
    assert (step.action, step.force, step.within, step.why) == ("reply", "must", "P1D", "Must.")
    assert step.clauses == ("ours.one",)


def test_a_school_day_is_never_shorter_than_a_day() -> None:
    choice = {"choice": "We chose it."}
    rows = [
        ask("reply", within="P1D", within_unit=unit, **choice)
        for unit in ("school_days", "calendar")
    ]
    (_, step) = decide(PRAISE, packs.read(school(*rows), ENGLAND)).steps
    assert step.within_unit == "calendar"


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        ([ask("record")], PRAISE),  # the law says that the online-safety lead records
        ([ask("reply"), ask("reply", owner="dsl")], PRAISE),
        ([ask("reply"), ask("reply", to="author")], PRAISE),
        ([ask("request_deletion", to="author")], PRAISE),
        ([ask("reply"), {"forbid": ["reply"], "why": "No."}], PRAISE),
        ([ask("apply_staff_handbook")], RUDE),
    ],
)
def test_a_policy_that_contradicts_itself_or_the_law_cannot_be_used(
    rows: list[dict[str, Any]], facts: Facts
) -> None:
    with pytest.raises(Refused, match="cannot be used") as refused:
        decide(facts, packs.read(school(*rows), ENGLAND))
    assert refused.value.clause


@pytest.mark.parametrize(
    ("pack", "fault"),
    [
        (school(ask(colour="red")), "does not know colour"),
        (school(ask("dance")), "does not know dance"),
        (school(ask(force="could")), "allowed are must, should, may"),
        (school(ask(owner="caretaker")), "does not know caretaker"),
        (school(ask(author=["teacher"])), "does not know teacher"),
        (school(ask(author=[])), "nothing could ever match"),
        (school(ask(conduct=["rude"])), "must be a table of any, none, only, beyond"),
        (school(ask(conduct={"some": ["rude"]})), "has no question some"),
        (school(ask(where=["harmful"])), "the condition harmful, which is not defined"),
        (
            school(ask(where=["voice_only", "harm"], conduct={"none": ["rude"]}, removal=[])),
            "empty",
        ),
        (school(ask(within="P1D")), "choice: must say who chose"),
        (school(ask(within="1 day", choice="Ours.")), "is no duration"),
        (school(ask(within="PT5H", choice="Ours.")), "hours need calendar"),
        (school(ask(why=" ")), "why: must be written"),
        (school(ask("notify_dsl")), "is said once, in its telling table"),
        (school(ask("reply_from_official_account")), "does not say when"),
        (saying(gap=[{"silent": "evidence"}]), "gap.choice: must be written"),
        (saying(gap=[{"silent": "evidence", "choice": "kept", "why": "x"}]), "does not know why"),
        (saying(claim=[{"about": "fact.one"}]), "claim.value: must be written"),
        (saying(reference=[{"to": "a page", "leads_to": ""}]), "reference.written: must be"),
        (saying(statements=[1]), "statements: must be a list of ids"),
        (school(ask(), contact=[{"role": "office"}]), "contact of ours.use: must be written"),
        (school(ask(), contact=[{"role": "office", "use": "x", "name": "y"}]), "know name"),
        (school(ask(), order=["record"]), "said by england"),
        (school(ask(), condition=[{"id": "harm", "reads": "x", "otherwise": "y"}]), "stands twice"),
    ],
)
def test_a_pack_that_is_not_closed_is_refused(pack: dict[str, Any], fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        packs.read(pack, ENGLAND)


def test_what_only_the_check_can_say_is_read_as_it_stands() -> None:
    never = ask(where=["still_there"], removal=["removed"])
    pack = school(never)
    pack["clause"].append(school()["clause"][0] | {"id": "ours.two"})
    del pack["pack"]["review"]
    ours = packs.read(pack, ENGLAND).packs[0]
    assert [len(clause.rows) for clause in ours.clauses] == [1, 0]
    assert ours.review is None


def test_what_a_clause_says_about_its_source_is_kept() -> None:
    pack = saying(
        statements=["S01"],
        gap=[{"silent": "evidence", "choice": "it is kept"}],
        claim=[{"about": "fact.one", "value": "13"}],
        reference=[
            {"to": "a page", "written": "see page", "leads_to": ""},
            {"to": "the handbook", "written": "the handbook", "leads_to": "staff"},
        ],
    )
    pack["contact"] = [{"role": "posh", "use": "Staff.", "helpline": "posh"}]
    policy = packs.read(pack, ENGLAND)
    clause = policy.clause("ours.one")
    assert clause.statements == ("S01",)
    assert (clause.gaps[0].silent, clause.gaps[0].choice) == ("evidence", "it is kept")
    assert (clause.claims[0].about, clause.claims[0].value) == ("fact.one", "13")
    assert [reference.leads_to for reference in clause.references] == ["", "staff"]
    assert policy.packs[0].contacts[0].helpline == "posh"


def test_a_school_cannot_do_without_the_law() -> None:
    with pytest.raises(Unreadable, match="adds to england"):
        packs.read(school(ask()))


def test_danger_comes_first_whatever_the_order_says() -> None:
    facts = Facts(Author.UNKNOWN, frozenset({Conduct.PRAISE}), danger=Danger.IMMEDIATE)
    assert [step.action for step in decide(facts, packs.read(ENGLAND)).steps] == [
        "contact_police",
        "record",
    ]
