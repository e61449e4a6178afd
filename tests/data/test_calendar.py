"""The bank holidays of England stand in the calendar, of Scotland they do not."""

from datetime import date

import pytest

from goodname.data.calendar import bank_holidays, calendar_for


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 4, 18),  # Good Friday
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2026, 5, 4),
        date(2026, 12, 28),  # in place of Boxing Day, a Saturday
        date(2027, 12, 27),
        date(2027, 12, 28),
        date(2022, 9, 19),  # the state funeral
    ],
)
def test_bank_holidays(day):
    assert day in bank_holidays(day.year)


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 8, 3), date(2026, 3, 17)])
def test_not_those_of_the_neighbours(day):
    assert day not in bank_holidays(day.year)


def test_a_calendar_orders_its_terms_and_looks_two_years_ahead():
    spring, autumn = (
        (date(2027, 1, 4), date(2027, 3, 25)),
        (date(2026, 9, 2), date(2026, 12, 18)),
    )
    calendar = calendar_for([spring, autumn], closures=[date(2027, 1, 4)])
    assert calendar.terms == (autumn, spring)
    assert not calendar.is_school_day(date(2027, 1, 4))
    assert date(2029, 5, 7) in calendar.bank_holidays


def test_a_school_without_terms_has_the_bank_holidays_of_the_year_that_is_asked_for():
    calendar = calendar_for([], years=[2026])
    assert not calendar.is_school_day(date(2026, 5, 4))
    assert calendar.is_school_day(date(2026, 5, 5))
