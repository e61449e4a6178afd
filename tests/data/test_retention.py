"""The schedule is whole, and a table without a class is answered with the line to add."""

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest

from goodname.core.words import Unreadable
from goodname.data import retention
from goodname.data.retention import load, read, unclassified, vanished

TABLE = tomllib.loads((Path(retention.__file__).parent / "policies/retention.toml").read_text())


def test_what_was_heard_and_led_to_nothing_goes_after_thirty_days():
    heard = load().class_of("inbox_mention")
    assert heard.ends(date(2026, 3, 3)) == date(2026, 4, 2)
    assert load().classes["case_provisional"].ends(date(2026, 3, 3)) == date(2026, 3, 17)


def test_years_end_on_the_same_day_and_from_a_leap_day_a_day_before():
    case = load().class_of("cases_case")
    assert case.ends(date(2026, 3, 3)) == date(2032, 3, 3)
    assert case.ends(date(2024, 2, 29)) == date(2030, 2, 28)
    assert load().classes["case_child"].ends(date(2018, 12, 31)) == date(2043, 12, 31)


def test_the_ledger_stays_and_evidence_goes_with_its_case():
    assert load().class_of("ledger_ledgerentry").ends(date(2026, 3, 3)) is None
    assert load().class_of("evidence_capture").follows == "case"


def test_a_table_with_a_class_needs_no_line():
    assert unclassified(["cases_case", "ledger_ledgerentry"], {"cases_case"}) == ()


def test_a_table_without_a_class_is_answered_with_a_line_that_can_be_added_as_it_is():
    lines = unclassified(["cases_secret", "x_setting", "x_person"], {"x_person"})
    assert lines == ('cases_secret = "case"', 'x_person = "case"', 'x_setting = "none-personal"')
    more = copy.deepcopy(TABLE)
    more["tables"] |= tomllib.loads("\n".join(lines))
    assert read(more).class_of("cases_secret").id == "case"


def test_a_table_about_people_cannot_hide_under_none_personal():
    assert unclassified(["work_slot"], {"work_slot"}) == ('work_slot = "errands"',)


def test_a_table_that_is_gone_is_named():
    tables = set(load().tables)
    assert vanished(tables | {"new"}) == ()
    assert vanished(tables - {"cases_note"}) == ("cases_note",)


def test_an_unknown_table_is_no_guess():
    with pytest.raises(Unreadable, match="cases_secret"):
        load().class_of("cases_secret")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"keep": "30 days"}, "heard: keep: within: '30 days' is no duration"),
        ({"keep": ""}, "heard: exactly one of keep, follows and stays"),
        ({"stays": "for ever"}, "heard: exactly one of keep, follows and stays"),
        ({"why": ""}, "heard: why is missing"),
        ({"confidence": "sure"}, "heard: confidence must be"),
        ({"until": "P1Y"}, "heard: until is unknown"),
        ({"within": "case"}, "heard: within and when belong together"),
        ({"within": "nothing", "when": "x"}, "heard: within names 'nothing'"),
        ({"id": "case"}, "case: stands twice"),
    ],
)
def test_a_schedule_with_a_fault_is_refused(change, fault):
    broken = copy.deepcopy(TABLE)
    broken["class"][0] |= change
    with pytest.raises(Unreadable) as refused:
        read(broken)
    assert any(fault in one for one in refused.value.faults)


def test_a_table_of_a_class_that_does_not_exist_is_refused():
    broken = copy.deepcopy(TABLE)
    broken["tables"]["cases_case"] = "for_ever"
    with pytest.raises(Unreadable, match="tables: cases_case has 'for_ever'"):
        read(broken)
