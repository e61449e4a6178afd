"""Places of the town without a feed: the council's notices, a club that wants no machines, a search."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

from goodname.demo.pages import Answer, Frame, page, paragraphs, spoken, time_tag
from goodname.demo.today import Today

NOTICES, CLUB, SEARCH = "/council/notices/", "/club/", "/search"
PLACES = (
    (NOTICES, "Wexcombe Town Council: notices", "One page, no feed, and a clock that never stops."),
    (CLUB, "Wexcombe Otters", "The swimming club. It asks machines to stay away."),
    (SEARCH, "Search Wexcombe", "Finds what the town says. Made up for this demo."),
)
MADE_UP = "This search is made up for the demo. It knows the pages of Wexcombe and no others."
SCHOOLS = "/council/schools/"
_SCHOOLS = (
    "Tansy Lane Primary School, Tansy Lane. Marsh End Primary School, Marsh End. Ask the council for "
    "the dates by which families apply."
)
_NEVER_KEPT = (("Cache-Control", "no-store"),)  # each visitor sees another number


def notices(today: Today, visitor: int) -> Answer:
    """The notices that are up, under a clock and a counter that change with every look."""
    rows = "".join(
        f"<article><h2>{escape(notice.title)}</h2><p class='quiet'>Put up on {time_tag(at)}</p>"
        f"{paragraphs(notice.text)}</article>"
        for at, notice in today.notices
    )
    clock = f'<p class="quiet">It is {spoken(today.now)}. You are visitor {visitor:,}.</p>'
    frame = Frame("town", "Wexcombe Town Council", NOTICES)
    return Answer(200, page(frame, "Notices", clock + rows), headers=_NEVER_KEPT)


def schools() -> Answer:
    """A plain page that only the search leads to."""
    frame = Frame("town", "Wexcombe Town Council", NOTICES)
    return Answer(200, page(frame, "Schools in Wexcombe", f"<p>{_SCHOOLS}</p>"))


def club() -> Answer:
    """A page that people may read and robots.txt keeps machines from."""
    body = (
        "<p>Training is on Tuesdays at six. Children of Tansy Lane Primary School swim free in "
        "June.</p><p>We ask search engines and other machines to leave this page alone.</p>"
    )
    return Answer(200, page(Frame("town", "Wexcombe Otters", CLUB), "Wexcombe Otters", body))


def search(today: Today, query: dict[str, str], base: str) -> Answer:
    """A form for people, and for programs what a SearXNG server would answer."""
    asked = query.get("q", "").strip()[:300]
    found = list(_found(today, asked, base)) if query.get("pageno", "1") == "1" else []
    if query.get("format") == "json":
        return _json(asked, found)
    rows = "".join(
        f'<li><a href="{escape(row["url"])}">{escape(row["title"])}</a><br>'
        f'<span class="quiet">{escape(row["content"])}</span></li>'
        for row in found
    )
    again = f'<ul class="plain">{rows}</ul>' if rows else "<p>Nothing was found.</p>"
    body = (
        f'<p>{MADE_UP}</p><form action="{SEARCH}"><label for="q">Search for</label>'
        f'<input id="q" name="q" value="{escape(asked)}"><div class="row"><button class="main">'
        f"Search</button></div></form>{again if asked else ''}"
    )
    return Answer(200, page(Frame("town", "Search Wexcombe", SEARCH), "Search", body))


def _json(asked: str, found: list[dict[str, str]]) -> Answer:
    table = {
        "query": asked,
        "number_of_results": len(found),
        "results": [row | {"engine": "wexcombe", "engines": ["wexcombe"]} for row in found],
        "answers": [],
        "corrections": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [],
    }
    return Answer(200, json.dumps(table).encode(), "application/json", _NEVER_KEPT)


def _found(today: Today, asked: str, base: str) -> Iterator[dict[str, str]]:
    """Pages with every word that was asked for. Papers have feeds: the search knows the rest."""
    words = [word for word in asked.replace('"', " ").casefold().split() if ":" not in word]
    for address, title, text in _pages(today):
        whole = f"{title} {text} wexcombe".casefold()
        if words and all(word in whole for word in words):
            yield {"url": base + address, "title": title, "content": text[:300]}


def _pages(today: Today) -> Iterator[tuple[str, str, str]]:
    for _, notice in today.notices:
        named = urlencode({"": notice.title})[1:]
        yield f"{NOTICES}#{named}", notice.title, notice.text
    yield SCHOOLS, "Schools in Wexcombe", _SCHOOLS
