"""The conversation with one source, without a network: what is asked, what came back, what it said.

Every kind of source is one module beside this one with a function `talk(asked)`. It is a generator:
it yields the Requests that it wants to ask, is sent each Reply, and returns a Batch. Whoever runs it
fetches in between. So a session, a second page of results or a token that ran out is ordinary code,
and a test plays the other side with plain bytes.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from goodname.core.words import Post, Request


class Outcome(StrEnum):
    """How one look at a source ended; the coverage ledger is written in these words."""

    ANSWERED = "answered"
    UNCHANGED = "unchanged"  # it answered that nothing changed
    PARTLY = "partly"  # it answered, and said itself that it could not look everywhere
    REFUSED = "refused"  # no answer, or an error
    BLOCKED = "blocked"  # our own guard said no
    NOT_INVITED = "not_invited"  # its robots.txt asks machines to stay away
    RATE_LIMITED = "rate_limited"  # it asked us to come back later
    QUOTA = "quota"  # the day's or month's allowance is used up
    NO_TOKEN = "no_token"  # nothing can be heard without a key, or the key no longer works
    UNREADABLE = "unreadable"  # it sent something that is not what it should be
    STOPPED = "stopped"  # it says that it has closed for good


HEARD = frozenset({Outcome.ANSWERED, Outcome.UNCHANGED, Outcome.PARTLY})


@dataclass(frozen=True)
class Asked:
    """What a source is asked with.

    `address` is the feed, the page or the base of the server; `query` what is searched for, as
    core.listen.searches.phrases made it; `options` what else a person chose, by name. `memory` is what the
    last Batch left to be remembered, empty for a first look. `secret` is the key or password that a
    person typed in, `session` what the other side gave for it last time; neither is ever part of a
    Request's address, a note or a Post. `now` is aware.
    """

    now: datetime
    address: str = ""
    query: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    memory: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    session: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Reply:
    """What came back for one Request: a whole answer of any status from 200 on.

    `headers` have lower-case names. `moved_to` is where permanent redirects (301, 308) led, "" where
    there was none.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""  # where it came from in the end
    moved_to: str = ""


@dataclass(frozen=True)
class Batch:
    """What a source said in one look.

    `refused` has a reason for each entry that could not be used. `memory` and `session` replace what
    was kept; a session of None leaves it as it was. `note` is one plain sentence where something was
    not heard. `left` is how many more questions the source says it will answer, None where it does
    not say. `spent` is what the look cost, in the source's own units.
    """

    posts: tuple[Post, ...] = ()
    title: str = ""
    refused: tuple[str, ...] = ()
    outcome: Outcome = Outcome.ANSWERED
    note: str = ""
    memory: Mapping[str, str] = field(default_factory=dict)
    session: Mapping[str, str] | None = field(default=None, repr=False)
    left: int | None = None
    spent: int = 1
    moved_to: str = ""


Talk = Generator[Request, Reply, Batch]


class NotHeard(Exception):
    """A look that brought nothing. `note` is one plain sentence for whoever listens here.

    `wait` is how long the source asked us to stay away. `session` replaces the one that was kept, {}
    forgets it. `spent` as in Batch.
    """

    def __init__(
        self,
        outcome: Outcome,
        note: str,
        *,
        wait: timedelta | None = None,
        session: Mapping[str, str] | None = None,
        spent: int = 1,
    ) -> None:
        super().__init__(note)
        self.outcome = outcome
        self.note = note
        self.wait = wait
        self.session = session
        self.spent = spent


def expect_ok(reply: Reply) -> Reply:
    """The reply, when it is a plain success; NotHeard with the usual words for any other status."""
    if 200 <= reply.status < 300:
        return reply
    raise refusal(reply)


def refusal(reply: Reply, said: str = "") -> NotHeard:
    """What a status means where the source gives it no meaning of its own.

    `said` replaces the sentence.
    """
    outcome, note = REFUSALS.get(
        reply.status,
        (Outcome.REFUSED, f"The server answered with an error ({reply.status})."),
    )
    return NotHeard(outcome, said or note, wait=retry_after(reply))


REFUSALS = {
    401: (Outcome.REFUSED, "It asks for a password."),
    403: (Outcome.REFUSED, "It does not let us in."),
    404: (Outcome.REFUSED, "There is no such page."),
    410: (Outcome.STOPPED, "The source says that it has closed for good. We stopped."),
    429: (Outcome.RATE_LIMITED, "It asked us to come back later."),
    503: (Outcome.REFUSED, "The server is too busy, or closed for repairs."),
}
LONGEST_WAIT = timedelta(days=1)


def retry_after(reply: Reply) -> timedelta | None:
    """How long the Retry-After header (in seconds) asks us to stay away, at most a day.

    The other form of that header, a date, is read with the reply's own Date header.
    """
    said = reply.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST_WAIT)
    until, at = _http_date(said), _http_date(reply.headers.get("date", ""))
    if until and at and until > at:
        return min(until - at, LONGEST_WAIT)
    return None


def _http_date(said: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, IndexError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000" says nothing of a zone
