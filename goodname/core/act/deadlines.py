"""Says by when something is due, in school days or by the calendar, as a clock in London shows it.

When a school has not yet entered its next terms, a deadline must still exist: a letter in July
cannot wait until somebody types in September. Outside the terms that are known, every weekday that
is neither a bank holiday nor a closure counts as a school day. Such a deadline can be too early,
never too late, and `SchoolCalendar.knows` tells that it rests on a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodname.core.words import Unreadable

LONDON = ZoneInfo("Europe/London")
OPENS = time(8, 30)
CLOSES = time(15, 30)
SCHOOL_DAYS = "school_days"
CALENDAR = "calendar"

# Longer than any summer holiday: between two terms this far apart, a year was left out.
_LONGEST_HOLIDAY = timedelta(days=70)
_ONE_DAY = timedelta(days=1)
_DURATION = re.compile(
    r"P(?=.)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?"
    r"(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?"
)


@dataclass(frozen=True)
class Duration:
    """An ISO 8601 duration without fractions: months hold the years too, days the weeks."""

    months: int = 0
    days: int = 0
    weeks: int = 0
    minutes: int = 0

    @classmethod
    def read(cls, text: str) -> Duration:
        """From "P1D", "PT4H", "P2W", "P6Y"; raises Unreadable."""
        found = _DURATION.fullmatch(text)
        if found is None:
            raise Unreadable(f"within: {text!r} is no duration, such as P1D, PT4H or P2W")
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        return cls(years * 12 + months, days, weeks, hours * 60 + minutes)


@dataclass(frozen=True)
class SchoolCalendar:
    """When a school is open.

    `terms` are first and last days (both open), in order; half-terms may be left out of the terms
    or be listed as closures. Raises Unreadable where terms overlap or end before they begin.
    """

    terms: tuple[tuple[date, date], ...] = ()
    closures: frozenset[date] = frozenset()
    bank_holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        faults = [
            f"terms: {first:%d/%m/%Y} to {last:%d/%m/%Y} ends before it begins"
            for first, last in self.terms
            if last < first
        ]
        faults += [
            f"terms: the one from {later[0]:%d/%m/%Y} begins before the one before it has ended"
            for earlier, later in zip(self.terms, self.terms[1:], strict=False)
            if later[0] <= earlier[1]
        ]
        if faults:
            raise Unreadable(*faults)

    def is_school_day(self, day: date) -> bool:
        """Whether the school is open; where terms are not known, whether it may well be."""
        if day.weekday() >= 5 or day in self.closures or day in self.bank_holidays:
            return False
        return self.term_of(day) is not None or not self.knows(day)

    def knows(self, day: date) -> bool:
        """Whether the day lies in a term that was entered, or in a holiday between two of them."""
        before = max((last for first, last in self.terms if first <= day), default=None)
        if before is None:
            return False
        after = min((first for first, _ in self.terms if first > day), default=None)
        return day <= before or (after is not None and after - before <= _LONGEST_HOLIDAY)

    def closed_until(self, moment: datetime) -> datetime | None:
        """When the school opens again, in UTC, if it is closed at this moment (aware); or None.

        The close of a school day belongs to that day: what is due by then is due in school.
        """
        local = moment.astimezone(LONDON)
        day = local.date()
        if self.is_school_day(day):
            if OPENS <= local.time() <= CLOSES:
                return None
            day += _ONE_DAY if local.time() > CLOSES else timedelta(0)
        return _on(self.next_school_day(day), OPENS)

    def term_of(self, day: date) -> tuple[date, date] | None:
        """The term that the day falls in, half-terms listed as closures included."""
        return next((term for term in self.terms if term[0] <= day <= term[1]), None)

    def next_school_day(self, day: date) -> date:
        """The day itself if the school is open, otherwise the first one after it that is."""
        while not self.is_school_day(day):
            day += _ONE_DAY
        return day

    def add_school_days(self, day: date, count: int) -> date:
        """The `count`-th school day after the day; for 0 the day itself or the next open one."""
        if count == 0:
            return self.next_school_day(day)
        for _ in range(count):
            day = self.next_school_day(day + _ONE_DAY)
        return day

    def week_of_term(self, day: date) -> int | None:
        """Which week of its term a day is in, from 1; weeks with no school day do not count.

        None outside term and in a week that is closed from Monday to Friday.
        """
        term = self.term_of(day)
        if term is None:
            return None
        weeks: list[date] = []
        school_day = term[0]
        while school_day <= term[1]:
            monday = school_day - timedelta(days=school_day.weekday())
            if self.is_school_day(school_day) and monday not in weeks:
                weeks.append(monday)
            school_day += _ONE_DAY
        monday = day - timedelta(days=day.weekday())
        return weeks.index(monday) + 1 if monday in weeks else None


def due(
    start: datetime, within: str | None, unit: str, calendar: SchoolCalendar
) -> datetime | None:
    """The moment, in UTC, by which something that began at `start` (aware) must be done.

    In school days, "P1D" ends at 15:30 on the first school day after the start, "P0D" at 15:30 the
    same day, or on the next school day when the school has closed by then; hours run only between
    8:30 and 15:30. By the calendar, days and months keep the time on a London clock through the
    change to summer time, and hours are hours. None when `within` is None; raises Unreadable.
    """
    if start.tzinfo is None:
        raise Unreadable("start: has no time zone, an aware moment is needed")
    if unit not in (SCHOOL_DAYS, CALENDAR):
        raise Unreadable(f"within_unit: {unit!r} is unknown, allowed are school_days and calendar")
    if within is None:
        return None
    length, local = Duration.read(within), start.astimezone(LONDON)
    if unit == CALENDAR:
        return _by_calendar(local, length)
    if length.months:
        raise Unreadable(f"within: {within!r} counts months, which have no length in school days")
    return _by_school_days(local, length, calendar)


def _by_calendar(local: datetime, length: Duration) -> datetime:
    month = local.year * 12 + local.month - 1 + length.months
    year, month = month // 12, month % 12 + 1
    # One month after 31 January is the last day of February.
    day = min(local.day, monthrange(year, month)[1])
    moved = local.replace(year=year, month=month, day=day)
    moved += timedelta(days=length.days, weeks=length.weeks)  # same zone: the clock on the wall
    return moved.astimezone(UTC) + timedelta(minutes=length.minutes)


def _by_school_days(local: datetime, length: Duration, calendar: SchoolCalendar) -> datetime:
    days = length.days + 5 * length.weeks
    if not length.minutes:
        late = days == 0 and local.time() > CLOSES
        first = local.date() + _ONE_DAY if late else local.date()
        return _on(calendar.add_school_days(first, days), CLOSES)
    day, clock = local.date(), local.time()
    if not calendar.is_school_day(day) or clock >= CLOSES:
        day, clock = calendar.next_school_day(day + _ONE_DAY), OPENS
    return _open_hours(calendar.add_school_days(day, days), clock, length.minutes, calendar)


def _open_hours(day: date, clock: time, minutes: int, calendar: SchoolCalendar) -> datetime:
    """`minutes` of opening time after a moment on a school day."""
    begin, left = _on(day, max(clock, OPENS)), timedelta(minutes=minutes)
    while left > (today := _on(day, CLOSES) - begin):
        left -= today
        day = calendar.add_school_days(day, 1)
        begin = _on(day, OPENS)
    return begin + left


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock.replace(fold=0), LONDON).astimezone(UTC)
