"""What the lesson log may say of closed cases without telling of any one of them.

A small school has few cases, and a small number is almost a name. So a count is said in steps of
five, and only up to the end of a month: nobody can look twice and see one case come in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 5
FEWER = f"fewer than {LEAST}"
_YEAR_BEGINS = 9  # September


@dataclass(frozen=True)
class Stretch:
    """From the first day to the last, both included."""

    first: date
    last: date


def told(count: int) -> str:
    """A count as the log says it: "fewer than 5", "5 to 9", "10 to 14". Nought is no exception."""
    step = count // LEAST * LEAST
    return f"{step} to {step + LEAST - 1}" if step else FEWER


def enough(count: int) -> bool:
    """Whether anything at all may be said of so many."""
    return count >= LEAST


def counted(today: date) -> Stretch:
    """The whole months of the school year that are over; in September, all of the last year."""
    last = today.replace(day=1) - timedelta(days=1)
    return Stretch(year_of(last).first, last)


def year_of(day: date) -> Stretch:
    """The school year that a day falls in, 1 September to 31 August."""
    year = day.year if day.month >= _YEAR_BEGINS else day.year - 1
    return Stretch(date(year, _YEAR_BEGINS, 1), date(year + 1, _YEAR_BEGINS, 1) - timedelta(days=1))
