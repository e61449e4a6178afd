"""Reads RSS, Atom and JSON feeds as they are really written, into posts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from goodname.core.listen.feeds import jsonfeed, tame
from goodname.core.listen.feeds.entry import LONGEST_TITLE, Entry, once, post_of
from goodname.core.listen.links import web_address
from goodname.core.listen.markup import plain
from goodname.core.listen.talk import Asked, Batch, Outcome, Talk, expect_ok
from goodname.core.words import Post, Request, Unreadable

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
MOST_ENTRIES = 1_000
NOT_CHANGED = 304
HEADER = re.compile(r"[\t -~\x80-\xff]+")
A_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Feed:
    """What a feed said: its posts, newest telling of each, and why the other entries fell out."""

    title: str
    posts: tuple[Post, ...]
    refused: tuple[str, ...] = ()


def ask(address: str, etag: str = "", modified: str = "") -> Request:
    """The question for a feed; with what its last answer's ETag and Last-Modified headers said.

    A server that has nothing new then answers 304 with no body.
    """
    headers = [("Accept", ACCEPT)]
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)):
        if HEADER.fullmatch(value):
            headers.append((name, value))
    return Request(address, tuple(headers))


def read(
    body: bytes, headers: Mapping[str, str], address: str, now: datetime | None = None
) -> Feed:
    """Read the feed that was served, with these headers, at `address`.

    With `now` (aware) given, times that lie ahead of it are not believed. Posts keep the feed's
    order. Raises Unreadable when it is no feed at all.
    """
    if jsonfeed.looks_like_one(body):
        title, site, entries = jsonfeed.read(body)
        title_is_html = False
    else:
        title, title_is_html, site, entries = _read_xml(body, headers, address)
    site = web_address(site, address)
    posts: list[Post] = []
    refused: list[str] = []
    for number, entry in enumerate(entries[:MOST_ENTRIES], start=1):
        post = post_of(entry, address, site, now)
        if post:
            posts.append(post)
        else:
            refused.append(f"Entry {number} has neither words nor an address.")
    if len(entries) > MOST_ENTRIES:
        refused.append(f"{len(entries) - MOST_ENTRIES} entries after the first {MOST_ENTRIES:,}.")
    kept, twice = once(posts)
    name = plain(title) if title_is_html else title
    return Feed(" ".join(name.split())[:LONGEST_TITLE], tuple(kept), (*refused, *twice))


def talk(asked: Asked) -> Talk:
    """One look at a feed. The memory holds its `etag`, `modified` and the `digest` of its body."""
    known = asked.memory
    reply = yield ask(asked.address, known.get("etag", ""), known.get("modified", ""))
    if reply.status == NOT_CHANGED:
        return Batch(outcome=Outcome.UNCHANGED, memory=known, moved_to=reply.moved_to)
    expect_ok(reply)
    memory = {
        "etag": reply.headers.get("etag", "")[:500],
        "modified": reply.headers.get("last-modified", "")[:100],
        "digest": sha256(reply.body).hexdigest(),
    }
    if memory["digest"] == known.get("digest"):  # many servers know no tags, Google Alerts for one
        return Batch(outcome=Outcome.UNCHANGED, memory=memory, moved_to=reply.moved_to)
    found = read(reply.body, reply.headers, reply.address, asked.now)
    return Batch(
        posts=found.posts,
        title=found.title,
        refused=found.refused,
        memory=memory,
        moved_to=reply.moved_to,
    )


def _read_xml(
    body: bytes, headers: Mapping[str, str], address: str
) -> tuple[str, bool, str, list[Entry]]:
    found = tame.parse(body, headers, address)
    if A_PAGE.match(body) and not found.entries:
        raise Unreadable(
            "feed: this address gives a web page, not a feed; the address of an RSS, Atom or JSON"
            " feed is allowed (pages often name theirs “RSS”)"
        )
    if not found.get("version") and not found.entries:
        raise Unreadable("feed: this is no feed; RSS, Atom or a JSON feed is allowed")
    detail = found.feed.get("title_detail", {})
    entries = [_entry(entry) for entry in found.entries]
    if str(found.get("version", "")).startswith("atom"):
        # Atom says that the feed's author wrote what names no other. RSS does not: its editor did
        # not write what people post on a forum.
        whole = _author(found.feed)
        entries = [replace(one, author=one.author or whole) for one in entries]
    return (
        str(found.feed.get("title", "")),
        detail.get("type") in HTML,
        str(found.feed.get("link", "")),
        entries,
    )


def _entry(entry: Any) -> Entry:
    links = [link.get("href", "") for link in entry.get("links", ()) if link]
    files = [file.get("href", "") for file in entry.get("enclosures", ()) if file]
    original = entry.get("feedburner_origlink", "")  # the other link only counts the clicks
    id_ = str(entry.get("id", ""))
    title = entry.get("title_detail") or {}
    offered = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    return Entry(
        id=id_,
        links=tuple(
            str(link) for link in (original, entry.get("link", ""), *links, *files, id_) if link
        ),
        title=str(title.get("value") or entry.get("title") or ""),
        title_is_html=title.get("type") in HTML,
        texts=tuple((str(one.get("value") or ""), one.get("type") in HTML) for one in offered),
        author=_author(entry),
        posted=_time(entry.get("published_parsed")),
        # By the key itself: asked politely, the library makes up an update from the publication.
        edited=_time(dict.get(entry, "updated_parsed")),
    )


def _author(entry: Any) -> str:
    """The author's name; RSS has it in brackets behind an e-mail address, which we do not keep."""
    named = [one.get("name", "") for one in entry.get("authors", ()) if one]
    written = str(next(filter(None, named), "") or entry.get("author") or "")
    bracketed = re.fullmatch(r"[^\s()]{1,200}@[^\s()]{1,200} ?\(([^()]{1,200})\)", written)
    return bracketed[1] if bracketed else written


def _time(parsed: tuple[int, ...] | None) -> datetime | None:
    if not parsed:
        return None
    try:
        year, month, day, hour, minute, second, *_ = parsed
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):  # the library reads dates that no calendar has
        return None
