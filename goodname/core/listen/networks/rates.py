"""Reads from an answer's headers how many more questions are welcome, and when they are again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goodname.core.listen.json_reply import moment, time
from goodname.core.listen.talk import LONGEST_WAIT, NotHeard, Outcome, Reply, retry_after

TOO_MANY = 429
SINCE_1970 = 1_000_000_000  # a smaller number of seconds is a wait, not a date


def left(reply: Reply) -> int | None:
    """How many more questions the service says it answers for now, None where it does not say."""
    said = _header(reply, "remaining")
    try:
        return max(0, int(float(said[:20])))  # Reddit counts in halves
    except (ValueError, OverflowError):
        return None


def wait(reply: Reply, now: datetime) -> timedelta | None:
    """How long the service asks us to stay away, at most a day; None where it does not say."""
    return retry_after(reply) or _until(_header(reply, "reset"), now)


def too_many(reply: Reply, now: datetime, note: str) -> NotHeard:
    return NotHeard(Outcome.RATE_LIMITED, note, wait=wait(reply, now))


def _header(reply: Reply, name: str) -> str:
    return (
        reply.headers.get(f"ratelimit-{name}") or reply.headers.get(f"x-ratelimit-{name}") or ""
    ).strip()


def _until(said: str, now: datetime) -> timedelta | None:
    """Bluesky says a date in seconds since 1970, Reddit a number of seconds, Mastodon ISO 8601."""
    try:
        number = float(said[:20])
    except ValueError:
        then = time(said)
    else:
        then = moment(number if number >= SINCE_1970 else now.astimezone(UTC).timestamp() + number)
    return min(then - now, LONGEST_WAIT) if then and then > now else None
