"""Visits a page for evidence in a browser: its answers and its picture come from the same load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urljoin

import httpx2

from goodname.adapters import browser, guard, wire
from goodname.adapters.answer import FetchFailed
from goodname.adapters.fetch import AGENT
from goodname.adapters.proxy_record import Tape
from goodname.adapters.visit import REDIRECTS
from goodname.core.listen.pages import page
from goodname.core.words import Unreadable
from goodname.files.wacz.visit import Exchange, Visit

PICTURE, AFTER = "picture.png", "after-scripts.html"
UNDRAWN = "The browser could not draw it."


def seen(
    address: str,
    *,
    now: datetime,
    software: Mapping[str, str],
    who: str = "",
    why: str = "",
    about: Mapping[str, str] | None = None,
    allow_hosts: frozenset[str] = frozenset(),
    agent: str = AGENT,
    resolve: guard.Resolve = wire.look_up,
) -> Visit:
    """Open a page in the installed browser and give all that it loaded, and what it looked like.

    Raises Blocked or FetchFailed, as the browser's reading does, and where what came is no page.
    """
    tape = Tape(now)
    shown = browser.render(
        address, allow_hosts=allow_hosts, agent=agent, resolve=resolve, tape=tape
    )
    exchanges = tape.exchanges
    way = list(_way(address, shown.address, exchanges))
    if not way or way[-1].truncated:
        raise FetchFailed("The page did not come whole to the browser.")
    end = way[-1]
    title, text = _words(shown)
    derived = {"text.txt": text.encode("utf-8", "backslashreplace"), AFTER: shown.html}
    if shown.picture:
        derived[PICTURE] = shown.picture
    return Visit(
        requested=address,
        address=shown.address,
        hops=tuple((one.address, one.status, _leads_to(one), one.server) for one in way),
        exchanges=exchanges,
        status=end.status,
        server=end.server,
        title=title,
        at=now,
        seconds=shown.seconds,
        software={**software, "browser": shown.browser},
        derived=derived,
        who=who,
        why=why,
        about=about or {},
        no_picture="" if shown.picture else UNDRAWN,
    )


def _way(asked: str, end: str, exchanges: Sequence[Exchange]) -> Iterator[Exchange]:
    """The steps from the address that was asked for to the page that was shown.

    Where a page's own script led on, its step has no address to which it leads.
    """
    left = [one for one in exchanges if one.method == "GET"]
    here = _bare(asked)
    while step := next((one for one in left if _bare(one.address) == here), None):
        left = left[left.index(step) + 1 :]
        yield step
        if not (there := _leads_to(step)):
            break
        here = _bare(there)
    if here != _bare(end):
        yield from [one for one in left if _bare(one.address) == _bare(end)][-1:]


def _leads_to(step: Exchange) -> str:
    where = step.header("location") if step.status in REDIRECTS else ""
    return urljoin(step.address, where) if where else ""


def _bare(address: str) -> str:
    try:
        return str(httpx2.URL(address).copy_with(fragment=None))
    except httpx2.InvalidURL:
        return address


def _words(shown: browser.Rendered) -> tuple[str, str]:
    try:
        found = page.read(shown.html, {"content-type": "text/html; charset=utf-8"}, shown.address)
    except Unreadable:
        return "", ""
    return found.title, found.text
