"""Reads the entries of a JSON Feed (version 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from goodname.core.listen.charset import characters
from goodname.core.listen.feeds.entry import Entry
from goodname.core.listen.feeds.tame import BIGGEST
from goodname.core.words import Unreadable

VERSION = "https://jsonfeed.org/version/1"


def looks_like_one(body: bytes) -> bool:
    """Whether these bytes begin like JSON, and so can be no XML feed."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(body: bytes) -> tuple[str, str, list[Entry]]:
    """The feed's title, its site's address and its entries; raises Unreadable."""
    if len(body) > BIGGEST:
        raise Unreadable(f"feed: it is too big; at most {BIGGEST // 1_000_000} MB are allowed")
    try:
        feed = json.loads(characters(body))
    except (ValueError, RecursionError) as fault:
        raise Unreadable("feed: the JSON is broken; a JSON Feed is allowed") from fault
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(VERSION):
        raise Unreadable("feed: this is JSON but no feed; JSON Feed version 1 or 1.1 is allowed")
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    whole = _author(feed)  # wrote what names no other
    entries = [_entry(item, whole) if isinstance(item, dict) else Entry() for item in items]
    return _text(feed, "title"), _text(feed, "home_page_url"), entries


def _author(holder: dict[str, Any]) -> str:
    """The first name under "authors", which some write as one, or under the older "author"."""
    authors = holder.get("authors")
    known = [holder.get("author"), *(authors if isinstance(authors, list) else [authors])]
    return next((_text(one, "name") for one in known if isinstance(one, dict)), "")


def _entry(item: dict[str, Any], whole: str) -> Entry:
    return Entry(
        id=_text(item, "id"),
        links=(_text(item, "url"), _text(item, "external_url")),
        title=_text(item, "title"),
        texts=tuple(_texts(item)),
        author=_author(item) or whole,
        posted=_time(_text(item, "date_published")),
        edited=_time(_text(item, "date_modified")),
    )


def _texts(item: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    yield _text(item, "content_html"), True
    yield _text(item, "content_text"), False
    yield _text(item, "summary"), False


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    # Ids are sometimes numbers, which the format asks readers to take as text.
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _time(written: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(written)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
