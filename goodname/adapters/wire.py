"""The connection beneath the fetcher: pinned to checked machines, with a clock and a scale on it."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from socket import IPPROTO_TCP, gaierror, getaddrinfo
from typing import Any

import httpcore2
import httpx2

from goodname.adapters import guard
from goodname.adapters.answer import FetchFailed, Limits

ONE_TRY = 5.0  # seconds for one machine before the next one of the same name is tried
# Headers, and the framing of a body sent in chunks, come on top of the body itself.
BESIDE_THE_BODY = 500_000
UNPROVEN = "{host} could not prove that it is who it says (its certificate fails)."
UNSAFE = "No safe connection to {host} could be made."


class Deadline:
    """How long is left for everything together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.started = time.monotonic()

    @property
    def passed(self) -> float:
        return time.monotonic() - self.started

    def left(self) -> float:
        """Seconds until the end; raises FetchFailed when there are none."""
        left = self.limits.seconds - self.passed
        if left <= 0:
            raise FetchFailed(
                f"The site took longer than the {self.limits.seconds:g} seconds that it may."
            )
        return left

    def wait(self, at_most: float) -> float:
        return min(self.left(), at_most)


@cache
def tls() -> ssl.SSLContext:
    """Who is believed on the web: the authorities that come with us, and nobody's environment."""
    return httpx2.create_ssl_context(trust_env=False)


def look_up(host: str, port: int) -> Sequence[str]:
    """Every IP address of a name, as this machine's resolver gives them."""
    try:
        found = getaddrinfo(host, port, proto=IPPROTO_TCP)
    except (gaierror, UnicodeError) as fault:
        raise FetchFailed(f"The name {host} is not known.") from fault
    return tuple(str(address[0]) for *_, address in found)


def in_time(resolve: guard.Resolve, deadline: Deadline) -> guard.Resolve:
    """The same resolver, given up when time runs out: the system's own cannot be interrupted."""

    def resolved(host: str, port: int) -> Sequence[str]:
        outcome: list[Sequence[str] | Exception] = []

        def ask() -> None:
            try:
                outcome.append(resolve(host, port))
            except Exception as fault:
                outcome.append(fault)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(deadline.left())
        if not outcome:
            raise FetchFailed(f"Looking up the name {host} took too long.")
        if isinstance(outcome[0], Exception):
            raise outcome[0]
        return outcome[0]

    return resolved


class Pinned(httpcore2.NetworkBackend):
    """Connects to the machines that were checked for one place, whatever name is asked for.

    `server` is the ip:port that answered, "" before.
    """

    def __init__(self, place: guard.Place, deadline: Deadline) -> None:
        self.place = place
        self.deadline = deadline
        self.server = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        fault: Exception | None = None
        for machine in self.place.machines:
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    machine, self.place.port, self.deadline.wait(ONE_TRY)
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as refused:
                fault = refused
                continue
            self._check_peer(stream)
            return Bounded(stream, self.deadline)
        raise FetchFailed(f"No connection to {self.place.host} could be made.") from fault

    def _check_peer(self, stream: httpcore2.NetworkStream) -> None:
        try:
            peer, port = stream.get_extra_info("server_addr")[:2]
            guard.check(peer, self.place.host, self.place.allowed)
        except BaseException:
            stream.close()
            raise
        self.server = f"[{peer}]:{port}" if ":" in peer else f"{peer}:{port}"


class Bounded(httpcore2.NetworkStream):
    """A stream whose every read and write ends by the deadline, and which has an end."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline
        self.weight = 2 * deadline.limits.raw_bytes + BESIDE_THE_BODY

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.stream.read(max_bytes, self.deadline.wait(self.deadline.limits.silence))
        self.weight -= len(data)
        if self.weight < 0:
            raise FetchFailed("The site's answer does not end.")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.wait(self.deadline.limits.silence))

    def close(self) -> None:
        with suppress(OSError):
            self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        wait = self.deadline.wait(self.deadline.limits.silence)
        return Bounded(self.stream.start_tls(ssl_context, server_hostname, wait), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
