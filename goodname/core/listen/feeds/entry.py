"""Makes a post of one entry of a feed, with the fall-backs that careless feeds need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from goodname.core.listen.links import web_address
from goodname.core.listen.markup import plain, tidy
from goodname.core.words import Post

LONGEST_TITLE = 200
LONGEST_TEXT = 100_000
LONGEST_KEY = 500
CUT = " […]"
BEFORE_FEEDS = datetime(1995, 1, 1, tzinfo=UTC)
# Clocks of servers are off by hours, and by a time zone; nobody posts next week.
TOO_FAR_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """What a feed says of one entry, as written. `title`, `text` are plain or HTML as told."""

    id: str = ""
    links: tuple[str, ...] = ()  # best first, absolute or not
    title: str = ""
    title_is_html: bool = False
    texts: tuple[tuple[str, bool], ...] = ()  # (words, whether HTML): all that the entry offers
    author: str = ""
    posted: datetime | None = None
    edited: datetime | None = None


def post_of(entry: Entry, base: str, site: str, now: datetime | None) -> Post | None:
    """The post, or None where the entry has neither words nor an address.

    `base` is the feed's own address and `site` the one of the pages it belongs to.
    """
    text = max((_words(words, is_html) for words, is_html in entry.texts), key=len, default="")
    title = _words(entry.title, entry.title_is_html).replace("\n", " ")
    address = next(filter(None, (web_address(link, base) for link in entry.links)), "")
    if not title and not text:
        text = address  # a bare link is still something that somebody posted
    if not title and not text:
        return None
    posted, edited = believable(entry.posted, now), believable(entry.edited, now)
    return Post(
        key=_key(entry, address, title, text),
        address=address or site or base,
        title=_cut(title or text.partition("\n")[0], LONGEST_TITLE),
        text=_cut(text or title, LONGEST_TEXT),
        author=_cut(_words(entry.author, True).replace("\n", " "), LONGEST_TITLE),
        posted=posted or edited,
        edited=edited if posted and edited and edited > posted else None,
    )


def once(posts: Iterable[Post]) -> tuple[list[Post], list[str]]:
    """Keep one post a key: the newest telling. The others' reasons come second.

    Some feeds give all their entries one id; entries that share an id but not an address get
    their address as key instead, so that none hides another.
    """
    kept: dict[str, Post] = {}
    refused = []
    for post in posts:
        other = kept.get(post.key)
        if other and other.address != post.address:
            post = Post(**{**vars(post), "key": post.address})
            other = kept.get(post.key)
        if other:
            refused.append(f"“{post.title}” stands in the feed twice under one id.")
            if _told(post) <= _told(other):
                continue
        kept[post.key] = post
    return list(kept.values()), refused


def believable(time: datetime | None, now: datetime | None) -> datetime | None:
    """The time, unless it is before there were feeds or lies ahead of `now`."""
    latest = now + TOO_FAR_AHEAD if now else datetime(2100, 1, 1, tzinfo=UTC)
    return time if time and BEFORE_FEEDS <= time <= latest else None


def _told(post: Post) -> datetime:
    return post.edited or post.posted or BEFORE_FEEDS


def _key(entry: Entry, address: str, title: str, text: str) -> str:
    key = tidy(entry.id).replace("\n", " ") or address
    if key and len(key) <= LONGEST_KEY:
        return key
    words = key or "\n".join((title, text, entry.posted.isoformat() if entry.posted else ""))
    return "sha256:" + sha256(words.encode()).hexdigest()


def _words(written: str, is_html: bool) -> str:
    return plain(written) if is_html else tidy(written)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - len(CUT)].rstrip() + CUT
