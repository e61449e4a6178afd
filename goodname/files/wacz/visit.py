"""What is kept of one visit to a page: every exchange on the way as it went over the wire, and more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

HEAD_ENDS = b"\r\n\r\n"


@dataclass(frozen=True)
class Exchange:
    """One question and its answer, each with its head and body in the bytes that went over the wire.

    `server` is the "ip:port" that answered, `at` is aware. An answer that came in chunks is kept as
    it came where the bytes themselves were seen; else `Transfer-Encoding` stands in its head as
    `X-Archive-Orig-Transfer-Encoding`, for the chunks are gone. `truncated` says why an answer is
    not whole, in the words of WARC: "length", "time", "disconnect" or "unspecified".
    """

    address: str
    asked: bytes
    answered: bytes
    server: str
    at: datetime
    truncated: str = ""

    @property
    def method(self) -> str:
        return self.asked.split(b" ", 1)[0].decode("ascii", "replace")

    @property
    def status(self) -> int:
        """The status that it was answered with; 0 where the first line is not HTTP's."""
        words = self.answered[:64].split(b" ", 2)
        return int(words[1]) if len(words) > 1 and words[1][:3].isdigit() else 0

    @property
    def body(self) -> bytes:
        return self.answered.partition(HEAD_ENDS)[2]

    def header(self, name: str) -> str:
        """The first header of the answer with this name; "" where there is none."""
        wanted = name.lower().encode()
        for line in self.answered.partition(HEAD_ENDS)[0].split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == wanted:
                return value.strip().decode("latin-1")
        return ""


@dataclass(frozen=True)
class Visit:
    """Everything about one visit.

    `hops` are (address, status, location, server) for each step on the way to `address`. `at` is
    aware. `derived` are what we made of the page ourselves, by file name: its readable words, and
    where a browser was there, a picture of it; else `no_picture` says in a sentence why not. `who`
    and `why` are ids or words that the caller answers for, never needed to verify; `about` holds
    ids, such as the case's.
    """

    requested: str
    address: str
    hops: tuple[tuple[str, int, str, str], ...]
    exchanges: tuple[Exchange, ...]
    status: int
    server: str
    title: str
    at: datetime
    seconds: float
    software: Mapping[str, str]
    derived: Mapping[str, bytes] = field(default_factory=dict)
    who: str = ""
    why: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    no_picture: str = ""

    @property
    def text(self) -> str:
        """The page's readable words."""
        return self.derived.get("text.txt", b"").decode("utf-8", "replace")
