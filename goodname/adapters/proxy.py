"""A checking proxy: whatever a browser asks for, redirects and WebSockets included, is judged here.

A browser's own handlers never see where a redirect leads, and never see a WebSocket. So the browser
gets no other way out than this one, on loopback, with a password that lives as long as the proxy.
"""

from __future__ import annotations

import re
import secrets
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx2

from goodname.adapters import guard, wire
from goodname.adapters.answer import Blocked, FetchFailed, Limits, NoAnswer
from goodname.adapters.guard import Place
from goodname.adapters.proxy_own import is_browsers_own
from goodname.adapters.proxy_record import Line, Tape, record
from goodname.adapters.proxy_talk import Head, Left, basic, pump, read_head, refuse, relay, take

AUTHORITY = re.compile(r"[^\s/?#@\\]+:[0-9]{1,5}")
REALM = "Proxy-Authenticate: Basic realm=goodname"


@dataclass(frozen=True)
class Budget:
    """How much one browser may cost. Times are seconds; `size` is bytes, both ways together."""

    seconds: float = 30.0
    silence: float = 10.0
    size: int = 40_000_000
    connections: int = 300  # asked for in all, refused ones included
    at_once: int = 60


USUAL = Budget()


@dataclass(frozen=True)
class Call:
    """One thing that was asked for. `why_not` is one plain sentence, "" where it was let through.

    `blocked` says that our guard said no; else the other side could not be reached.
    """

    host: str
    port: int
    why_not: str = ""
    blocked: bool = False


class Running:
    """A proxy that is running. A client shows `user` and `password` (Basic), or gets nothing."""

    def __init__(
        self, allow: frozenset[str], budget: Budget, resolve: guard.Resolve, tape: Tape | None
    ) -> None:
        self.budget = budget
        self.tape = tape
        self.user = "goodname"
        self.password = secrets.token_urlsafe(24)
        self.deadline = wire.Deadline(
            Limits(seconds=budget.seconds, silence=budget.silence, raw_bytes=budget.size)
        )
        self.left = Left(budget.size)
        self.open: set[socket.socket] = set()
        self._allow = allow
        self._resolve = wire.in_time(resolve, self.deadline)
        self._calls: list[Call] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.running = self
        self.host, self.port = self._server.server_address[:2]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def asked(self) -> tuple[Call, ...]:
        """Everything that was asked for with the right password, in order."""
        with self._lock:
            return tuple(self._calls)

    def last(self, host: str, port: int) -> Call | None:
        """How the last question for this place ended; None where there was none."""
        found = [call for call in self.asked if (call.host, call.port) == (host, port)]
        return found[-1] if found else None

    def reach(self, address: str) -> tuple[guard.Place, socket.socket]:
        """A connection to a checked machine. Raises NoAnswer, and writes down which and why."""
        host, port = _named(address)
        try:
            self._count()
            if is_browsers_own(host):
                raise Blocked(f"{host} is asked by the browser for itself, not for the page.")
            place = guard.place(address, allow=self._allow, resolve=self._resolve)
            stream = wire.Pinned(place, self.deadline).connect_tcp(place.host, place.port)
        except NoAnswer as no:
            self._note(Call(host, port, no.reason, isinstance(no, Blocked)))
            raise
        self._note(Call(place.host, place.port))
        connection: socket.socket = stream.get_extra_info("socket")
        return place, connection

    def failed(self, place: Place, reason: str) -> None:
        """Write down that a place that was reached could not be spoken with."""
        self._note(Call(place.host, place.port, reason))

    def enter(self, client: socket.socket) -> bool:
        """Whether one more may come in now."""
        with self._lock:
            self.open.add(client)
            return len(self.open) <= self.budget.at_once

    def leave(self, client: socket.socket) -> None:
        with self._lock:
            self.open.discard(client)

    def knows(self, head: Head) -> bool:
        shown = head.every("proxy-authorization")
        return len(shown) == 1 and secrets.compare_digest(
            shown[0].encode(), basic(self.user, self.password).encode()
        )

    def _count(self) -> None:
        if len(self.asked) >= self.budget.connections:
            raise FetchFailed(f"The page asked for more than {self.budget.connections} things.")

    def _note(self, call: Call) -> None:
        with self._lock:
            if len(self._calls) <= self.budget.connections:
                self._calls.append(call)

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        with self._lock:
            for connection in self.open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    running: Running


class _Handler(socketserver.BaseRequestHandler):
    server: _Server
    request: socket.socket

    def handle(self) -> None:
        running = self.server.running
        try:
            if running.enter(self.request):
                # Broken connections are a browser's everyday life, and each is its own affair.
                with suppress(OSError, NoAnswer):
                    self._answer(running)
            else:
                refuse(self.request, "503 Service Unavailable")
        finally:
            running.leave(self.request)

    def _answer(self, running: Running) -> None:
        client = self.request
        client.settimeout(running.deadline.wait(running.budget.silence))
        head, rest = read_head(client)
        if not running.knows(head):
            refuse(client, "407 Proxy Authentication Required", REALM)
            return
        method, target, _ = head.first
        tunnel = method == "CONNECT"
        if not (AUTHORITY.fullmatch(target) if tunnel else target.startswith("http://")):
            refuse(client, "400 Bad Request")
            return
        try:
            place, site = running.reach(f"https://{target}/" if tunnel else target)
        except NoAnswer as no:
            refuse(client, "403 Forbidden" if isinstance(no, Blocked) else "502 Bad Gateway")
            return
        with site:
            site.settimeout(running.budget.silence)
            if running.tape:
                self._record(running, running.tape, place, site, head, rest)
            elif tunnel:
                client.sendall(b"HTTP/1.1 200 Connection Established\r\n\r\n")
                take(site, rest, running.left)
                relay(client, site, running.deadline, running.left)
            else:
                pump(client, site, place, head, rest, running.deadline, running.left)

    def _record(
        self,
        running: Running,
        tape: Tape,
        place: Place,
        site: socket.socket,
        head: Head,
        rest: bytes,
    ) -> None:
        """One question and its answer, recorded; a tunnel ends here, and begins anew to the site."""
        client = self.request
        if head.first[0] != "CONNECT":
            record(Line(client, site, running.deadline, running.left), place, head, rest, tape)
            return
        if rest:
            refuse(client, "400 Bad Request")
            return
        try:
            safe = tape.ends.to_site(site, place)
        except FetchFailed as no:
            running.failed(place, no.reason)
            refuse(client, "502 Bad Gateway")
            return
        with safe:
            client.sendall(b"HTTP/1.1 200 Connection Established\r\n\r\n")
            with tape.ends.to_browser(client) as clear:
                inner, rest = read_head(clear)
                record(Line(clear, safe, running.deadline, running.left), place, inner, rest, tape)


def _named(address: str) -> tuple[str, int]:
    """Host and port as they were asked for; for writing down, never for connecting."""
    try:
        url = httpx2.URL(address)
        host = url.raw_host.decode("ascii").lower()
        return host.rstrip("."), url.port or guard.PORT_OF.get(url.scheme, 0)
    except (httpx2.InvalidURL, UnicodeError):
        return address[:200], 0


@contextmanager
def serve(
    *,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Budget = USUAL,
    resolve: guard.Resolve = wire.look_up,
    tape: Tape | None = None,
) -> Iterator[Running]:
    """Run the proxy on a free port of loopback for as long as the `with` lasts.

    With a `tape`, all that passes is kept on it: TLS ends here, for a browser that knows the tape's
    key, and begins anew to the site; what is no HTTP, such as a WebSocket, does not pass.

    `allow_hosts` comes from `guard.allow_hosts`. Each connection is looked up, checked, pinned and
    its peer checked again, as the fetcher does; none outlives `limits`.
    """
    running = Running(allow_hosts, limits, resolve, tape)
    running.start()
    try:
        yield running
    finally:
        running.stop()
