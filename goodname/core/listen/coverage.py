"""Says what was heard and what was not: from looks to sentences, so that silence is never good news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from goodname.core.listen.coverage_days import PATIENCE, Day, Place, State
from goodname.core.listen.talk import Outcome

__all__ = ["PATIENCE", "Day", "Place", "State", "gap_now", "gaps", "partly", "week_in_a_sentence"]

CLOSED_GROUPS = "Nobody can hear closed groups: tell us what you see."
SILENT: Mapping[Outcome, str] = {
    Outcome.REFUSED: "{title} has not answered since {since}.",
    Outcome.BLOCKED: "Our own guard has kept us away from {title} since {since}.",
    Outcome.NOT_INVITED: "{title} has asked machines to stay away since {since}, so we do.",
    Outcome.RATE_LIMITED: "{title} has asked us to come back later since {since}.",
    Outcome.QUOTA: "The allowance for {title} has been used up since {since}.",
    Outcome.NO_TOKEN: "{title} has been silent since {since}: its key is missing or no longer works.",
    Outcome.UNREADABLE: "{title} has sent nothing that we can read since {since}.",
}
NEVER: Mapping[Outcome, str] = {
    Outcome.REFUSED: "{title} has never answered.",
    Outcome.BLOCKED: "Our own guard keeps us away from {title}.",
    Outcome.NOT_INVITED: "{title} asks machines to stay away, so we do.",
    Outcome.RATE_LIMITED: "{title} has only ever asked us to come back later.",
    Outcome.QUOTA: "The allowance for {title} was used up before it could be heard.",
    Outcome.NO_TOKEN: "{title} cannot be heard: its key is missing or does not work.",
    Outcome.UNREADABLE: "{title} has never sent anything that we can read.",
}


def gap_now(place: Place, now: datetime) -> str:
    """Why a place cannot be heard now, as one sentence; "" where it can, or nobody asks any more."""
    if place.closed:
        return f"{place.title} has closed for good."
    if place.stopped or not place.silent(now) or place.outcome is None:
        return ""
    if place.last_heard is None:
        return NEVER[place.outcome].format(title=place.title)
    since = _since(place.last_heard, now)
    return SILENT[place.outcome].format(title=place.title, since=since)


def gaps(places: Sequence[Place], days: Sequence[date], now: datetime) -> tuple[str, ...]:
    """What was not heard on these days, the gravest first; one sentence a gap.

    `now` is in the school's own zone. Days on which nobody asked anything are told once for all.
    """
    today = now.date()
    asked = [place for place in places if _counts(place, days)]
    off = [day for day in days if asked and _desk_was_off(asked, day, today)]
    silent = [gap for place in asked if (gap := gap_now(place, now))]
    holes = []
    for place in asked:
        if gap_now(place, now):
            continue
        missed = [d for d in days if place.state_on(d, today) is State.NOT_HEARD and d < today]
        unasked = [d for d in days if place.state_on(d, today) is State.NOT_ASKED and d not in off]
        if missed:
            holes.append(f"{place.title} could not be heard on {_named(missed, today)}.")
        if unasked:
            holes.append(f"Nobody asked {place.title} on {_named(unasked, today)}.")
    told = [f"The desk was off on {_named(off, today)}: nothing was heard then."] if off else []
    return (*told, *silent, *holes)


def partly(places: Sequence[Place], days: Sequence[date], now: datetime) -> tuple[str, ...]:
    """Who answered, but not always or not with everything."""
    found = []
    for place in places:
        looks = [place.by_day[day] for day in days if day in place.by_day]
        said = sum(look.outcomes.get(Outcome.PARTLY, 0) for look in looks)
        if said and not gap_now(place, now):
            found.append(f"{place.title} answered only in part, {_times(said)}.")
    return tuple(found)


def week_in_a_sentence(places: Sequence[Place], now: datetime) -> str:
    """What could be heard in the last seven days, its worst gaps, and what nobody can hear."""
    today = now.date()
    days = tuple(today - timedelta(days=back) for back in range(6, -1, -1))
    asked = [place for place in places if _counts(place, days)]
    if not asked:
        return f"We do not listen anywhere yet, so nothing reaches us by itself. {CLOSED_GROUPS}"
    whole = [place for place in asked if _heard_throughout(place, days, now)]
    silent = [place for place in asked if gap_now(place, now)]
    unasked = [place for place in asked if not place.by_day and not place.closed]
    heard = len(asked) - len(silent) - len(unasked)
    told = gaps(places, days, now)
    more = f" There are {len(told) - 2} more gaps." if len(told) > 3 else ""
    shown = told[:2] if more else told
    said = " ".join((_count(heard, len(whole), len(asked), len(unasked)), *shown))
    return f"{said}{more} {CLOSED_GROUPS}"


def _count(heard: int, whole: int, asked: int, unasked: int) -> str:
    if unasked == asked:
        return "We have only just begun to listen: nothing has been asked yet."
    places = "place" if asked == 1 else "places"
    if whole == asked:
        every = {1: "the one place", 2: "both places"}.get(asked, f"all {asked} places")
        return f"This week we could hear {every} where we listen."
    if not heard:
        none = {1: "the one place", 2: "either place"}.get(asked, f"any of the {asked} places")
        return f"Just now we cannot hear {none} where we listen."
    gapped = heard - whole
    which = gapped if whole else "all" if heard > 1 else "but"
    ending = f", {which} with gaps" if gapped else ""
    return f"This week we could hear {heard} of {asked} {places}{ending}."


def _counts(place: Place, days: Sequence[date]) -> bool:
    """Whether a place is one that we listen to: stopped by a person it is not, nor if long closed."""
    if place.closed:
        return place.last is not None and place.last.date() >= days[0]
    return not place.stopped


def _heard_throughout(place: Place, days: Sequence[date], now: datetime) -> bool:
    today = now.date()
    states = [place.state_on(day, today) for day in days]
    missing = any(state in (State.NOT_HEARD, State.NOT_ASKED) for state in states)
    return bool(place.by_day) and not missing and not gap_now(place, now)


def _desk_was_off(places: Iterable[Place], day: date, today: date) -> bool:
    states = [place.state_on(day, today) for place in places]
    known = [state for state in states if state is not State.NOT_YET]
    return bool(known) and all(state is State.NOT_ASKED for state in known)


def _since(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(now.tzinfo)
    away = (now.date() - local.date()).days
    if away == 0:
        return f"{local.hour}:{local.minute:02} today"
    return "yesterday" if away == 1 else _day(local.date(), now.date())


def _day(day: date, today: date) -> str:
    if 0 <= (today - day).days < 7:
        return f"{day:%A}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def _named(days: Sequence[date], today: date) -> str:
    if len(days) > 3:
        return f"{len(days)} days"
    *first, last = [_day(day, today) for day in days]
    return f"{', '.join(first)} and {last}" if first else last


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
