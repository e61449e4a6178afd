"""How much each service answers a day, and whether there is some left: the day ends where it lives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from goodname.core.listen.kinds import Kind

# YouTube: search.list has a bucket of its own of 100 calls a day, and days end at midnight Pacific
# time (developers.google.com/youtube/v3/determine_quota_cost).
A_DAY: Mapping[Kind, int] = {Kind.YOUTUBE: 100}
ZONES: Mapping[Kind, tzinfo] = {Kind.YOUTUBE: ZoneInfo("America/Los_Angeles")}


def day_of(kind: Kind, now: datetime) -> date:
    """The day that `now` (aware) belongs to by the service's own calendar."""
    return now.astimezone(ZONES.get(kind, UTC)).date()


def used_up(kind: Kind, spent: int, *, is_search: bool = True) -> bool:
    """Whether a day's searches are gone after `spent` of them.

    What is no search, such as YouTube's comments, is asked from an allowance of its own (10,000 a
    day, one each), which is never near its end: the service itself says when it is.
    """
    return is_search and kind in A_DAY and spent >= A_DAY[kind]


def until_reset(kind: Kind, now: datetime) -> timedelta:
    """How long until the service's next day begins."""
    zone = ZONES.get(kind, UTC)
    tomorrow = datetime.combine(day_of(kind, now) + timedelta(days=1), time(), zone)
    return tomorrow - now
