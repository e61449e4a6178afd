"""The bank holidays of England, and a school's calendar made from its own dates and them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays

from goodname.core.act.deadlines import SchoolCalendar


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days on which England's banks are closed in one year, moved days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def calendar_for(
    terms: Iterable[tuple[date, date]],
    closures: Iterable[date] = (),
    years: Iterable[int] = (),
) -> SchoolCalendar:
    """A school's calendar: its terms in any order, its closures, and England's bank holidays.

    Bank holidays are added for the years of the terms, the two after them (where a deadline may
    fall before the next terms are known), and `years`: pass the year of today. Raises Unreadable.
    """
    ordered = tuple(sorted(terms))
    wanted = set(years)
    for first, last in ordered:
        wanted.update(range(first.year, last.year + 1))
    wanted |= {year + more for year in wanted for more in (1, 2)}
    return SchoolCalendar(
        terms=ordered,
        closures=frozenset(closures),
        bank_holidays=frozenset().union(*(bank_holidays(year) for year in wanted)),
    )
