"""What the desk says of what it heard: true for every way a week can go, and never good news of silence."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodname.core.listen.coverage import (
    CLOSED_GROUPS,
    NEVER,
    SILENT,
    Day,
    Place,
    State,
    gap_now,
    gaps,
    partly,
    week_in_a_sentence,
)
from goodname.core.listen.talk import HEARD, Outcome

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=LONDON)  # a Friday
TODAY = NOW.date()
WEEK = tuple(TODAY - timedelta(days=back) for back in range(6, -1, -1))
LONG_AGO = date(2026, 9, 1)


def day(back: int, **outcomes: int) -> Day:
    return Day(TODAY - timedelta(days=back), {Outcome(key): n for key, n in outcomes.items()})


def place(title: str = "The Gazette", *days: Day, **more: object) -> Place:
    """A place that answered all week and an hour ago, unless told otherwise."""
    known = {
        "since": LONG_AGO,
        "days": days or tuple(day(back, answered=90) for back in range(7)),
        "last": NOW - timedelta(hours=1),
        "outcome": Outcome.ANSWERED,
        "last_heard": NOW - timedelta(hours=1),
    }
    return Place(title, **(known | more))  # type: ignore[arg-type]


def silent(title: str, outcome: Outcome = Outcome.REFUSED, back: int = 3) -> Place:
    """A place that answered until `back` days ago."""
    days = [day(n, **{outcome.value: 9} if n < back else {"answered": 9}) for n in range(7)]
    return place(title, *days, outcome=outcome, last_heard=NOW - timedelta(days=back))


def test_a_good_week_is_said_with_what_nobody_can_hear():
    said = week_in_a_sentence([place(), place("Wexcombe Talk")], NOW)
    assert said == f"This week we could hear both places where we listen. {CLOSED_GROUPS}"


def test_a_place_that_fell_silent_is_named_with_its_day():
    said = week_in_a_sentence([place("Wexcombe Talk"), silent("The Gazette")], NOW)
    assert said == (
        "This week we could hear 1 of 2 places. The Gazette has not answered since Tuesday. "
        + CLOSED_GROUPS
    )


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - HEARD - {Outcome.STOPPED}))
def test_each_way_of_silence_has_its_own_words(outcome: Outcome):
    since = gap_now(silent("The Gazette", outcome), NOW)
    assert "Tuesday" in since
    assert since == SILENT[outcome].format(title="The Gazette", since="Tuesday")
    never = gap_now(
        place("The Gazette", day(0, **{outcome: 1}), outcome=outcome, last_heard=None), NOW
    )
    assert never == NEVER[outcome].format(title="The Gazette")


def test_one_look_that_failed_is_no_silence():
    hiccup = place(outcome=Outcome.REFUSED)
    assert gap_now(hiccup, NOW) == ""
    assert gap_now(hiccup, NOW + timedelta(hours=7)) == (
        "The Gazette has not answered since 11:00 today."
    )


def test_a_day_that_is_missing_is_told_though_all_is_well_now():
    days = [day(back, answered=9) for back in (0, 1, 2, 5, 6)] + [
        day(back, refused=9) for back in (3, 4)
    ]
    said = week_in_a_sentence([place("The Gazette", *days), place("Wexcombe Talk")], NOW)
    assert said.startswith("This week we could hear 2 of 2 places, 1 with gaps. ")
    assert "The Gazette could not be heard on Monday and Tuesday." in said


def test_a_desk_that_was_off_says_so_and_no_quiet_week():
    days = [day(back, answered=9) for back in (0, 1, 2, 3, 4)]
    said = week_in_a_sentence([place("A", *days), place("B", *days)], NOW)
    assert "The desk was off on Saturday and Sunday: nothing was heard then." in said
    assert "both places" not in said


def test_a_place_alone_that_nobody_asked_is_told_apart_from_a_desk_that_was_off():
    days = [day(back, answered=9) for back in (0, 1, 2, 3, 4)]
    told = gaps([place("A", *days), place("B")], WEEK, NOW)
    assert told == ("Nobody asked A on Saturday and Sunday.",)


def test_nowhere_at_all():
    assert "We do not listen anywhere yet" in week_in_a_sentence([], NOW)


def test_a_place_that_was_added_today_is_not_blamed_for_the_days_before():
    new = place("New", day(0, answered=1), since=TODAY)
    assert week_in_a_sentence([new], NOW).startswith("This week we could hear the one place")


def test_a_place_that_was_never_asked_is_not_counted_as_heard():
    new = Place("New", since=TODAY)
    assert "nothing has been asked yet" in week_in_a_sentence([new], NOW)
    said = week_in_a_sentence([new, place()], NOW)
    assert said.startswith("This week we could hear 1 of 2 places.")


def test_all_silent_is_never_told_as_a_count_of_nought():
    said = week_in_a_sentence([silent("A"), silent("B")], NOW)
    assert said.startswith("Just now we cannot hear either place where we listen.")


def test_what_a_person_stopped_is_no_gap_and_what_closed_itself_is():
    stopped = place("Old", stopped=True)
    closed = silent("The Gazette", Outcome.STOPPED)
    closed = place("The Gazette", *closed.days, outcome=Outcome.STOPPED, stopped=True)
    assert gaps([stopped], WEEK, NOW) == ()
    assert gaps([closed], WEEK, NOW) == ("The Gazette has closed for good.",)
    long_closed = place("Old", stopped=True, outcome=Outcome.STOPPED, last=NOW - timedelta(days=40))
    assert "We do not listen anywhere yet" in week_in_a_sentence([long_closed], NOW)


def test_an_answer_in_part_is_told_in_part():
    half = place("Search", day(0, answered=3, partly=2))
    assert half.days[0].state is State.PARTLY
    assert partly([half], WEEK, NOW) == ("Search answered only in part, twice.",)


def test_many_gaps_are_counted_and_the_first_two_told():
    said = week_in_a_sentence([silent(title) for title in "ABCDE"], NOW)
    assert "A has not answered" in said
    assert "B has not answered" in said
    assert "C has" not in said
    assert "There are 3 more gaps." in said


def test_a_long_hole_is_counted():
    days = [day(back, refused=9) for back in (2, 3, 4, 5)] + [
        day(0, answered=1),
        day(1, answered=1),
    ]
    assert gaps([place("A", *days, since=TODAY - timedelta(days=5))], WEEK, NOW) == (
        "A could not be heard on 4 days.",
    )
