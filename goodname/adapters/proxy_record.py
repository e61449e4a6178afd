"""Records what passes through the checking proxy: each question and answer as it went over the wire."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import h11

from goodname.adapters import wire
from goodname.adapters.answer import FetchFailed
from goodname.adapters.guard import Place
from goodname.adapters.proxy_talk import (
    HEAD,
    PIECE,
    Head,
    Left,
    length_of,
    parsed,
    receive_head,
    refuse,
    take,
    written,
)
from goodname.adapters.proxy_tls import Ends
from goodname.files.wacz.visit import Exchange


class Tape:
    """All that one visit loads. `now` (aware) is the time at which the visit begins."""

    def __init__(self, now: datetime) -> None:
        self.ends = Ends()
        self._now, self._began = now, time.monotonic()
        self._kept: list[Exchange] = []
        self._lock = threading.Lock()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What was recorded so far, in the order of asking."""
        with self._lock:
            return tuple(sorted(self._kept, key=lambda one: one.at))

    def time(self) -> datetime:
        """The time of the visit, which is not this machine's where that was moved."""
        return self._now + timedelta(seconds=time.monotonic() - self._began)

    def keep(self, exchange: Exchange) -> None:
        with self._lock:
            self._kept.append(exchange)


@dataclass(frozen=True)
class Line:
    """Both ends of one connection, in the clear, and what may still pass."""

    client: socket.socket
    site: socket.socket
    deadline: wire.Deadline
    left: Left


def record(line: Line, place: Place, head: Head, rest: bytes, tape: Tape) -> None:
    """One question and its answer, kept whatever comes of it; then the connection ends."""
    length = length_of(head)
    target = _target(head, place)
    # A question to leave HTTP, as a WebSocket begins: what then passed could not be kept.
    if length is None or len(rest) > length or head.every("upgrade"):
        refuse(line.client, "400 Bad Request")
        return
    host = ("Host", place.netloc)
    asked = (host, *(pair for pair in head.headers if pair[0].lower() != "host"))
    question = written(f"{head.first[0]} {target} HTTP/1.1", asked) + rest
    while len(rest) < length:
        piece = line.client.recv(min(length - len(rest), PIECE))
        if not piece:
            return
        rest, question = rest + piece, question + piece
    at = tape.time()
    take(line.site, question, line.left)
    answer, ended = bytearray(), "disconnect"
    try:
        ended = _answer(line, head.first[0], answer)
    except FetchFailed:  # all that may pass, all the time that there is, or no sound answer
        late = line.deadline.passed >= line.deadline.limits.seconds
        ended = "length" if line.left.size < 0 else "time" if late else "unspecified"
        raise
    except TimeoutError:
        ended = "time"
        raise
    finally:
        if answer:
            ip, port = line.site.getpeername()[:2]
            tape.keep(
                Exchange(
                    address=f"{place.scheme}://{place.netloc}{target}",
                    asked=question,
                    answered=bytes(answer),
                    server=f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}",
                    at=at,
                    truncated=ended,
                )
            )


def _target(head: Head, place: Place) -> str:
    """What is asked for there: a tunnel's questions name it alone, plain ones the whole address."""
    return head.first[1] if head.first[1].startswith("/") else place.target


def _answer(line: Line, method: str, kept: bytearray) -> str:
    """Take the answer in, hand it on, and keep it as it came. "" where it came whole."""
    raw, rest = receive_head(line.site)
    while (status := _status(raw)).startswith("1") and status != "101":  # "go on", and hints
        raw, rest = receive_head(line.site, rest)
    head = parsed(raw)
    if status == "101":
        refuse(line.client, "502 Bad Gateway")
        return "unspecified"
    kept += raw + rest
    framing = Framing(method, bytes(kept))
    _hand_on(line, written(" ".join(head.first), head.headers) + rest)
    while not framing.ended:
        line.site.settimeout(line.deadline.wait(line.deadline.limits.silence))
        piece = line.site.recv(PIECE)
        kept += piece
        if not framing.take(piece):
            return "disconnect"
        _hand_on(line, piece)
    return ""


def _hand_on(line: Line, piece: bytes) -> None:
    """A browser that wants no more of it does not spoil the record."""
    line.left.spend(len(piece))
    try:
        line.client.sendall(piece)
    except TimeoutError:
        raise
    except OSError:
        return


def _status(raw: bytes) -> str:
    return parsed(raw).first[1]


class Framing:
    """Knows where an answer ends: by its length, its chunks, or when the site hangs up."""

    def __init__(self, method: str, begins: bytes) -> None:
        self._talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD)
        self.ended = False
        try:
            self._talk.send(h11.Request(method=method, target="/", headers=[("Host", "x")]))
            self._talk.send(h11.EndOfMessage())
        except h11.LocalProtocolError as fault:
            raise FetchFailed("The page asked in a way that is not HTTP's.") from fault
        if not self.take(begins):
            raise FetchFailed("The site gave an answer that is broken or was cut off.")

    def take(self, piece: bytes) -> bool:
        """Take the next bytes in, b"" where no more come; False where that breaks the answer off."""
        try:
            self._talk.receive_data(piece)
            while (event := self._talk.next_event()) is not h11.NEED_DATA:
                if isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
                    self.ended = True
                    break
        except h11.RemoteProtocolError:
            return False
        return True
