"""Who hears a complaint, by when, and what cannot happen to it."""

from datetime import UTC, date, datetime

import pytest

from goodname.core.act.charts import COMPLAINT
from goodname.core.act.complaints import (
    OUTSIDE,
    after_next,
    clocks,
    hearers,
    late,
    of_deleting,
    read,
)
from goodname.core.act.deadlines import SchoolCalendar
from goodname.core.act.fairness import check
from goodname.core.words import Refused, Role, Unreadable
from goodname.data import registers
from goodname.data.complaints import offer, outcomes, procedures
from goodname.data.letters import fairness_rules

HEAD, DSL, CHAIR = Role.HEADTEACHER, Role.DSL, Role.CHAIR_OF_GOVERNORS
SCHOOL, DATA = procedures()["school"], procedures()["data_protection"]
TERMS = SchoolCalendar(
    terms=((date(2026, 9, 1), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25))),
    closures=frozenset({date(2027, 1, 4)}),
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
)
FRIDAY = datetime(2026, 12, 11, 10, 0, tzinfo=UTC)


def test_a_stage_is_counted_in_school_days_across_the_holidays_and_an_inset_day():
    found = clocks(SCHOOL.stage(1), FRIDAY, TERMS)
    assert found.acknowledge_by == datetime(2026, 12, 16, 15, 30, tzinfo=UTC)
    # Five days until the holidays, then from Tuesday 5 January, after the INSET day.
    assert found.answer_by == datetime(2027, 1, 11, 15, 30, tzinfo=UTC)


def test_a_data_protection_complaint_runs_by_the_calendar_through_the_holidays():
    found = clocks(DATA.stage(1), FRIDAY, TERMS)
    assert found.acknowledge_by == datetime(2027, 1, 10, 10, 0, tzinfo=UTC)
    summer = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)  # ten o'clock in London, before it changes
    assert clocks(DATA.stage(1), summer, TERMS).acknowledge_by.hour == 10


def test_its_thirty_days_stand_on_the_law_of_the_register_with_source_and_confidence():
    period = DATA.stage(1).acknowledge
    law = registers.known()[period.law]
    assert (period.within, period.unit) == ("P30D", "calendar")
    assert "within 30 days" in law.says
    assert law.source
    assert law.read
    assert law.confidence == "high"


def test_every_other_time_says_that_it_is_our_choice():
    for procedure in procedures().values():
        for stage in procedure.stages:
            for period in (stage.acknowledge, stage.answer):
                assert ("we chose" in period.choice) != bool(period.law)


@pytest.mark.parametrize(
    ("number", "concerned", "heard", "first"),
    [
        (1, (), (), DSL),
        (1, (DSL, Role.ONLINE_SAFETY_LEAD), (), HEAD),
        (2, (), (DSL,), HEAD),
        (2, (HEAD,), (DSL,), CHAIR),
        (2, (), (HEAD,), CHAIR),
        (2, (CHAIR,), (HEAD,), OUTSIDE),
        (2, (HEAD, CHAIR), (), OUTSIDE),
        (3, (), (DSL, CHAIR), CHAIR),  # who arranges the panel does not sit on it
        (3, (CHAIR,), (DSL, HEAD), HEAD),
        (3, (CHAIR, HEAD), (), OUTSIDE),
    ],
)
def test_who_hears_a_stage(number, concerned, heard, first):
    assert hearers(SCHOOL.stage(number), concerned=concerned, heard=heard)[0] == first


def test_nobody_ever_hears_a_complaint_about_themselves():
    for procedure in procedures().values():
        for stage in procedure.stages:
            for one in stage.heard_by:
                assert one not in hearers(stage, concerned={one}, heard=())


def test_an_officer_for_data_who_is_meant_does_not_hear_it():
    assert hearers(DATA.stage(1), concerned={Role.DPO}, heard=())[0] == HEAD


def test_it_goes_one_stage_at_a_time_and_ends_once():
    assert (after_next(1, ended=False), after_next(2, ended=False)) == (2, 3)
    with pytest.raises(Refused, match="cannot be done now"):
        after_next(3, ended=False)
    with pytest.raises(Refused, match="is ended"):
        after_next(1, ended=True)
    assert set(outcomes()) == {"upheld", "partly", "not_upheld", "withdrawn"}


def test_each_kind_has_stages_that_the_chart_knows():
    states = {state for state, _ in COMPLAINT.states}
    for procedure in procedures().values():
        assert {f"stage_{stage.number}" for stage in procedure.stages} < states
    with pytest.raises(Refused, match=r"last stage here.*Information Commissioner"):
        DATA.stage(2)


def test_the_offer_asks_for_nothing_in_return_and_is_easy_to_read():
    assert check(offer().format(contact="office@school.example"), fairness_rules(), talk=True) == ()


def test_late_is_after_the_moment_and_stays_so_for_what_was_done_too_late():
    by, after = FRIDAY, FRIDAY.replace(hour=11)
    assert not late(by, None, by)
    assert late(by, None, after)
    assert late(by, after, after)
    assert not late(by, by, after)
    assert not late(None, None, after)


def test_a_time_without_a_reason_is_refused():
    stage = {
        "title": "x", "hears": "x", "heard_by": ["dpo"],
        "acknowledge": {"within": "P1D", "unit": "school_days"},
        "answer": {"within": "P1D", "unit": "moons", "choice": "we chose"},
    }  # fmt: skip
    row = {"id": "x", "title": "x", "says": "x", "clauses": [], "further": "x", "stage": [stage]}
    with pytest.raises(Unreadable, match=r"acknowledge: say either.*moons"):
        read({"procedure": [row]})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("First delete what you wrote. Then I will talk to the class.", ["delete"]),
        ("Please take your post down, and come in.", ["take your post down"]),
        ("We would welcome its removal.", ["removal"]),
        ("It would help if the post were deleted.", ["deleted"]),
        ("You do not have to delete anything. Please remove it all the same.", ["remove"]),
        ("I will not see you before you take it down.", ["take it down"]),
        ("We do not look into it as long as you have not removed it.", ["removed"]),
        ("Nobody has to delete anything first.", []),
        ("It is heard whether the post is taken down or not.", []),
        ("You don’t need to remove what you wrote.", []),
        ("I am sorry. Please come in and talk.", []),
    ],
)
def test_an_answer_never_asks_for_a_post_to_go(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in of_deleting(text)] == words
