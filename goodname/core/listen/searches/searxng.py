"""Asks a school's own SearXNG (or searx), which asks many search engines and says which were silent."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from goodname.core.listen.json_reply import json_object, objects, text, time
from goodname.core.listen.markup import tidy
from goodname.core.listen.searches.results import Result, news
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply, Talk, refusal
from goodname.core.words import Request

TIME_RANGES = frozenset({"day", "week", "month", "year"})
MOST_PAGES = 5
MOST_NAMED = 6  # silent engines in one sentence
NO_JSON = (
    "The search server does not give out its results as JSON. Whoever runs it has to add “json”"
    " to “formats” under “search” in its settings.yml (formats: [html, json])."
)
TOO_OFTEN = (
    "The search server’s own limiter asked us to come back later. Whoever runs it can let this"
    " desk’s address pass."
)
NO_QUERY = "There is nothing to search for: choose one of the school’s names."


@dataclass(frozen=True)
class Found:
    """What a search server answered. `silent` are engines that gave nothing, each with why."""

    results: tuple[Result, ...]
    silent: tuple[tuple[str, str], ...] = ()


def ask(server: str, query: str, *, page: int = 1, time_range: str = "",
        language: str = "", categories: str = "") -> Request:  # fmt: skip
    """The question for one page of results.

    An engine that cannot search by time keeps silent when a `time_range` is given, without being
    named among the silent ones.
    """
    said = {"q": query, "format": "json", "pageno": str(page)}
    said |= {"time_range": time_range} if time_range in TIME_RANGES else {}
    said |= {"language": language} if language else {}
    said |= {"categories": categories} if categories else {}
    address = f"{base(server)}/search?{urlencode(said, quote_via=quote)}"
    return Request(address, (("Accept", "application/json"),))


def base(server: str) -> str:
    """The address of the server, whichever of its pages was pasted."""
    parts = urlsplit(server.strip())
    path = parts.path.rstrip("/").removesuffix("/search").removesuffix("/preferences").rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def read(body: bytes) -> Found:
    """Read one page of results. Raises Unreadable when it is no answer of such a server."""
    found = json_object(body, "search")
    return Found(
        tuple(_result(one) for one in objects(found.get("results"))),
        tuple(_silent(found.get("unresponsive_engines"))),
    )


def talk(asked: Asked) -> Talk:
    """One look: the best results, and apart from them the newest, which not every engine can sort.

    Options: `time_range` (day, week, month, year; month by default; "any" asks for the best
    alone), `pages` of the best (1 by default), `language`, `categories`. The memory holds the
    digests of the pages that were `told`.
    """
    if not asked.query.strip():
        raise NotHeard(Outcome.REFUSED, NO_QUERY, spent=0)
    results: list[Result] = []
    silent: dict[str, str] = {}
    note, spent = "", 0
    for request in _questions(asked):
        reply = yield request
        spent += 1
        try:
            found = read(_heard(reply).body)
        except NotHeard as no:
            if spent == 1:
                raise
            note = no.note
            break
        results += found.results
        silent |= dict(found.silent)
    heard = news(results, asked.memory, asked.now)
    return Batch(
        posts=heard.posts,
        title=f"Search for {asked.query}",
        refused=heard.refused,
        outcome=Outcome.PARTLY if silent or note else Outcome.ANSWERED,
        note=" ".join(filter(None, (incomplete(silent), note))),
        memory=heard.memory,
        spent=spent,
    )


def incomplete(silent: dict[str, str]) -> str:
    """The sentence that names the engines that did not answer; "" where all did."""
    if not silent:
        return ""
    named = [f"{name} ({why})" if why else name for name, why in sorted(silent.items())]
    more = len(named) - MOST_NAMED
    listed = ", ".join(named[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"Not every engine answered, so this look has gaps: {listed}."


def _questions(asked: Asked) -> list[Request]:
    chosen = asked.options
    language, categories = chosen.get("language", ""), chosen.get("categories", "")
    pages = chosen.get("pages", "")
    count = min(int(pages), MOST_PAGES) if pages.isascii() and pages.isdigit() else 1
    newest = chosen.get("time_range", "") or "month"
    turns = [(page, "") for page in range(1, max(count, 1) + 1)]
    turns += [(1, newest)] if newest in TIME_RANGES else []
    return [
        ask(asked.address, asked.query, page=page, time_range=time_range,
            language=language, categories=categories)
        for page, time_range in turns
    ]  # fmt: skip


def _heard(reply: Reply) -> Reply:
    kind = reply.headers.get("content-type", "")
    if reply.status == 403 or (reply.status == 200 and "html" in kind):
        raise NotHeard(Outcome.REFUSED, NO_JSON)
    if reply.status == 429:
        raise refusal(reply, TOO_OFTEN)
    if not 200 <= reply.status < 300:
        raise refusal(reply)
    return reply


def _result(one: dict[str, object]) -> Result:
    engines = one.get("engines")
    names = engines if isinstance(engines, list) else [one.get("engine")]
    known = sorted({name for name in names if isinstance(name, str) and name})
    return Result(
        address=text(one, "url"),
        title=text(one, "title"),
        text=text(one, "content"),
        author=text(one, "author"),
        posted=time(text(one, "publishedDate")),
        marks=(("engines", ", ".join(known)[:200]),) if known else (),
    )


def _silent(found: object) -> list[tuple[str, str]]:
    rows = found if isinstance(found, list) else []
    pairs = [row for row in rows if isinstance(row, list) and row and isinstance(row[0], str)]
    return [(tidy(row[0])[:40], tidy(str(row[1]))[:60] if len(row) > 1 else "") for row in pairs]
