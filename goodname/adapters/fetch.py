"""The one guarded fetcher: all that the desk reads on the web comes through here.

It asks with GET, or with POST where a request has a body. It sends no cookie, no credential of its
own and nothing of a proxy's environment. A redirect of a GET is a new question: judged, looked up
and connected to from scratch. A POST is never sent on: its body was meant for one place.
"""

from __future__ import annotations

import re
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

import httpx2

from goodname.adapters import guard, wire
from goodname.adapters.answer import (
    USUAL,
    Answer,
    Blocked,
    FetchFailed,
    Headers,
    Hop,
    Limits,
    NoAnswer,
)
from goodname.adapters.guard import Place, allow_hosts
from goodname.adapters.unpack import unpack
from goodname.adapters.visit import REDIRECTS, Reply, ask
from goodname.core.words import Request

__all__ = [
    "AGENT", "Answer", "Blocked", "FetchFailed", "Hop", "Limits", "NoAnswer", "allow_hosts", "fetch",
]  # fmt: skip


def _version() -> str:
    try:
        return version("goodname")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


# Who we are. There is no public page about this desk that it could point to, so it names none.
AGENT = (
    f"Goodname/{_version()} (a school's reputation desk; reads public pages slowly and keeps to "
    "robots.txt; not a search engine)"
)
# What we set ourselves, and what would change who reads the request's end.
OURS = frozenset(
    {"host", "user-agent", "accept-encoding", "connection", "content-length", "transfer-encoding",
     "cookie", "te", "trailer", "upgrade", "expect", "proxy-authorization"}
)  # fmt: skip
# All else, such as a key for a search engine or a tag that one site gave, stays with its site.
FOR_EVERYONE = frozenset({"accept", "accept-language"})


def fetch(
    request: Request,
    *,
    now: datetime,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Limits = USUAL,
    agent: str = AGENT,
    resolve: guard.Resolve = wire.look_up,
) -> Answer:
    """Ask for an address and follow it to its end. `now` is written down as the time of asking.

    An answer of any status from 200 on is an Answer, 304 and 404 too. `allow_hosts` comes from
    `guard.allow_hosts`. Raises Blocked when the address, or one it redirects to, is not public;
    FetchFailed when no whole answer came within the limits.
    """
    deadline = wire.Deadline(limits)
    resolve = wire.in_time(resolve, deadline)
    if len(request.body or b"") > limits.sent_bytes:
        most = limits.sent_bytes // 1000
        raise Blocked(f"Our question is bigger than the {most:,} kB that may be sent.")
    place = guard.place(request.address, allow=allow_hosts, resolve=resolve)
    headers = _polite(request.headers, agent)
    hops: list[Hop] = []
    while True:  # each turn adds a hop, and hops are limited
        reply = ask(place, headers, deadline, request.body)
        if request.body is not None and reply.status in REDIRECTS:
            raise FetchFailed(
                f"{place.host} sent us on to another address. What we send is for one place, "
                "so we do not follow."
            )
        there = _leads_to(reply, place)
        hops.append(
            Hop(
                place.address, reply.status, there, reply.server,
                f"{'GET' if request.body is None else 'POST'} {place.target} HTTP/1.1",
                reply.first, reply.sent, reply.headers,
            )
        )  # fmt: skip
        if not there:
            break
        if len(hops) > limits.redirects:
            raise FetchFailed(f"The site sent us on more than {limits.redirects} times.")
        if there in {hop.address for hop in hops}:
            raise FetchFailed("The site sends its visitors round in a circle.")
        left = place.origin
        place = guard.place(there, allow=allow_hosts, resolve=resolve)
        if place.origin != left:
            headers = tuple(pair for pair in headers if pair[0].lower() in FOR_EVERYONE | OURS)
    return Answer(
        requested=request.address,
        address=place.address,
        hops=tuple(hops),
        status=reply.status,
        http_version=reply.http_version,
        request_headers=reply.sent,
        response_headers=reply.headers,
        raw=reply.raw,
        body=unpack(reply.raw, ", ".join(reply.every("content-encoding")), limits.decoded_bytes),
        server=reply.server,
        at=now,
        seconds=deadline.passed,
    )


def _leads_to(reply: Reply, place: Place) -> str:
    """Where a redirect leads, absolute, as it was written; "" where the reply is the end."""
    if reply.status not in REDIRECTS:
        return ""
    written = reply.every("location")
    if len(set(written)) != 1:
        raise FetchFailed("The site sent us on without saying clearly where to.")
    try:
        there = httpx2.URL(place.address).join(_repaired(written[0]))
    except httpx2.InvalidURL as fault:
        raise FetchFailed("The site sent us on to an address that makes no sense.") from fault
    here = httpx2.URL(place.address)
    return str(there if there.fragment else there.copy_with(fragment=here.fragment or None))


def _repaired(location: str) -> str:
    # Sites send addresses in UTF-8; headers are read as Latin-1, which loses nothing.
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _polite(headers: Headers, agent: str) -> Headers:
    for name, value in headers:
        if name.lower() in OURS or not re.fullmatch(r"[\t -~\x80-\xff]*", name + value):
            raise ValueError(f"the header {name!r} cannot be set by a request")
    asked = {name.lower() for name, _ in headers}
    accept: Headers = () if "accept" in asked else (("Accept", "*/*"),)
    ours = (("User-Agent", agent), ("Accept-Encoding", "gzip"), ("Connection", "close"))
    return (*ours, *accept, *headers)
