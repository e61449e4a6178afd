"""What a visit to the web brings back: an answer with everything as it was received, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# NoAnswer
#   Blocked       our own guard said no: nothing was asked of the place
#   FetchFailed   the place was asked, and did not give a whole, honest answer in time


class NoAnswer(Exception):
    """Nothing could be fetched. `reason` is one plain sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Blocked(NoAnswer):
    """The address leads, or a redirect led, to where the fetcher must never go."""


class FetchFailed(NoAnswer):
    """The other side was unreachable, too slow, too big, or broke the rules of the web."""


@dataclass(frozen=True)
class Limits:
    """How much a fetch may cost. Times are seconds, sizes are bytes."""

    seconds: float = 20.0  # everything together, every redirect and the look-up of names included
    silence: float = 10.0  # the longest wait for the next bytes
    raw_bytes: int = 10_000_000  # the body as it comes over the wire
    decoded_bytes: int = 30_000_000  # the body once unpacked
    redirects: int = 5
    sent_bytes: int = 100_000  # the body that we send with a question


USUAL = Limits()
PERMANENT = frozenset({301, 308})


Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hop:
    """One step on the way: what was asked, who answered, and where they sent us ("" at the end).

    `question` and `reply` are the first lines both ways, `sent` and `got` the headers.
    """

    address: str
    status: int
    location: str
    server: str  # ip:port that the answer came from
    question: str = ""
    reply: str = ""
    sent: Headers = ()
    got: Headers = ()


@dataclass(frozen=True)
class Answer:
    """A whole answer. Headers are pairs in order and in the spelling that went over the wire.

    `raw` is the body as received (still packed when the server packed it), `body` the same
    unpacked. `at` is the caller's time of asking (aware, UTC), `seconds` how long it took.
    """

    requested: str
    address: str
    hops: tuple[Hop, ...]
    status: int
    http_version: str
    request_headers: Headers
    response_headers: Headers
    raw: bytes
    body: bytes
    server: str
    at: datetime
    seconds: float

    @property
    def moved_to(self) -> str:
        """Where permanent redirects (301, 308) lead, "" where none stands at the beginning.

        What comes behind a temporary redirect is not where the asked address has moved to.
        """
        there = ""
        for hop in self.hops:
            if hop.status not in PERMANENT or not hop.location:
                break
            there = hop.location
        return there

    @property
    def headers(self) -> dict[str, str]:
        """The response headers by lower-case name; repeated ones are joined by ", "."""
        found: dict[str, str] = {}
        for name, value in self.response_headers:
            key = name.lower()
            found[key] = f"{found[key]}, {value}" if key in found else value
        return found
