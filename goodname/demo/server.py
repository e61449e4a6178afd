"""Serves the town over HTTP: conditional requests, HEAD, forms and what is refused."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from goodname.demo.authors import cannot
from goodname.demo.feeds import etag
from goodname.demo.pages import Answer
from goodname.demo.routes import Town, act, read

LONGEST_FORM = 10_000  # bytes
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?\Z")
_SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    ),
)


def offered(changed: datetime, now: datetime) -> datetime:
    """The Last-Modified that may be told now.

    Dates in HTTP know only whole seconds: a second change within the same second would go
    unseen, so until that second is over the time is given as one second earlier.
    """
    whole = changed.replace(microsecond=0)
    return whole - timedelta(seconds=1) if now.replace(microsecond=0) <= whole else whole


def unchanged(given: str | None, since: str | None, tag: str, changed: datetime) -> bool:
    """Whether a 304 is the true answer; an ETag, where one is given, decides alone."""
    if given is not None:
        known = [one.strip().removeprefix("W/") for one in given.split(",")]
        return tag in known or known == ["*"]
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return changed.replace(microsecond=0) <= moment


class Handler(BaseHTTPRequestHandler):
    """One connection. The standard library's own names for its methods are kept."""

    protocol_version = "HTTP/1.1"
    server_version = "Wexcombe"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True  # head and body leave in two writes
    server: TownServer

    def do_GET(self) -> None:
        at = self._at()
        if at is not None:
            query = dict(parse_qsl(at.query))
            self._send(read(self.server.town, unquote(at.path), query, self._base()))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            return self._turn_away("The town reads only forms that tell their length.", 411)
        if int(length) > LONGEST_FORM:
            return self._turn_away("That form is too long.", 413)
        form = dict(parse_qsl(self.rfile.read(int(length)).decode("utf-8", "replace")))
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{self.headers.get('Host')}":
            return self._send(cannot("That form came from another site.", 403))
        at = self._at()
        if at is not None:
            self._send(act(self.server.town, unquote(at.path), form))
        return None

    def _at(self) -> SplitResult | None:
        try:
            return urlsplit(self.path)
        except ValueError:
            self._turn_away("That is no address.", 400)
            return None

    def _turn_away(self, why: str, status: int) -> None:
        self.close_connection = True  # what else was sent stays unread
        self._send(cannot(why, status))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the desk beside the town has a log of its own."""

    def _base(self) -> str:
        host = self.headers.get("Host", "")
        return f"http://{host}" if _HOST.match(host) else self.server.address

    def _send(self, answer: Answer) -> None:
        headers = [*_SAFE, *answer.headers]
        if answer.changed is not None:
            now, tag = datetime.now(UTC), etag(answer.body)
            told = format_datetime(offered(answer.changed, now).astimezone(UTC), usegmt=True)
            headers += [("ETag", tag), ("Last-Modified", told), ("Cache-Control", "no-cache")]
            asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
            if unchanged(*asked, tag, answer.changed):
                answer = replace(answer, status=304, body=b"")
        self.send_response(answer.status)
        if self.close_connection:
            headers.append(("Connection", "close"))
        for name, value in headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


class TownServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, town: Town, host: str, port: int) -> None:
        super().__init__((host, port), Handler)
        self.town = town
        self.address = f"http://{host}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who hangs up is nothing to report; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)
