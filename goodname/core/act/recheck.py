"""Says honestly what a second look at a post saw: there, changed, not there, or nothing to see.

It never concludes from words such as "no longer available", which stand on living pages too. It
asks only whether the post's own words are there, and gives no verdict on a page that was not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EDITED = 0.6  # likeness from which words count as the post's own, changed
EDITED_IN_PLACE = 0.35  # the same, where they stand at the very place of the post
SCARCELY_ANY = 150  # words; a page with fewer and a password field is a door, not a page
LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|log_in|sign_in|authenticate|auth|sso|checkpoint)(?:$|[/._-])",
    re.IGNORECASE,
)
ROBOTS_NOT_SERVED = frozenset({403, 451, 999})


class State(StrEnum):
    LIVE = "live"
    EDITED = "edited"
    BEHIND_LOGIN = "behind_login"
    BOT_WALL = "bot_wall"
    GONE_ONCE = "gone_once"  # not seen, but not often or long enough to say that it is gone
    GONE = "gone"
    SITE_DOWN = "site_down"


ABSENT = frozenset({State.GONE_ONCE, State.GONE})
THERE = frozenset({State.LIVE, State.EDITED})
SAW = {
    State.LIVE: "seen",
    State.EDITED: "changed",
    State.GONE_ONCE: "not_seen",
    State.GONE: "not_seen",
}


@dataclass(frozen=True)
class Seen:
    """A post as it was last seen: its words, where, and when (aware).

    `on_page` is false when only a feed told the words and they were never found on the page
    itself: then their absence there says nothing. `accepted` words are those that its author
    changed it to, and of which somebody said that they are enough.
    """

    words: str
    address: str
    at: datetime
    on_page: bool = True
    accepted: bool = False


@dataclass(frozen=True)
class Look:
    """One visit to the post's address, for a whole answer and not for a 304.

    `status` is 0 when no answer came. `words` are those found that are most like the post's, with
    their `likeness` (1.0: all are there) and whether they stand at the post's place; `page_words`
    counts the words of the page; `signs` has "password", "captcha" or "challenge" where seen.
    """

    at: datetime
    status: int
    address: str = ""  # where the visit ended
    words: str = ""
    likeness: float = 0.0
    in_place: bool = False
    page_words: int = 0
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Observation:
    """What a look saw, in one or two plain sentences; `difference` only where words changed.

    `before` and `after` are the two texts that the difference is between. `accepted` where it was
    looked for in the words that somebody had said are enough: to find those is no find.
    """

    state: State
    sentence: str
    at: datetime
    difference: str = ""
    before: str = ""
    after: str = ""
    accepted: bool = False


def observe(
    was: Seen,
    now: Look,
    earlier: Sequence[Observation] = (),
    *,
    checks: int = 3,
    spread: timedelta = timedelta(days=2),
) -> Observation:
    """Judge one look. `earlier` are the observations since `was`, oldest first.

    Gone is said only after `checks` looks, this one among them, that all saw the words missing,
    the first and the last at least `spread` apart. Looks that saw no page count for nothing.
    """
    state = _state(was, now)
    if state is State.LIVE:
        day = _day(now.at)
        said = f"Seen on {day}, as it was changed." if was.accepted else f"Still there on {day}."
        return Observation(state, said, now.at, accepted=was.accepted)
    if state is State.EDITED:
        return Observation(
            state,
            f"{_seen(was, now, 'changed by')} The words are no longer the same.",
            now.at,
            difference(was.words, now.words),
            was.words,
            now.words,
            was.accepted,
        )
    if state is not State.GONE_ONCE:
        return Observation(state, _no_page(state, now), now.at)
    return _absent(was, now, earlier, checks, spread)


def difference(before: str, after: str) -> str:
    """What was taken out and what was put in, as plain sentences."""
    old, new = before.split(), after.split()
    sentences = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, in_ = _quoted(old[a:b]), _quoted(new[c:d])
        if kind == "replace":
            sentences.append(f"{out} became {in_}.")
        elif kind == "delete":
            sentences.append(f"{out} was taken out.")
        elif kind == "insert":
            sentences.append(f"{in_} was put in.")
    return " ".join(sentences)


@dataclass(frozen=True)
class Day:
    """What the looks of one day saw: "seen", "changed", "not_seen", or "unknown" where no page was."""

    on: date
    saw: str


def days(looks: Sequence[tuple[datetime, State]]) -> tuple[Day, ...]:
    """The days (in London) on which somebody looked, oldest first; the last look of a day that saw
    a page says what the day saw. No day is told on which nobody looked."""
    told: dict[date, str] = {}
    for at, state in sorted(looks, key=lambda look: look[0]):
        on, saw = at.astimezone(LONDON).date(), SAW.get(state, "unknown")
        if saw != "unknown" or on not in told:
            told[on] = saw
    return tuple(Day(on, saw) for on, saw in sorted(told.items()))


def _state(was: Seen, now: Look) -> State:
    if now.words and now.likeness >= 1:
        return State.LIVE
    if "challenge" in now.signs or now.status in ROBOTS_NOT_SERVED:
        is_login = "password" in now.signs and now.status in ROBOTS_NOT_SERVED
        return State.BEHIND_LOGIN if is_login else State.BOT_WALL
    if now.status in (401, 407) or _is_login(was, now):
        return State.BEHIND_LOGIN
    if now.status in (404, 410):
        return State.GONE_ONCE
    if not 200 <= now.status < 300:
        return State.SITE_DOWN
    if now.words and now.likeness >= (EDITED_IN_PLACE if now.in_place else EDITED):
        return State.EDITED
    if now.page_words == 0 or ("captcha" in now.signs and now.page_words < SCARCELY_ANY):
        return State.BOT_WALL
    return State.GONE_ONCE


def _is_login(was: Seen, now: Look) -> bool:
    asked, ended = urlsplit(was.address).path, urlsplit(now.address).path
    led_to_login = ended != asked and LOGIN.search(ended) is not None
    is_door = "password" in now.signs and now.page_words < SCARCELY_ANY
    return now.status < 300 and (led_to_login or is_door)


def _absent(
    was: Seen, now: Look, earlier: Sequence[Observation], checks: int, spread: timedelta
) -> Observation:
    row: list[Observation] = []
    for one in earlier:
        row = [] if one.state in THERE else [*row, one] if one.state in ABSENT else row
    first = row[0].at if row else now.at
    enough = len(row) + 1 >= checks and now.at - first >= spread
    says_so = now.status in (404, 410)
    sentence = _seen(was, now, "not seen on")
    if says_so:
        sentence += " The site says that there is no such page."
    elif not was.on_page:
        sentence += " The words were never found on the page itself, so this says little."
    elif now.words and now.in_place:
        sentence += " Other words stand in their place."
    elif now.address and _place(now.address) != _place(was.address):
        sentence += " The address now leads to another page."
    else:
        sentence += " The page opened without them."
    if enough and (says_so or was.on_page):
        sentence += f" Missing in {len(row) + 1} checks since {_day(first)}."
        return Observation(State.GONE, sentence, now.at)
    return Observation(State.GONE_ONCE, sentence, now.at)


def _no_page(state: State, now: Look) -> str:
    day = _day(now.at)
    if state is State.BEHIND_LOGIN:
        return f"On {day} the site asked for a login first, so the post could not be seen."
    if state is State.BOT_WALL:
        return f"On {day} the site did not show the page to a program. A person needs to look."
    if now.status:
        return f"On {day} the site did not give the page (status {now.status})."
    return f"On {day} the site could not be reached."


def _seen(was: Seen, now: Look, then: str) -> str:
    before, after = was.at.astimezone(LONDON), now.at.astimezone(LONDON)
    if before.date() == after.date():
        then = then.removesuffix(" on")
        return f"Seen at {before:%H:%M}, {then} {_at(then)}{after:%H:%M} on {_day(after)}."
    year = f" {before.year}" if before.year != after.year else ""
    return f"Seen on {before.day} {before:%B}{year}, {then} {_day(after)}."


def _at(then: str) -> str:
    return "" if then.endswith("by") else "at "


def _day(time: datetime) -> str:
    time = time.astimezone(LONDON)
    return f"{time.day} {time:%B} {time.year}"


def _place(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _quoted(words: list[str]) -> str:
    return f"“{' '.join(words)}”"
