"""The register of ways to report is whole, honest about what nobody checked, and strict."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from goodname.core.act.fairness import Fault, check, reading_age
from goodname.core.act.packing import CaseWords, prepared
from goodname.core.act.packs import ACTIONS, Who, routes_for
from goodname.core.words import Action, Author, Conduct, Facts, Towards, Unreadable
from goodname.data.letters import fairness_rules
from goodname.data.registers import known
from goodname.data.routes import read, routes, verified


def table() -> dict:
    return tomllib.loads((files("goodname.data") / "facts" / "routes.toml").read_text("utf-8"))


def test_every_platform_has_a_way_and_every_action_one():
    platforms = {name.split(".")[1] for name in known() if name.endswith(".minimum_age")}
    assert {one.platform for one in routes() if one.platform} == platforms
    assert {one.action for one in routes()} == ACTIONS


def test_what_nobody_verified_is_never_shown_as_verified():
    today = date(2026, 11, 23)
    for one in routes():
        if one.confidence == "low" or one.read is None or one.source == "not verified":
            assert not verified(one, today), one.id
    assert any(verified(one, today) for one in routes())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("who", ["bursar"]),
        ("harm", "gossip"),
        ("action", "reply"),
        ("confidence", "sure"),
        ("attach", ["image"]),
        ("chase", "soon"),
        ("asks", ["gossip"]),
        ("asks", ["words"]),
        ("asks", ["people"]),
        ("colour", "red"),
    ],
)
def test_a_row_that_is_half_understood_is_refused(field, value):
    broken = table()
    broken["route"][0] = broken["route"][0] | {field: value}
    with pytest.raises(Unreadable):
        read(broken)


def test_the_same_way_twice_is_refused():
    twice = table()
    twice["route"].append(twice["route"][0])
    with pytest.raises(Unreadable):
        read(twice)


def test_every_pack_is_fair_before_anybody_changes_it():
    for action in ACTIONS:
        for conduct in (Conduct.BULLYING, Conduct.IMPERSONATION, Conduct.THREAT):
            for towards in (Towards.PUPIL, Towards.STAFF):
                what = Facts(Author.UNKNOWN, frozenset({conduct}), frozenset({towards}))
                for one in routes_for(action, what, routes()):
                    pack = prepared(one, CaseWords("Tansy Lane Primary School", "the office", what))
                    found = check(pack.text, fairness_rules())
                    assert [f for f in found if f.stops or f.fault is Fault.LEGAL] == []


def test_the_childs_page_of_report_remove_reads_for_seven_year_olds():
    what = Facts(Author.UNKNOWN, frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD}))
    found = routes_for(Action.HAND_TO_REPORT_REMOVE, what, routes())
    child = next(one for one in found if one.who is Who.CHILD)
    assert reading_age(prepared(child, CaseWords("A School", "the office", what)).text) < 8
