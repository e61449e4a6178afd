"""By when something is due, on the clock and the calendar that the school lives by."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.deadlines import (
    CALENDAR,
    LONDON,
    SCHOOL_DAYS,
    Duration,
    SchoolCalendar,
    due,
)
from goodname.core.words import Unreadable

# Terms as a school in England has them; the two half-terms in spring and summer are closures.
YEAR = SchoolCalendar(
    terms=(
        (date(2026, 9, 2), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 3, 25)),
        (date(2027, 4, 12), date(2027, 7, 21)),
    ),
    closures=frozenset(
        {date(2026, 9, 2), date(2027, 1, 4)}
        | {date(2027, 2, 15) + timedelta(days=n) for n in range(5)}
        | {date(2027, 5, 31) + timedelta(days=n) for n in range(5)}
    ),
    bank_holidays=frozenset(
        {
            date(2026, 12, 25),
            date(2026, 12, 28),
            date(2027, 1, 1),
            date(2027, 3, 26),
            date(2027, 3, 29),
            date(2027, 5, 3),
            date(2027, 5, 31),
            date(2027, 8, 30),
        }
    ),
)


def london(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        # an ordinary week
        ("21/09/2026 09:00", "P0D", "21/09/2026 15:30"),
        ("21/09/2026 15:30", "P0D", "21/09/2026 15:30"),
        ("21/09/2026 15:31", "P0D", "22/09/2026 15:30"),
        ("21/09/2026 09:00", "P1D", "22/09/2026 15:30"),
        ("21/09/2026 23:59", "P1D", "22/09/2026 15:30"),
        ("21/09/2026 09:00", "P3D", "24/09/2026 15:30"),
        ("21/09/2026 09:00", "P2W", "05/10/2026 15:30"),
        # the weekend
        ("25/09/2026 10:00", "P1D", "28/09/2026 15:30"),
        ("26/09/2026 10:00", "P0D", "28/09/2026 15:30"),
        ("26/09/2026 10:00", "P1D", "28/09/2026 15:30"),
        ("27/09/2026 21:31", "P2D", "29/09/2026 15:30"),
        # half-term that lies between two terms, and summer time ends in it
        ("23/10/2026 14:00", "P1D", "02/11/2026 15:30"),
        ("22/10/2026 14:00", "P3D", "03/11/2026 15:30"),
        # Christmas, then a training day on 4 January
        ("18/12/2026 12:00", "P1D", "05/01/2027 15:30"),
        ("25/12/2026 12:00", "P0D", "05/01/2027 15:30"),
        # half-term that lies inside a term
        ("12/02/2027 12:00", "P1D", "22/02/2027 15:30"),
        # Easter; summer time begins on 28 March
        ("25/03/2027 16:00", "P0D", "12/04/2027 15:30"),
        ("25/03/2027 10:00", "P2D", "13/04/2027 15:30"),
        # the bank holidays in May
        ("30/04/2027 10:00", "P1D", "04/05/2027 15:30"),
        ("28/05/2027 10:00", "P1D", "07/06/2027 15:30"),
        # hours run while the school is open, from 8:30 to 15:30
        ("21/09/2026 09:00", "PT4H", "21/09/2026 13:00"),
        ("21/09/2026 07:00", "PT1H", "21/09/2026 09:30"),
        ("21/09/2026 14:30", "PT4H", "22/09/2026 11:30"),
        ("21/09/2026 11:30", "PT4H", "21/09/2026 15:30"),
        ("25/09/2026 17:00", "PT30M", "28/09/2026 09:00"),
        ("26/09/2026 12:00", "PT14H", "29/09/2026 15:30"),
        ("21/09/2026 10:00", "P1DT2H", "22/09/2026 12:00"),
    ],
)
def test_school_days(start, within, expected):
    found = due(london(start), within, SCHOOL_DAYS, YEAR)
    assert found is not None
    assert found.astimezone(LONDON).strftime("%d/%m/%Y %H:%M") == expected
    assert found.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-09-26T10:00+00:00", "P1D", "2026-09-27T10:00+00:00"),
        ("2026-09-26T10:00+00:00", "PT4H", "2026-09-26T14:00+00:00"),
        # A day keeps the time on the clock when the clocks change; 24 hours are 24 hours.
        ("2026-10-24T11:00+00:00", "P1D", "2026-10-25T12:00+00:00"),
        ("2026-10-24T11:00+00:00", "PT24H", "2026-10-25T11:00+00:00"),
        ("2027-03-27T12:00+00:00", "P1D", "2027-03-28T11:00+00:00"),
        ("2027-03-27T12:00+00:00", "PT24H", "2027-03-28T12:00+00:00"),
        ("2027-03-27T01:30+00:00", "P1D", "2027-03-28T01:30+00:00"),  # 1:30 does not exist then
        ("2027-01-31T12:00+00:00", "P1M", "2027-02-28T12:00+00:00"),
        ("2028-02-29T12:00+00:00", "P1Y", "2029-02-28T12:00+00:00"),
        ("2026-12-15T12:00+00:00", "P1M", "2027-01-15T12:00+00:00"),
        ("2026-09-26T10:00+00:00", "P2W", "2026-10-10T10:00+00:00"),
    ],
)
def test_calendar_time(start, within, expected):
    found = due(datetime.fromisoformat(start), within, CALENDAR, YEAR)
    assert found == datetime.fromisoformat(expected)


def test_no_duration_means_no_deadline():
    assert due(london("21/09/2026 09:00"), None, SCHOOL_DAYS, YEAR) is None


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "1D", "P-1D", "P1.5D", "PT1S", "P1DT", "p1d"]
)
def test_a_duration_that_cannot_be_read_is_refused(text):
    with pytest.raises(Unreadable, match="within"):
        due(london("21/09/2026 09:00"), text, SCHOOL_DAYS, YEAR)


def test_other_nonsense_is_refused():
    with pytest.raises(Unreadable, match="within_unit"):
        due(london("21/09/2026 09:00"), "P1D", "days", YEAR)
    with pytest.raises(Unreadable, match="months"):
        due(london("21/09/2026 09:00"), "P1M", SCHOOL_DAYS, YEAR)
    with pytest.raises(Unreadable, match="time zone"):
        due(datetime(2026, 9, 21, tzinfo=UTC).replace(tzinfo=None), "P1D", SCHOOL_DAYS, YEAR)
    with pytest.raises(Unreadable, match="21/07/2027 to 01/07/2027"):
        SchoolCalendar(terms=((date(2027, 7, 21), date(2027, 7, 1)),))
    with pytest.raises(Unreadable, match="01/07/2027"):
        SchoolCalendar(
            terms=(
                (date(2027, 4, 12), date(2027, 7, 21)),
                (date(2027, 7, 1), date(2027, 7, 30)),
            )
        )


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("21/07/2027 10:00", "P1D", "22/07/2027 15:30"),
        ("23/07/2027 10:00", "P1D", "26/07/2027 15:30"),
        ("27/08/2027 10:00", "P1D", "31/08/2027 15:30"),  # not on the August bank holiday
        ("28/08/2026 10:00", "P1D", "31/08/2026 15:30"),  # before the first term that is known
    ],
)
def test_without_terms_a_deadline_is_early_and_known_to_be_a_guess(start, within, expected):
    found = due(london(start), within, SCHOOL_DAYS, YEAR)
    assert found is not None
    assert found.astimezone(LONDON).strftime("%d/%m/%Y %H:%M") == expected
    assert not YEAR.knows(found.astimezone(LONDON).date())


def test_a_year_that_was_left_out_is_not_one_long_holiday():
    gap = SchoolCalendar(
        terms=((date(2026, 9, 1), date(2026, 12, 18)), (date(2028, 1, 4), date(2028, 3, 24)))
    )
    found = due(london("18/12/2026 10:00"), "P1D", SCHOOL_DAYS, gap)
    assert found == london("21/12/2026 15:30")
    assert not gap.knows(date(2027, 5, 4))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 9, 2), 1),  # a training day, in the week in which school begins
        (date(2026, 9, 4), 1),
        (date(2026, 9, 6), 1),
        (date(2026, 9, 7), 2),
        (date(2026, 10, 23), 8),
        (date(2026, 10, 27), None),
        (date(2027, 2, 12), 6),
        (date(2027, 2, 17), None),  # half-term
        (date(2027, 2, 22), 7),
        (date(2027, 8, 2), None),
    ],
)
def test_the_week_of_term(day, week):
    assert YEAR.week_of_term(day) == week


MOMENTS = st.timedeltas(timedelta(), timedelta(days=580)).map(
    lambda passed: datetime(2026, 6, 1, tzinfo=UTC) + passed
)
DAYS = st.integers(min_value=0, max_value=60)


@given(MOMENTS, DAYS)
def test_a_deadline_falls_on_a_school_day_at_half_past_three_and_not_before_the_start(start, days):
    found = due(start, f"P{days}D", SCHOOL_DAYS, YEAR)
    assert found is not None
    local = found.astimezone(LONDON)
    assert YEAR.is_school_day(local.date())
    assert local.time() == time(15, 30)
    assert found >= start


@given(MOMENTS, DAYS)
def test_as_many_school_days_lie_between_as_were_given(start, days):
    found = due(start, f"P{days}D", SCHOOL_DAYS, YEAR)
    assert found is not None
    begin, end = start.astimezone(LONDON).date(), found.astimezone(LONDON).date()
    after = (begin + timedelta(days=n) for n in range(1, (end - begin).days + 1))
    counted = sum(YEAR.is_school_day(day) for day in after)
    assert counted == days or (days == 0 and counted == 1)


@given(MOMENTS, MOMENTS, DAYS, DAYS, st.sampled_from(["P{}D", "PT{}H", "P{}W"]))
def test_later_starts_and_longer_times_never_end_earlier(one, other, few, more, form):
    (first, second), (short, long) = sorted((one, other)), sorted((few, more))
    early = due(first, form.format(short), SCHOOL_DAYS, YEAR)
    late = due(second, form.format(long), SCHOOL_DAYS, YEAR)
    if "T" in form and short == 0:
        return  # no time at all is told as the end of the day, which may lie after an hour
    assert early is not None
    assert late is not None
    assert early <= late


@given(MOMENTS, st.integers(min_value=1, max_value=60))
def test_hours_end_while_the_school_is_open(start, hours):
    found = due(start, f"PT{hours}H", SCHOOL_DAYS, YEAR)
    assert found is not None
    local = found.astimezone(LONDON)
    assert YEAR.is_school_day(local.date())
    assert time(8, 30) < local.time() <= time(15, 30)


@given(MOMENTS, MOMENTS, DAYS)
def test_calendar_deadlines_never_overtake_each_other(one, other, days):
    first, second = sorted((one, other))
    early, late = (due(start, f"P{days}D", CALENDAR, YEAR) for start in (first, second))
    assert early is not None
    assert late is not None
    assert early <= late


def test_durations_read_as_written():
    assert Duration.read("P1Y2M3W4DT5H6M") == Duration(months=14, weeks=3, days=4, minutes=306)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("21/09/2026 08:29", "21/09/2026 08:30"),
        ("21/09/2026 08:30", None),
        ("21/09/2026 15:30", None),  # the close belongs to the day
        ("21/09/2026 15:31", "22/09/2026 08:30"),
        ("25/09/2026 18:10", "28/09/2026 08:30"),  # a weekend
        ("28/05/2027 14:10", None),
        ("29/05/2027 14:10", "07/06/2027 08:30"),  # half-term
        ("06/06/2027 23:00", "07/06/2027 08:30"),
        ("24/12/2026 12:00", "05/01/2027 08:30"),  # after an INSET day
    ],
)
def test_when_a_closed_school_opens_again(moment, opens):
    assert YEAR.closed_until(london(moment)) == (opens and london(opens))


@given(st.dates(date(2026, 9, 1), date(2027, 7, 20)), st.times())
def test_a_closed_school_opens_later_and_then_is_open(day, clock):
    moment = datetime.combine(day, clock, LONDON)
    opens = YEAR.closed_until(moment)
    if opens is not None:
        assert opens > moment.astimezone(UTC)
        assert YEAR.closed_until(opens) is None
