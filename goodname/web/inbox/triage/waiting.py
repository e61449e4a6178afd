"""How long a mention may wait: the moments that are offered, and what may not wait so long."""

from datetime import date, datetime, time, timedelta

from goodname.core.act.deadlines import SchoolCalendar
from goodname.core.words import Danger, Refused
from goodname.web.inbox.models import Mention
from goodname.web.ui.wording import LONDON, clock, day

MORNING = time(8)
KEPT = timedelta(days=30)  # what leads to nothing is dropped then: it must come back before
ONE_DAY = timedelta(days=1)
WHEN = {"tomorrow": "tomorrow at 8:00", "monday": "Monday at 8:00", "date": "another day, at 8:00"}


def morning(of: date) -> datetime:
    return datetime.combine(of, MORNING, LONDON)


def chosen(when: str, on: str, now: datetime) -> datetime:
    """The moment that somebody chose: `when` of WHEN, and for "date" an ISO day. Raises Refused."""
    today = now.astimezone(LONDON).date()
    if when == "tomorrow":
        return morning(today + ONE_DAY)
    if when == "monday":
        return morning(today + ONE_DAY * (7 - today.weekday()))
    if when != "date":
        raise Refused("Choose until when it shall wait.")
    try:
        chosen_day = date.fromisoformat(on)
    except ValueError:
        raise Refused("Choose the day when it shall come back.") from None
    if chosen_day <= today:
        raise Refused("Choose a day that is still to come.")
    return morning(chosen_day)


def is_danger(mention: Mention) -> bool:
    """Whether somebody may be in danger, or the law may be broken: it stands above everything."""
    danger = (mention.facts or {}).get("danger", Danger.NONE)
    return mention.child_image or danger != Danger.NONE


def too_long(mention: Mention, until: datetime, now: datetime, calendar: SchoolCalendar) -> str:
    """Why a mention may not wait until then, as a sentence; "" where it may.

    Danger does not wait at all: it can be given to somebody, and that is as fast. Harm may wait
    for a night or a weekend, until people are back at school, and not until it is forgotten.
    """
    if is_danger(mention):
        return "It may be dangerous, and that cannot wait. Act on it, or give it to a colleague."
    today = now.astimezone(LONDON).date()
    if mention.hurts:
        back = calendar.next_school_day(today + ONE_DAY)
        if until > morning(back):
            return f"It may hurt somebody, so it waits until {day(back, today)} at 8:00 at most."
    if until >= mention.heard_at + KEPT:
        dropped = (mention.heard_at + KEPT).astimezone(LONDON).date()
        return f"It is dropped on {day(dropped, today)}, so it must come back before that."
    return ""


def said(until: datetime, now: datetime) -> str:
    """ "tomorrow at 8:00", "Monday 30 November at 8:00": always with its day, never "Monday"
    alone for a day that is more than six away."""
    when, today = until.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    near = "tomorrow" if when - today == ONE_DAY else day(when, today)
    return f"{near} at {clock(until)}"
