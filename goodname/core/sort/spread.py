"""Says how far a story went: where it was told first, in how many places, and how often a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodname.core.sort.likeness_address import page_and_post

MOST_DAYS = 31
_LONDON = ZoneInfo("Europe/London")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Telling:
    """One time that the story was told: when (aware), which of our sources had it, and where."""

    at: datetime
    source: str
    source_title: str
    address: str = ""


@dataclass(frozen=True)
class Spread:
    """How far a story went. Days are days in London.

    `places` are the sites on which it stands (the source, where it gave no address), in the order
    in which they told it; `times` counts tellings, a page that two sources found being one.
    `days` has every day from the first telling to today with its number, of these the last 31.
    """

    first: Telling
    latest: Telling
    places: tuple[str, ...]
    times: int
    days: tuple[tuple[date, int], ...]

    def in_words(self) -> str:
        """Such as "In four places since Tuesday" or "In one place, today"."""
        many = len(self.places)
        where = f"In {_number(many)} {'place' if many == 1 else 'places'}"
        often = "twice" if self.times == 2 else f"{_number(self.times)} times"
        again = f", {often}" if many == 1 and self.times > 1 else ""
        return f"{where}{again}{_since(_day(self.first.at), self.days[-1][0], self.times)}"


def spread(tellings: Iterable[Telling], now: datetime) -> Spread:
    """How far a story of at least one telling went by `now` (aware).

    A time that lies ahead of `now` is not believed and counts as now. Raises ValueError where
    there is no telling.
    """
    in_order = sorted(tellings, key=lambda t: (min(t.at, now), t.source, t.address))
    if not in_order:
        raise ValueError("A story has at least one telling.")
    seen: dict[tuple[str, str], Telling] = {}
    places: dict[str, str] = {}
    for telling in in_order:
        seen.setdefault(_stands_at(telling), telling)
        site = _site(telling)
        places.setdefault(site or telling.source, site or telling.source_title or telling.source)
    once = list(seen.values())
    today = _day(now)
    a_day = Counter(_day(min(t.at, now)) for t in once)
    begun = max(min(a_day), today - timedelta(days=MOST_DAYS - 1))
    span = ((today - begun).days + 1) if today >= begun else 1
    return Spread(
        first=once[0],
        latest=once[-1],
        places=tuple(places.values()),
        times=len(once),
        days=tuple((d, a_day[d]) for d in (begun + timedelta(days=n) for n in range(span))),
    )


def _stands_at(telling: Telling) -> tuple[str, str]:
    """What two sources must agree in to have found the same telling."""
    page, post = page_and_post(telling.address)
    return (page, post) if page else (telling.source, telling.at.isoformat())


def _site(telling: Telling) -> str:
    page, _ = page_and_post(telling.address)
    return page.partition("/")[0].partition("?")[0]


def _day(at: datetime) -> date:
    return at.astimezone(_LONDON).date()


def _number(many: int) -> str:
    return _NUMBERS[many] if many < len(_NUMBERS) else f"{many:,}"


def _since(first: date, today: date, times: int) -> str:
    """When it began, as people say it: a weekday says enough for six days and no longer."""
    ago = (today - first).days
    if ago <= 0:
        return ", today"
    if ago == 1:
        when = "yesterday"
    elif ago < 7:
        when = f"{first:%A}"
    else:
        when = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != today.year else "")
    if times > 1:
        return f" since {when}"
    return f", {when}" if ago == 1 else f", on {when}"
