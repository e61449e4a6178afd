"""Brave's search: one paid question a look, and what is left of the month."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from goodname.core.listen.searches import brave
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply
from goodname.core.words import Request

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WINDOWS = {
    "x-ratelimit-limit": "1, 15000",
    "x-ratelimit-policy": "1;w=1, 15000;w=2592000",
    "x-ratelimit-remaining": "0, 14523",
    "x-ratelimit-reset": "1, 1419704",
}
WEB = {
    "type": "search",
    "query": {"original": "q"},
    "web": {"results": [
        {"title": "The <strong>Tansy Lane</strong> gate", "url": "http://forum.wexcombe.test/t/4",
         "description": "Opens &quot;too late&quot; for <strong>parents</strong>.",
         "page_age": "2026-03-01T08:00:00", "profile": {"name": "Wexcombe Forum"},
         "extra_snippets": ["It squeaks &amp; sticks."]},
        {"title": "No address"},
    ]},
    "discussions": {"results": [{"title": "Schools?", "url": "http://talk.test/1", "description": ""}]},
    "videos": {"results": [{"title": "Not asked for", "url": "http://video.test/1"}]},
}  # fmt: skip
NEWS = {
    "type": "news",
    "results": [{"title": "Fair", "url": "http://paper.test/1", "description": "Cake"}],
}


def look(
    body: object, status: int = 200, headers: Mapping[str, str] | None = None,
    memory: Mapping[str, str] | None = None, **options: str,
) -> tuple[Batch, Request]:  # fmt: skip
    talk = brave.talk(Asked(now=NOW, query='"Tansy Lane"', options=options, memory=memory or {},
                            secret={"key": "k-1"}))  # fmt: skip
    request = next(talk)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        talk.send(Reply(status, raw, {**WINDOWS, **(headers or {})}, request.address))
    except StopIteration as end:
        return end.value, request
    raise AssertionError("a second question would cost money")


def test_pages_and_forum_threads_with_the_marks_of_the_search_taken_out() -> None:
    batch, request = look(WEB)
    parts = urlsplit(request.address)
    assert (parts.netloc, parts.path) == ("api.search.brave.com", "/res/v1/web/search")
    assert ("X-Subscription-Token", "k-1") in request.headers
    assert "k-1" not in request.address
    gate, thread = batch.posts
    assert gate.title == "The Tansy Lane gate"
    assert gate.text == 'Opens "too late" for parents.\nIt squeaks & sticks.'
    assert gate.author == "Wexcombe Forum"
    assert gate.posted == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert gate.marks == (("page_age", "2026-03-01T08:00:00"),)
    assert thread.text == "Schools?"
    assert batch.refused == ("Result 2 has no address that can be followed.",)


def test_what_is_left_is_that_of_the_longer_window() -> None:
    assert look(WEB)[0].left == 14523
    swapped = {name: ", ".join(reversed(said.split(", "))) for name, said in WINDOWS.items()}
    assert look(WEB, headers=swapped)[0].left == 14523
    endless = {"x-ratelimit-limit": "50, 0", "x-ratelimit-remaining": "49, 0",
               "x-ratelimit-policy": "50;w=1, 0;w=2592000"}  # fmt: skip
    assert look(WEB, headers=endless)[0].left == 49
    assert look(WEB, headers={"x-ratelimit-remaining": "many"})[0].left is None


def test_news_and_freshness() -> None:
    batch, request = look(NEWS, where="news", freshness="pw")
    asked = parse_qs(urlsplit(request.address).query)
    assert urlsplit(request.address).path == "/res/v1/news/search"
    assert (asked["freshness"], asked["q"]) == (["pw"], ['"Tansy Lane"'])
    assert batch.posts[0].text == "Cake"
    assert "freshness" not in look(WEB)[1].address
    assert "freshness=pm" in look(WEB, memory=batch.memory)[1].address
    assert "/web/search" in look(WEB, where="../secret", freshness="x&y")[1].address


def error(code: str, detail: str = "") -> dict[str, object]:
    return {"type": "ErrorResponse", "error": {"code": code, "detail": detail}}


@pytest.mark.parametrize(
    ("status", "body", "headers", "outcome", "wait"),
    [
        (401, b"", {}, Outcome.NO_TOKEN, None),
        (403, b"", {}, Outcome.NO_TOKEN, None),
        (422, error("SUBSCRIPTION_TOKEN_INVALID"), {}, Outcome.NO_TOKEN, None),
        (422, b"", {}, Outcome.NO_TOKEN, None),
        (422, error("VALIDATION", "q is too long"), {}, Outcome.REFUSED, None),
        (402, b"", {}, Outcome.QUOTA, timedelta(days=1)),
        (429, error("RATE_LIMITED"), {"retry-after": "2"}, Outcome.RATE_LIMITED, timedelta(seconds=2)),
        (429, error("QUOTA_LIMITED"), {}, Outcome.QUOTA, timedelta(days=1)),
        (429, b"<html>", {"x-ratelimit-remaining": "0, 0"}, Outcome.QUOTA, timedelta(days=1)),
        (500, b"", {}, Outcome.REFUSED, None),
    ],
)  # fmt: skip
def test_what_brave_refuses(
    status: int, body: object, headers: dict[str, str], outcome: Outcome, wait: timedelta | None
) -> None:
    with pytest.raises(NotHeard) as no:
        look(body, status, headers)
    assert (no.value.outcome, no.value.wait) == (outcome, wait)
    assert no.value.note.endswith(".")


@pytest.mark.parametrize("secret", [{}, {"key": " "}, {"key": "a\r\nX-Other: b"}, {"key": "é"}])
def test_without_a_usable_key_nothing_is_asked(secret: dict[str, str]) -> None:
    with pytest.raises(NotHeard) as no:
        next(brave.talk(Asked(now=NOW, query='"Tansy Lane"', secret=secret)))
    assert (no.value.outcome, no.value.spent) == (Outcome.NO_TOKEN, 0)
