"""Finds out what came back from an address: a feed, reviews, a search server, or a page and its feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from goodname.core.listen.charset import characters
from goodname.core.listen.feeds import feed, tame
from goodname.core.listen.feeds.jsonfeed import looks_like_one
from goodname.core.listen.kinds import Kind
from goodname.core.listen.links import web_address
from goodname.core.listen.markup import Tag, take_apart
from goodname.core.listen.pages import page, reviews
from goodname.core.listen.pages.watched import WALL
from goodname.core.listen.places import closed, profiles
from goodname.core.listen.places.detect_address import FEEDS, Detected, of_address
from goodname.core.listen.places.profile_address import addresses
from goodname.core.listen.talk import NotHeard, Outcome, Reply, expect_ok
from goodname.core.words import Refused, Unreadable

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json",
                        "application/rdf+xml"})  # fmt: skip
WANTED = frozenset({"a", "base", "div", "link", "meta"})
MOST_OFFERS = 8
MOST_NAMED = 100  # feeds of which a page's best are offered
GENERATED = re.compile(r"searx", re.IGNORECASE)
COMMENTS = re.compile(r"comment", re.IGNORECASE)
NAMES_A_FEED = re.compile(r"\b(?:rss|atom)\b", re.IGNORECASE)


def of_reply(reply: Reply, asked_address: str) -> Detected:
    """What answered. Raises Refused where it is one person's page or closed to us after all.

    NotHeard where nothing could be read, Unreadable where it is neither a feed nor a page.
    """
    expect_ok(reply)
    address = reply.address or asked_address
    for one in (asked_address, address):
        _refuse(one)
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.endswith("html") or looks_like_one(reply.body):
        found = _feed(reply, address)
        if found:
            return found
    return _page(reply, address)


def _refuse(address: str) -> None:
    reason = profiles.refusal(address)
    closed_ = next(filter(None, map(closed.refusal, addresses(address))), "")
    if reason or closed_:
        raise Refused(reason or closed_)


def _feed(reply: Reply, address: str) -> Detected | None:
    try:
        found = feed.read(reply.body, reply.headers, address)
    except Unreadable:
        return None
    if not looks_like_one(reply.body):
        # A bridge makes a feed of a person's page: the feed says itself of which page it is.
        told = tame.parse(reply.body, reply.headers, address).feed
        if reason := profiles.refusal(str(told.get("link", ""))):
            raise Refused(reason)
    return Detected(Kind.FEED, address, title=found.title)


def _page(reply: Reply, address: str) -> Detected:
    read = page.read(reply.body, reply.headers, address)
    if page.Sign.CHALLENGE in read.signs:
        raise NotHeard(Outcome.REFUSED, WALL)
    source = characters(reply.body, reply.headers.get("content-type", ""))
    tags = list(_tags(source))
    if found := _server(tags, address):
        return found
    offers = tuple(_feeds(tags, address))
    _, posts = reviews.read(source, address)
    if posts:
        as_page = Detected(Kind.PAGE, address, title=read.title)
        return Detected(Kind.REVIEWS, address, title=read.title, offers=(*offers, as_page))
    return Detected(Kind.PAGE, address, title=read.title, offers=offers)


def _tags(source: str) -> Iterator[tuple[Tag, str]]:
    """Each opening tag that may matter, with the words that come right after it."""
    last: Tag | None = None
    for piece in take_apart(source):
        if isinstance(piece, str):
            if last:
                yield last, piece
            last = None
            continue
        if last:
            yield last, ""
        last = piece if piece.opens and piece.name in WANTED else None
    if last:
        yield last, ""


def _server(tags: list[tuple[Tag, str]], address: str) -> Detected | None:
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    for tag, _ in tags:
        got = tag.attributes
        if tag.name == "meta" and got.get("name") == "generator":
            if GENERATED.match(got.get("content", "")):
                return Detected(Kind.SEARXNG, base + parts.path.removesuffix("/search").rstrip("/"),
                                title="SearXNG")  # fmt: skip
        elif tag.name == "div" and got.get("id") == "mastodon":
            tagged = re.match(r"/tags/([^/]+)", parts.path)
            query = "#" + tagged[1].removesuffix(".rss") if tagged else ""
            return Detected(Kind.MASTODON, base, query, title=f"Mastodon: {query or parts.netloc}")
    return None


def _feeds(tags: list[tuple[Tag, str]], address: str) -> list[Detected]:
    """The feeds that a page names: in its head first, then by links that people see."""
    base = next((urljoin(address, tag.attributes["href"]) for tag, _ in tags
                 if tag.name == "base" and "href" in tag.attributes), address)  # fmt: skip
    named: dict[str, str] = {}
    for is_head in (True, False):
        for tag, words in tags:
            got = tag.attributes
            if is_head:
                is_feed = tag.name == "link" and got.get("type", "").lower() in FEED_TYPES
                is_feed = is_feed and "alternate" in got.get("rel", "").lower().split()
                title = got.get("title", "")
            else:
                path = got.get("href", "").partition("?")[0]
                title = " ".join(words.split()) or got.get("title", "") or got.get("aria-label", "")
                is_feed = tag.name == "a" and bool(FEEDS.search(path) or NAMES_A_FEED.search(title))
            there = web_address(got.get("href", ""), base) if is_feed else ""
            if there and there not in named and len(named) < MOST_NAMED:
                named[there] = title[:200]
    offers = [Detected(Kind.FEED, there, title=title) for there, title in named.items()
              if not _is_refused(there)]  # fmt: skip
    offers.sort(key=lambda one: bool(COMMENTS.search(one.title + urlsplit(one.address).path)))
    return offers[:MOST_OFFERS]


def _is_refused(address: str) -> bool:
    try:
        of_address(address)
    except Refused:
        return True
    return False
