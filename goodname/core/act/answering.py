"""How long people wait for an answer, in the hours in which the school is open, and who still waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from goodname.core.act.deadlines import CLOSES, LONDON, OPENS, SchoolCalendar

KINDS = ("praise", "question", "criticism")
A_DAY = 7 * 60  # minutes from 8:30 to 15:30
ENOUGH = 3  # answers from which a middle is told


@dataclass(frozen=True)
class Voice:
    """One thing that was said: of which kind, when it was heard, and what became of it (aware).

    `answered` is None where nobody answered; `let_be` where somebody said that no answer is owed.
    """

    id: str
    kind: str
    heard: datetime
    answered: datetime | None = None
    let_be: bool = False


@dataclass(frozen=True)
class Row:
    """One kind: how many were heard, answered, let be and wait (they add up), in numbers; and the
    middle and the longest wait of the answered, in school minutes; None where too few were."""

    kind: str
    heard: int
    answered: int
    let_be: int
    waits: int
    middle: int | None
    longest: int | None


def school_minutes(begin: datetime, end: datetime, calendar: SchoolCalendar) -> int:
    """The minutes between two moments (aware) in which the school was open; 0 where none were."""
    if end <= begin:
        return 0
    first, last = begin.astimezone(LONDON), end.astimezone(LONDON)
    total, day = timedelta(), first.date()
    while day <= last.date():
        if calendar.is_school_day(day):
            opens, closes = _moment(day, first, opening=True), _moment(day, last, opening=False)
            total += max(closes - opens, timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def rows(voices: Iterable[Voice], calendar: SchoolCalendar) -> tuple[Row, ...]:
    """A row for each kind, in the order of KINDS, those without a voice too."""
    told = list(voices)
    return tuple(_row(kind, [one for one in told if one.kind == kind], calendar) for kind in KINDS)


def waiting(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Those that nobody answered or let be, the longest-waiting first."""
    left = (one for one in voices if one.answered is None and not one.let_be)
    return tuple(sorted(left, key=lambda one: (one.heard, one.id)))


def _row(kind: str, voices: list[Voice], calendar: SchoolCalendar) -> Row:
    waits = [school_minutes(one.heard, one.answered, calendar) for one in voices if one.answered]
    let_be = sum(one.let_be for one in voices if not one.answered)
    enough = len(waits) >= ENOUGH
    return Row(
        kind,
        heard=len(voices),
        answered=len(waits),
        let_be=let_be,
        waits=len(voices) - len(waits) - let_be,
        middle=int(median(waits)) if enough else None,
        longest=max(waits) if enough else None,
    )


def _moment(day: date, bound: datetime, *, opening: bool) -> datetime:
    """When the school opens or closes on that day, or the bound where it lies within."""
    usual = datetime.combine(day, OPENS if opening else CLOSES, LONDON)
    if bound.date() != day:
        return usual
    return max(usual, bound) if opening else min(usual, bound)
