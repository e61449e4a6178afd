"""One question to one checked place, and its whole reply within the limits."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import httpcore2

from goodname.adapters import wire
from goodname.adapters.answer import FetchFailed, Headers
from goodname.adapters.guard import Place

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Reply:
    """What one place replied; `raw` is "" for a redirect, whose body nobody reads."""

    status: int
    http_version: str
    sent: Headers
    headers: Headers
    raw: bytes
    server: str
    reason: str = ""

    @property
    def first(self) -> str:
        """The first line, as it was."""
        return f"{self.http_version} {self.status} {self.reason}"

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]


def ask(
    place: Place, headers: Headers, deadline: wire.Deadline, sends: bytes | None = None
) -> Reply:
    """GET it, with these headers and Host, or POST what it `sends`.

    Raises FetchFailed, or Blocked by the peer's address.
    """
    backend = wire.Pinned(place, deadline)
    method, length = ("GET", ()) if sends is None else ("POST", (_length(sends),))
    sent = (("Host", place.netloc), *headers, *length)
    url = httpcore2.URL(
        scheme=place.scheme.encode(), host=place.host.encode(), port=place.port,
        target=place.target.encode(),
    )  # fmt: skip
    pool = httpcore2.ConnectionPool(
        ssl_context=wire.tls(), network_backend=backend, max_keepalive_connections=0
    )
    try:
        with pool, pool.stream(method, url, headers=_encoded(sent), content=sends) as response:
            told = dict(response.extensions)
            version = told["http_version"].decode("ascii", "replace")
            reason = told.get("reason_phrase", b"").decode("latin-1")
            got = _decoded(response.headers)
            raw = b"" if response.status in REDIRECTS else _body(response, got, deadline)
            return Reply(response.status, version, sent, got, raw, backend.server, reason)
    except httpcore2.TimeoutException as fault:
        deadline.left()
        raise FetchFailed(f"{place.host} stopped answering.") from fault
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as fault:
        raise FetchFailed(_in_words(fault, place)) from fault


def _body(response: httpcore2.Response, headers: Headers, deadline: wire.Deadline) -> bytes:
    most = deadline.limits.raw_bytes
    told = [value for name, value in headers if name.lower() == "content-length"]
    if any(value.isdigit() and int(value) > most for value in told):
        raise FetchFailed(_too_big(most))
    pieces: list[bytes] = []
    weight = 0
    for piece in response.iter_stream():
        weight += len(piece)
        if weight > most:
            raise FetchFailed(_too_big(most))
        pieces.append(piece)
    return b"".join(pieces)


def _length(sends: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(sends))


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _decoded(headers: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _too_big(most: int) -> str:
    return f"The site's answer is bigger than the {most // 1000:,} kB that are read."


def _in_words(fault: Exception, place: Place) -> str:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return wire.UNPROVEN.format(host=place.host)
        if isinstance(cause, ssl.SSLError):
            return wire.UNSAFE.format(host=place.host)
        cause = cause.__cause__ or cause.__context__
    if isinstance(fault, httpcore2.ProtocolError):
        return f"{place.host} gave an answer that is broken or was cut off."
    return f"The connection to {place.host} broke off."
