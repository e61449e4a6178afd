"""Makes posts of what search engines found, and tells each page once.

An engine cuts another piece out of the same page each time, and guesses another date. Neither is
news, nor an edit by whoever wrote the page, so a page that was told is not told again: its own
words are heard by watching the page, or seen by looking at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from goodname.core.listen.feeds.entry import Entry, post_of
from goodname.core.listen.searches.wrapped import unwrapped
from goodname.core.words import Post

MOST_RESULTS = 500  # in one look
MOST_REMEMBERED = 1_500  # pages told already
DIGITS = 12  # of a page's digest: enough to tell a few thousand pages apart


@dataclass(frozen=True)
class Result:
    """One page as an engine shows it; `title` and `text` are HTML where `is_html` says so."""

    address: str
    title: str = ""
    text: str = ""
    author: str = ""
    posted: datetime | None = None
    marks: tuple[tuple[str, str], ...] = ()
    is_html: bool = False


@dataclass(frozen=True)
class News:
    """The posts that were not told before, what could not be used, and what to remember."""

    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    memory: Mapping[str, str]


def news(results: Iterable[Result], memory: Mapping[str, str], now: datetime) -> News:
    """What is new among results, best first; `memory` is what the last look left."""
    told = dict.fromkeys(memory.get("told", "").split())
    posts: list[Post] = []
    refused: list[str] = []
    here: set[str] = set()
    for number, result in enumerate(results, start=1):
        if number > MOST_RESULTS:
            refused.append(f"The results after the first {MOST_RESULTS}.")
            break
        post = _post(result, now)
        if post is None:
            refused.append(f"Result {number} has no address that can be followed.")
            continue
        digest = sha256(post.key.encode()).hexdigest()[:DIGITS]
        if digest not in told and digest not in here:
            posts.append(post)
        here.add(digest)
    for digest in here:  # seen last, so forgotten last
        told.pop(digest, None)
    remembered = [*told, *sorted(here)][-MOST_REMEMBERED:]
    return News(tuple(posts), tuple(refused), {"told": " ".join(remembered)})


def _post(result: Result, now: datetime) -> Post | None:
    address = unwrapped(result.address)
    if not address:
        return None
    entry = Entry(
        links=(address,),
        title=result.title,
        title_is_html=result.is_html,
        texts=((result.text, result.is_html),),
        author=result.author,
        posted=result.posted,
    )
    post = post_of(entry, address, address, now)
    return replace(post, marks=result.marks) if post else None
