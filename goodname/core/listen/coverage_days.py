"""What looks come to: each day of each place, heard, heard in part, or not heard at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from goodname.core.listen.talk import HEARD, Outcome

PATIENCE = timedelta(hours=6)  # one look that failed is no silence yet


class State(StrEnum):
    """What one day of one place comes to."""

    HEARD = "heard"
    PARTLY = "partly"  # some looks failed, or the place itself could not look everywhere
    NOT_HEARD = "not_heard"  # it was asked, and no look brought an answer
    NOT_ASKED = "not_asked"  # nobody asked: the desk was off
    NOT_YET = "not_yet"  # before we began to listen there, after we stopped, or still to come


@dataclass(frozen=True)
class Day:
    """One day's looks at one place: how many ended how."""

    day: date
    outcomes: Mapping[Outcome, int]

    @property
    def state(self) -> State:
        heard = sum(number for outcome, number in self.outcomes.items() if outcome in HEARD)
        if not any(self.outcomes.values()):
            return State.NOT_ASKED
        if not heard:
            return State.NOT_HEARD
        failed = sum(self.outcomes.values()) - heard
        return State.PARTLY if failed or self.outcomes.get(Outcome.PARTLY) else State.HEARD


@dataclass(frozen=True)
class Place:
    """One place that is listened to. `days` hold those with looks, in any order; times are aware.

    `stopped` says that nobody asks it any more. `last` is the last look's time and outcome,
    `last_heard` the time of the last look that brought an answer.
    """

    title: str
    since: date
    days: tuple[Day, ...] = ()
    last: datetime | None = None
    outcome: Outcome | None = None
    last_heard: datetime | None = None
    stopped: bool = False
    by_day: Mapping[date, Day] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_day", {one.day: one for one in self.days})

    def state_on(self, day: date, today: date) -> State:
        """What `day` comes to. Today without a look is not over, so nothing is missing yet."""
        if day in self.by_day:
            return self.by_day[day].state
        over = self.stopped and (self.last is None or day > self.last.date())
        if day < self.since or day >= today or over:
            return State.NOT_YET
        return State.NOT_ASKED if day > self.since else State.NOT_YET

    @property
    def closed(self) -> bool:
        """Whether it said itself that it has ended for good."""
        return self.stopped and self.outcome is Outcome.STOPPED

    def silent(self, now: datetime) -> bool:
        """Whether it cannot be heard just now, and that not only for a moment."""
        if self.outcome is None or self.outcome in HEARD:
            return False
        return self.last_heard is None or now - self.last_heard > PATIENCE
