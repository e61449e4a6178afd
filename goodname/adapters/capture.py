"""Visits a page for evidence: one guarded fetch, with all that a later reader needs to judge it."""

from __future__ import annotations

import platform
import ssl
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from goodname.adapters import guard, wire
from goodname.adapters.answer import USUAL, Answer, Limits
from goodname.adapters.fetch import AGENT, fetch
from goodname.core.listen.pages import page
from goodname.core.words import Request, Unreadable
from goodname.files.manifest import Capture


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
) -> Capture:
    """Fetch a page and give everything that `files.evidence.write` keeps.

    A page that says 404 is evidence too. Raises Blocked or FetchFailed, as the fetcher does.
    """
    accept = ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
    request = Request(address, (accept, ("Accept-Language", "en-GB,en;q=0.8")))
    answer = fetch(
        request, now=now, allow_hosts=allow_hosts, limits=limits, agent=agent, resolve=resolve
    )
    return of(answer, who=who, why=why, about=about)


def of(
    answer: Answer, *, who: str = "", why: str = "", about: Mapping[str, str] | None = None
) -> Capture:
    """The same for an answer that is already here."""
    title, text = _words(answer)
    return Capture(
        requested=answer.requested,
        address=answer.address,
        hops=tuple((hop.address, hop.status, hop.location, hop.server) for hop in answer.hops),
        status=answer.status,
        http_version=answer.http_version,
        server=answer.server,
        request_headers=answer.request_headers,
        response_headers=answer.response_headers,
        body=answer.raw,
        title=title,
        text=text,
        at=answer.at,
        seconds=answer.seconds,
        software=_software(),
        who=who,
        why=why,
        about=about or {},
    )


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
