"""Visits a page for evidence, with all that a later reader needs to judge it."""

from __future__ import annotations

import platform
import ssl
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from goodname.adapters import browser, capture_browser, guard, wire
from goodname.adapters.answer import USUAL, Answer, FetchFailed, Headers, Hop, Limits
from goodname.adapters.fetch import AGENT, fetch
from goodname.core.listen.pages import page
from goodname.core.words import Request, Unreadable
from goodname.files.wacz.visit import Exchange, Visit

NO_BROWSER = "No browser is installed here."


def capture(
    address: str,
    *,
    now: datetime,
    who: str = "",
    why: str = "",
    about: Mapping[str, str] | None = None,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Limits = USUAL,
    agent: str = AGENT,
    resolve: guard.Resolve = wire.look_up,
) -> Visit:
    """Visit a page and give everything that `files.wacz.pack` puts together.

    In the installed browser, which also draws it; where there is none, or it cannot, by one fetch,
    and the visit says why it has no picture. `limits` are those of the fetch. A page that says 404
    is evidence too. Raises Blocked or FetchFailed, as the fetcher does.
    """
    no_picture = NO_BROWSER
    if browser.available():
        try:
            return capture_browser.seen(
                address, now=now, software=_software(), who=who, why=why, about=about,
                allow_hosts=allow_hosts, agent=agent, resolve=resolve,
            )  # fmt: skip
        except FetchFailed as no:
            no_picture = no.reason
    accept = ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
    request = Request(address, (accept, ("Accept-Language", "en-GB,en;q=0.8")))
    answer = fetch(
        request, now=now, allow_hosts=allow_hosts, limits=limits, agent=agent, resolve=resolve
    )
    return of(answer, who=who, why=why, about=about, no_picture=no_picture)


def of(
    answer: Answer,
    *,
    who: str = "",
    why: str = "",
    about: Mapping[str, str] | None = None,
    no_picture: str = "",
) -> Visit:
    """The same for an answer that is already here."""
    title, text = _words(answer)
    *ways, end = answer.hops
    return Visit(
        requested=answer.requested,
        address=answer.address,
        hops=tuple((hop.address, hop.status, hop.location, hop.server) for hop in answer.hops),
        exchanges=(*(_exchange(hop, answer) for hop in ways), _exchange(end, answer, answer.raw)),
        status=answer.status,
        server=answer.server,
        title=title,
        at=answer.at,
        seconds=answer.seconds,
        software=_software(),
        derived={"text.txt": text.encode("utf-8", "backslashreplace")},
        who=who,
        why=why,
        about=about or {},
        no_picture=no_picture,
    )


def _exchange(hop: Hop, answer: Answer, body: bytes | None = None) -> Exchange:
    """One step on the way. The body that comes with a redirect nobody reads, and it is not kept."""
    unsaid = {"transfer-encoding", "content-length"} if body is None else {"transfer-encoding"}
    return Exchange(
        address=hop.address.partition("#")[0],
        asked=_head(hop.question, hop.sent),
        answered=_head(hop.reply, hop.got, unsaid) + (body or b""),
        server=hop.server,
        at=answer.at,
    )


def _head(first: str, headers: Headers, unsaid: Collection[str] = ()) -> bytes:
    """A head as it went over the wire, but for what is no longer so: the fetcher joins chunks."""
    lines = [first]
    for name, value in headers:
        lines.append(f"{'X-Archive-Orig-' if name.lower() in unsaid else ''}{name}: {value}")
    # Latin-1 gives back the very bytes that came.
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _words(answer: Answer) -> tuple[str, str]:
    try:
        seen = page.read(answer.body, answer.headers, answer.address)
    except Unreadable:  # a picture or a file: its bytes are the evidence
        return "", ""
    return seen.title, seen.text


@cache
def _software() -> Mapping[str, str]:
    found = {"python": platform.python_version(), "openssl": ssl.OPENSSL_VERSION}
    for package in ("goodname", "httpcore2"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # run from a checkout that is not installed
            found[package] = "unknown"
    return found
