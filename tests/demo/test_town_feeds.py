"""The town's feeds as a strict reader meets them: well formed, complete, honest about change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import feedparser
import pytest

FEEDS = [
    "/forum/feed.xml",
    "/gazette/rss.xml",
    "/gazette/atom.xml",
    "/blog/atom.xml",
    "/reviews/rss.xml",
]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_parses_and_its_posts_have_all_that_a_reader_needs(quiet_town, path):
    reply = quiet_town.get(path)
    feed = feedparser.parse(reply.body, response_headers=reply.headers)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version in ("rss20", "atom10")
    assert feed.feed.title
    posts = feed.entries
    assert len(posts) >= 2
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert post.title
        assert post.get("author") or post.author_detail.name
        assert post.summary
        assert post.published_parsed
        page = quiet_town.get(post.link.removeprefix(quiet_town.address))
        assert page.status == 200, "what the feed links to is there"
    moments = [post.published_parsed for post in posts]
    assert moments == sorted(moments, reverse=True), "newest first"


@pytest.mark.parametrize("path", [*FEEDS, "/forum/post/picking-up-time"])
def test_asking_again_brings_304_and_no_words(quiet_town, path):
    first = quiet_town.get(path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    assert parsedate_to_datetime(date) <= parsedate_to_datetime(first.headers["date"])
    same = quiet_town.get(path, If_None_Match=tag)
    assert (same.status, same.body, same.headers["etag"]) == (304, "", tag)
    assert quiet_town.get(path, If_None_Match=f'"other", W/{tag}').status == 304
    assert quiet_town.ask("HEAD", path, If_None_Match=tag).status == 304
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    assert quiet_town.get(path, If_Modified_Since=later).status == 304
    long_ago = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert quiet_town.get(path, If_Modified_Since=long_ago).status == 200
    assert quiet_town.get(path, If_None_Match='"old"', If_Modified_Since=later).status == 200
    assert quiet_town.get(path, If_Modified_Since="yesterday").status == 200


def test_a_change_within_the_same_second_is_never_hidden_by_a_date(town):
    for post in ("picking-up-time", "club-full", "lost-cat", "gate-shut-again"):
        before = town.get("/forum/feed.xml").headers["last-modified"]
        town.post("/authors/delete", post=post)
        after = town.get("/forum/feed.xml", If_Modified_Since=before)
        assert after.status == 200
        assert post not in after.body


def test_a_deletion_changes_etag_and_date_of_the_feed(town):
    before = town.get("/gazette/rss.xml").headers
    town.post("/authors/delete", post="rovers-draw")
    after = town.get("/gazette/rss.xml", If_None_Match=before["etag"])
    assert after.status == 200
    assert "rovers-draw" not in after.body
    assert parsedate_to_datetime(after.headers["last-modified"]) > parsedate_to_datetime(
        before["last-modified"]
    )
