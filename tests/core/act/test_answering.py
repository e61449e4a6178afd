"""How long people wait, in the hours in which the school is open."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.answering import KINDS, Voice, rows, school_minutes, waiting
from goodname.core.act.deadlines import LONDON, SchoolCalendar

# Half-term from 15 to 19 February 2027; the summer term begins on 12 April.
CALENDAR = SchoolCalendar(
    terms=((date(2027, 1, 5), date(2027, 3, 25)), (date(2027, 4, 12), date(2027, 7, 21))),
    closures=frozenset(date(2027, 2, 15) + timedelta(days=n) for n in range(5)),
)
DAY = 7 * 60


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        ("2027-02-11 09:00", "2027-02-11 10:30", 90),
        ("2027-02-11 15:00", "2027-02-12 09:00", 60),  # half an hour on either side of the night
        ("2027-02-11 20:00", "2027-02-12 07:00", 0),  # nobody was there
        ("2027-02-12 14:30", "2027-02-22 09:30", 120),  # half-term between
        ("2027-03-25 08:30", "2027-04-12 15:30", 2 * DAY),  # Easter between
        ("2027-03-27 10:00", "2027-04-05 10:00", 0),  # all of it in the holidays
        ("2027-02-11 10:00", "2027-02-11 09:00", 0),  # a clock that went back
        ("2027-03-25 08:00", "2027-03-25 16:00", DAY),
    ],
)
def test_a_wait_is_counted_only_while_the_school_is_open(begin, end, minutes):
    assert school_minutes(at(begin), at(end), CALENDAR) == minutes


BEGIN = at("2027-01-05 00:00")
MOMENTS = st.integers(0, 197 * 24 * 3600).map(lambda seconds: BEGIN + timedelta(seconds=seconds))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_two_waits_one_after_the_other_are_one_wait(a, b, c):
    first, second, third = sorted((a, b, c))
    whole = school_minutes(first, third, CALENDAR)
    parts = school_minutes(first, second, CALENDAR) + school_minutes(second, third, CALENDAR)
    assert whole - 1 <= parts <= whole  # each part leaves out less than a minute


VOICES = st.builds(
    Voice,
    st.uuids().map(str),
    st.sampled_from(KINDS),
    MOMENTS,
    st.none() | MOMENTS,
    st.booleans(),
)


@given(st.lists(VOICES, max_size=30))
def test_the_numbers_add_up_and_those_who_wait_are_the_ones_counted(voices):
    told = rows(voices, CALENDAR)
    assert [row.kind for row in told] == list(KINDS)
    assert sum(row.heard for row in told) == len(voices)
    for row in told:
        assert row.answered + row.let_be + row.waits == row.heard
        assert (row.middle is None) == (row.longest is None) == (row.answered < 3)
        assert row.middle is None or 0 <= row.middle <= row.longest
    left = waiting(voices)
    assert len(left) == sum(row.waits for row in told)
    assert [one.heard for one in left] == sorted(one.heard for one in left)


def test_the_middle_is_told_beside_the_longest():
    monday = at("2027-02-08 08:30")
    waits = (1, 2, 30)
    voices = [
        Voice(str(hours), "praise", monday, at("2027-02-08 08:30") + timedelta(hours=hours))
        for hours in waits
    ]
    praise = rows(voices, CALENDAR)[0]
    # Thirty hours later it is 14:30 on Tuesday: one school day and six hours.
    assert (praise.middle, praise.longest) == (120, DAY + 360)
