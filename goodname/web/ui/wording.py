"""How the desk says times, numbers and names: pure functions, so that every page says them alike.

Moments are aware datetimes in any zone; they are always told in London time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodname.core.words import Span

LONDON = ZoneInfo("Europe/London")
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(number: int) -> str:
    """3 is "three"; nought is "no"; above twelve, and below nought, figures are easier to read."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def count(number: int, one: str, many: str = "") -> str:
    """ "one mention", "three mentions", "19 mentions", "no mentions"."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """The same words with a capital to begin with; the rest is left as it is."""
    return words[:1].upper() + words[1:]


def need_you(number: int) -> str:
    """The heading of Today: "Three things need you"."""
    if number == 0:
        return "Nothing needs you"
    return f"{sentence(count(number, 'thing'))} {'needs' if number == 1 else 'need'} you"


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    said = list(words)
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def clock(moment: datetime) -> str:
    """ "8:05", "21:14"."""
    local = moment.astimezone(LONDON)
    return f"{local.hour}:{local.minute:02}"


def day(when: date, today: date) -> str:
    """ "Monday 23 November"; the year only where it is not this one."""
    said = f"{when:%A} {when.day} {when:%B}"
    return said if when.year == today.year else f"{said} {when.year}"


def short_day(when: date) -> str:
    """ "3 March", where a row of days leaves no room for more."""
    return f"{when.day} {when:%B}"


def at(moment: datetime, now: datetime) -> str:
    """ "today at 8:05", "yesterday at 21:14", "Sunday at 9:00", "Monday 2 November at 9:00"."""
    return f"{_near(moment, now)} at {clock(moment)}"


def by(moment: datetime, now: datetime) -> str:
    """A deadline: "by 15:30 today", "by 15:30 on Wednesday", or "was due yesterday at 15:30"."""
    if moment < now:
        return f"was due {at(moment, now)}"
    near = _near(moment, now)
    return f"by {clock(moment)} {near if near in ('today', 'tomorrow') else 'on ' + near}"


def how_long(stretch: timedelta) -> str:
    """ "20 min", "7 h", "3 days", "5 weeks": the nearest whole one below, never "0"."""
    minutes = int(stretch.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    days = minutes // (24 * 60)
    return f"{days} days" if days < 21 else f"{days // 7} weeks"


def school_time(minutes: int) -> str:
    """ "under an hour", "4 school hours", "2 school days": seven hours are a school day."""
    if minutes < 60:
        return "under an hour"
    if minutes < 7 * 60:
        return f"{count(minutes // 60, 'school hour')}"
    return f"{count(minutes // (7 * 60), 'school day')}"


def initials(name: str) -> str:
    """ "Ms Ruth Adeyemi" is "RA": first and last word, without a title before."""
    titles = {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "rev"}
    parts = [part for part in name.split() if part.strip(".").lower() not in titles]
    letters = [part for part in parts if part[0].isalnum()]
    if not letters:
        return "?"
    return (letters[0][0] + (letters[-1][0] if len(letters) > 1 else "")).upper()


@dataclass(frozen=True)
class Stretch:
    """Some of a text, and what it is a sign of ("" for ordinary words)."""

    text: str
    label: str = ""


def stretches(text: str, spans: Sequence[Span]) -> list[Stretch]:
    """The text cut at its spans, so that a page can mark them. Where spans overlap the first wins.

    The pieces joined together are always the text again, whatever the spans say.
    """
    pieces: list[Stretch] = []
    done = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        start, end = max(span.start, done), min(span.end, len(text))
        if start >= end:
            continue
        if start > done:
            pieces.append(Stretch(text[done:start]))
        pieces.append(Stretch(text[start:end], span.label))
        done = end
    if done < len(text):
        pieces.append(Stretch(text[done:]))
    return pieces


def _near(moment: datetime, now: datetime) -> str:
    when, today = moment.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    away = (when - today).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    return f"{when:%A}" if -7 < away < 7 else day(when, today)
