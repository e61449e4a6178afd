"""Reddit, as its feeds and its API answer, with made-up people."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.networks import reddit
from goodname.core.listen.networks.reddit_app import SITE
from goodname.core.listen.talk import Asked, Outcome, Reply
from tests.core.listen.other_side import ANY_JSON, NOW, hold, not_heard, said, spoilt, survives

FEED = b"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"
xmlns:media="http://search.yahoo.com/mrss/"><id>/r/wexcombe/search.rss?q=Tansy</id>
<title>Wexcombe: search results - Tansy</title>
<entry><author><name>/u/hazel_w</name><uri>https://www.reddit.com/user/hazel_w</uri></author>
<category term="wexcombe" label="r/wexcombe"/>
<content type="html">&lt;!-- SC_OFF --&gt;&lt;div class=&quot;md&quot;&gt;&lt;p&gt;Peas again.&lt;/p&gt;
&lt;/div&gt;&lt;!-- SC_ON --&gt; &amp;#32; submitted by &amp;#32; &lt;a href=&quot;https://www.reddit.com/user/hazel_w&quot;&gt;
/u/hazel_w &lt;/a&gt; &amp;#32; to &amp;#32;
&lt;a href=&quot;https://www.reddit.com/r/wexcombe/&quot;&gt; r/wexcombe &lt;/a&gt; &lt;br/&gt;
&lt;span&gt;&lt;a href=&quot;https://www.reddit.com/x&quot;&gt;[link]&lt;/a&gt;&lt;/span&gt; &amp;#32;
&lt;span&gt;&lt;a href=&quot;https://www.reddit.com/x&quot;&gt;[comments]&lt;/a&gt;&lt;/span&gt;</content>
<id>t3_1abc23</id><link href="https://www.reddit.com/r/wexcombe/comments/1abc23/dinners/" />
<updated>2026-11-22T19:04:11+00:00</updated><published>2026-11-22T19:04:11+00:00</published>
<title>Dinners at Tansy Lane Primary School</title></entry></feed>"""
LINK: dict[str, Any] = {
    "name": "t3_1abc23",
    "id": "1abc23",
    "title": "Dinners at Tansy Lane Primary School",
    "selftext": "Peas & no gravy.",
    "author": "hazel_w",
    "subreddit": "wexcombe",
    "permalink": "/r/wexcombe/comments/1abc23/dinners/",
    "url": "https://www.reddit.com/r/wexcombe/comments/1abc23/dinners/",
    "created_utc": 1795374251.0,
    "edited": 1795375800.0,
    "over_18": False,
    "removed_by_category": None,
}
LISTING = {"kind": "Listing", "data": {"after": None, "children": [{"kind": "t3", "data": LINK}]}}
TOKEN = {"access_token": "tok-1", "token_type": "bearer", "expires_in": 86400, "scope": "*"}
OPEN = Asked(NOW, query="Tansy Lane", options={"subreddit": "r/wexcombe"})
APP = Asked(NOW, query="Tansy Lane", secret={"client_id": "app", "client_secret": "hush"})


def listing(status: int = 200) -> Reply:
    return said(LISTING, status, x_ratelimit_remaining="98.5", x_ratelimit_reset="213")


def test_one_subreddits_search_is_read_as_a_feed() -> None:
    batch, (request,) = hold(reddit.talk(OPEN), [Reply(200, FEED, {}, f"{SITE}/r/x/search.rss")])
    assert urlsplit(request.address)._replace(query="").geturl() == (
        "https://www.reddit.com/r/wexcombe/search.rss"
    )
    question = parse_qs(urlsplit(request.address).query)
    assert (question["q"], question["restrict_sr"], question["sort"]) == (
        ["Tansy Lane"], ["1"], ["new"],
    )  # fmt: skip
    (post,) = batch.posts
    assert post.key == "t3_1abc23"
    assert post.text == "Peas again."
    assert post.title == "Dinners at Tansy Lane Primary School"
    assert post.author == "/u/hazel_w"
    assert post.marks == (
        ("fullname", "t3_1abc23"),
        ("permalink", "/r/wexcombe/comments/1abc23/dinners/"),
    )


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (Asked(NOW, query="Tansy"), "/search.rss"),
        (Asked(NOW, "https://www.reddit.com/r/wexcombe/", "Tansy"), "/r/wexcombe/search.rss"),
        (Asked(NOW, "https://old.reddit.com/r/wexcombe"), "/r/wexcombe/new.rss"),
        (Asked(NOW, query="Tansy", options={"subreddit": "../x?"}), "/search.rss"),
        (Asked(NOW, "https://[", "Tansy"), "/search.rss"),
    ],
)
def test_where_is_searched(asked: Asked, path: str) -> None:
    _, (request,) = hold(reddit.talk(asked), [Reply(200, FEED)])
    assert request.address.startswith("https://www.reddit.com/")
    assert urlsplit(request.address).path == path


def test_being_sent_away_says_when_to_come_back_and_what_helps() -> None:
    no = not_heard(reddit.talk(OPEN), [Reply(429, b"", {"x-ratelimit-reset": "213"})])
    assert (no.outcome, no.wait) == (Outcome.RATE_LIMITED, timedelta(seconds=213))
    assert "approved" in no.note
    no = not_heard(reddit.talk(OPEN), [Reply(429)])
    assert no.wait == timedelta(hours=1)


def test_being_kept_out_is_told_from_a_closed_subreddit() -> None:
    no = not_heard(reddit.talk(OPEN), [Reply(403, b"<html>whoa there, pardner!</html>")])
    assert (no.outcome, no.wait) == (Outcome.RATE_LIMITED, timedelta(hours=1))
    closed = said({"reason": "private", "message": "Forbidden", "error": 403}, 403)
    no = not_heard(reddit.talk(OPEN), [closed])
    assert (no.outcome, no.note) == (Outcome.REFUSED, reddit.PRIVATE)


def test_an_approved_app_gets_a_token_and_searches_with_it() -> None:
    batch, (token, search) = hold(reddit.talk(APP), [said(TOKEN), listing()])
    assert token.address == "https://www.reddit.com/api/v1/access_token"
    assert token.body == b"grant_type=client_credentials"
    said_of_app = dict(token.headers)["Authorization"].removeprefix("Basic ")
    assert b64decode(said_of_app) == b"app:hush"
    assert dict(search.headers)["Authorization"] == "Bearer tok-1"
    assert urlsplit(search.address).netloc == "oauth.reddit.com"
    assert batch.left == 98
    (post,) = batch.posts
    assert post.text == "Peas & no gravy."
    assert post.posted == datetime(2026, 11, 22, 19, 4, 11, tzinfo=UTC)
    assert post.edited == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    assert post.address == "https://www.reddit.com/r/wexcombe/comments/1abc23/dinners/"
    assert dict(post.marks) == {
        "fullname": "t3_1abc23",
        "permalink": "/r/wexcombe/comments/1abc23/dinners/",
        "edited": "2026-11-22T19:30:00+00:00",
        "subreddit": "wexcombe",
    }


def test_a_token_is_kept_until_just_before_it_ends() -> None:
    first, _ = hold(reddit.talk(APP), [said(TOKEN), listing()])
    session = first.session or {}
    later = Asked(NOW + timedelta(hours=23), query="x", secret=APP.secret, session=session)
    assert len(hold(reddit.talk(later), [listing()])[1]) == 1
    ended = Asked(NOW + timedelta(hours=24), query="x", secret=APP.secret, session=session)
    assert len(hold(reddit.talk(ended), [said(TOKEN), listing()])[1]) == 2
    taken_back = [said({"message": "Unauthorized"}, 401), said(TOKEN), listing()]
    assert len(hold(reddit.talk(later), taken_back)[1]) == 3


@pytest.mark.parametrize(
    "reply",
    [said({"message": "Unauthorized", "error": 401}, 401), said({"error": "invalid_grant"})],
)
def test_an_app_that_is_not_approved_is_said_in_words(reply: Reply) -> None:
    no = not_heard(reddit.talk(APP), [reply])
    assert (no.outcome, no.session) == (Outcome.NO_TOKEN, {})


def test_a_post_that_cannot_be_used_is_a_reason() -> None:
    bad = [{"data": LINK | {"permalink": "javascript:alert(1)"}}, {"data": None}, 5]
    body = {"data": {"children": [*bad, {"kind": "t3", "data": LINK}]}}
    batch, _ = hold(reddit.talk(APP), [said(TOKEN), said(body)])
    assert len(batch.posts) == 1
    assert len(batch.refused) == 3


def test_nothing_to_ask_is_said() -> None:
    assert not_heard(reddit.talk(Asked(NOW))).outcome is Outcome.REFUSED


@given(ANY_JSON, st.sampled_from([200, 401, 403, 429, 500]))
def test_whatever_comes_back_a_look_ends(answer: object, status: int) -> None:
    survives(reddit.talk, APP, said(answer, status))
    survives(reddit.talk, OPEN, said(answer, status))


@given(st.integers(0, 200), ANY_JSON | st.just("\ud800"))
def test_a_spoilt_answer_spoils_no_look(at: int, by: object) -> None:
    session = hold(reddit.talk(APP), [said(TOKEN), listing()])[0].session or {}
    asked = Asked(NOW, query="x", secret=APP.secret, session=session)
    survives(reddit.talk, asked, said(spoilt(LISTING, at, by)))
