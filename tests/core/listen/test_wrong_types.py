"""Whatever JSON a service answers with, a look ends in posts or in a plain sentence, never in a fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodname.core.listen.feeds import feed
from goodname.core.listen.letters import oauth
from goodname.core.listen.pages import reviews
from goodname.core.listen.searches import brave, searxng
from goodname.core.listen.talk import Asked, Batch, NotHeard, Reply, Talk
from goodname.core.words import Unreadable

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = "https://search.wexcombe.test/"
NAMES = [
    "results", "web", "discussions", "news", "url", "title", "content", "engines", "engine",
    "unresponsive_engines", "author", "publishedDate", "page_age", "profile", "name",
    "extra_snippets", "description", "error", "code", "version", "items", "id", "content_html",
    "content_text", "summary", "date_published", "authors", "home_page_url", "access_token",
    "expires_in", "error_description", "@type", "@id", "@graph", "reviewBody", "reviewRating",
    "ratingValue", "bestRating", "datePublished", "itemReviewed", "aggregateRating", "reviews",
    "displayName", "text", "originalText", "rating", "authorAttribution", "publishTime",
    "googleMapsUri",
]  # fmt: skip
ODD = [
    "", "Review", "https://jsonfeed.org/version/1", "2026-11-01", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "\ud800", "http://[", "²", "javascript:x", 10**400, -0.0, 1e308,
    "https://www.bing.com/ck/a?u=a1%ff",
]  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(ODD) | st.text()
VALUES = st.recursive(
    LEAVES,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inside, max_size=6)
    ),
    max_leaves=20,
)


def hear(talk: Callable[[Asked], Talk], reply: Reply, **options: str) -> None:
    asked = Asked(now=NOW, address=HERE, query="q", options=options, secret={"key": "k"})
    running = talk(asked)
    try:
        next(running)
        for _ in range(8):
            running.send(reply)
    except StopIteration as end:
        assert isinstance(end.value, Batch)  # noqa: PT017
    except NotHeard as no:
        assert no.note.endswith(".")  # noqa: PT017
    except Unreadable as fault:
        assert fault.faults  # noqa: PT017


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from([200, 200, 400, 402, 422, 429, 500]))
@example({"access_token": "x", "expires_in": "²"}, 200)
@example({"results": [{"url": 7, "title": [], "engines": {"a": 1}}]}, 200)
def test_wrong_kinds_of_values_everywhere(value: object, status: int) -> None:
    body = json.dumps(value).encode()
    reply = Reply(status, body, {"content-type": "application/json"}, HERE)
    page = b'<script type="application/ld+json">' + body + b"</script>"
    for talk in (brave.talk, searxng.talk, feed.talk):
        hear(talk, reply)
    hear(reviews.talk, reply, where="places", place="abcdefghijkl")
    hear(reviews.talk, Reply(status, page, {"content-type": "text/html"}, HERE))
    with suppress(NotHeard, Unreadable):
        oauth.read(reply, NOW)


@pytest.mark.parametrize("opened", [b"[", b'{"results":', b'{"name":', b'{"error":'])
@pytest.mark.parametrize("depth", [100, 990, 200_000])
def test_answers_that_are_far_too_deep(opened: bytes, depth: int) -> None:
    closed = b"]" if opened == b"[" else b"}"
    body = opened * depth + b'"x"' + closed * depth
    for talk in (brave.talk, searxng.talk, feed.talk):
        hear(talk, Reply(200, body, {}, HERE))
        hear(talk, Reply(422, body, {}, HERE))


@pytest.mark.parametrize("field", ["author", "reviewBody", "itemReviewed", "name", "reviewRating"])
def test_a_name_of_a_name_of_a_name(field: str) -> None:
    deep = '{"name":' * 500 + '"x"' + "}" * 500
    source = f'<script type="application/ld+json">{{"@type":"Review","{field}":{deep}}}</script>'
    name, posts = reviews.read(source, HERE)
    assert (name, len(posts)) == ("", 0)
