"""Searches Bluesky through the server of the school's own account, newest posts first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from goodname.core.listen.feeds.entry import once
from goodname.core.listen.json_reply import json_object, listed, text, time
from goodname.core.listen.networks import rates
from goodname.core.listen.networks.bluesky_post import post_of_view
from goodname.core.listen.networks.bluesky_session import (
    ACCEPT,
    WHO,
    Session,
    error_of,
    server_of,
    session_of,
    signed_in,
)
from goodname.core.listen.networks.sessions import keeping
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Talk, expect_ok
from goodname.core.words import Post, Request

PAGE = 100  # posts; the most that one question may ask for
MOST_PAGES = 3  # in one look
LONGEST_CURSOR = 1_000
# Posts reach the search late, and labels and corrections later: so much is read again.
OVERLAP = timedelta(days=2)
NO_QUERY = "There is nothing to search for: choose one of the school’s names."
NOT_TAKEN = "Bluesky did not take the search."
MORE = "There were more posts on Bluesky than the newest {count} that one look reads."


@dataclass(frozen=True)
class Page:
    """One page of a search: its posts, why others fell out, and what the next page is asked with."""

    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    cursor: str


def ask(server: str, query: str, access: str, since: str = "", cursor: str = "") -> Request:
    """One page of a search; `since` is a time in ISO 8601, `cursor` what the page before gave."""
    said = {"q": query, "sort": "latest", "limit": str(PAGE)}
    said |= {name: value for name, value in (("since", since), ("cursor", cursor)) if value}
    address = f"{server}/xrpc/app.bsky.feed.searchPosts?{urlencode(said, quote_via=quote)}"
    return Request(address, (("Authorization", f"Bearer {access}"), ACCEPT))


def read(body: bytes, now: datetime) -> Page:
    """What a page of a search says. Raises Unreadable when it is none."""
    found = json_object(body, WHO)
    views = listed(found.get("posts"), WHO)
    made = [post_of_view(view, now) if isinstance(view, dict) else None for view in views[:PAGE]]
    refused = tuple(
        f"Post {number} has no identifier of Bluesky’s."
        for number, post in enumerate(made, start=1)
        if post is None
    )
    if len(views) > PAGE:
        refused += (f"{len(views) - PAGE} posts more than were asked for.",)
    cursor = text(found, "cursor")
    cursor = cursor if len(cursor) <= LONGEST_CURSOR else ""
    return Page(tuple(post for post in made if post), refused, cursor)


def talk(asked: Asked) -> Talk:
    """One look. The memory holds the time `since` which the next look asks; the session its keys.

    A post whose author wrote an old date on it is found only by the first look.
    """
    if not asked.query.strip():
        raise NotHeard(Outcome.REFUSED, NO_QUERY, spent=0)
    session = session_of(asked)
    with keeping(session):
        return (yield from _search(asked, session))


def _search(asked: Asked, session: Session) -> Talk:
    server, since, cursor = server_of(asked), asked.memory.get("since", ""), ""
    posts: list[Post] = []
    refused: list[str] = []
    pages = 0
    while pages < MOST_PAGES:
        here = cursor
        reply = yield from signed_in(
            asked,
            session,
            lambda access: ask(server, asked.query, access, since, here),  # noqa: B023
        )
        if reply.status == 400:
            raise NotHeard(Outcome.REFUSED, _with_name(NOT_TAKEN, error_of(reply)))
        page = read(expect_ok(reply).body, asked.now)
        pages += 1
        posts += page.posts
        refused += page.refused
        cursor = page.cursor if page.cursor != here and (page.posts or page.refused) else ""
        if not cursor:
            break
    kept, twice = once(posts)
    return Batch(
        posts=tuple(kept),
        title=f"Bluesky: {asked.query}",
        refused=(*refused, *(() if pages > 1 else twice)),  # pages move on between two questions
        outcome=Outcome.PARTLY if cursor else Outcome.ANSWERED,
        note=MORE.format(count=PAGE * MOST_PAGES) if cursor else "",
        memory=_memory(kept, since, asked.now),
        session=session,
        left=rates.left(reply),
        spent=pages,
    )


def _memory(posts: list[Post], since: str, now: datetime) -> dict[str, str]:
    newest = max((post.posted for post in posts if post.posted), default=None)
    if newest is None:
        return {"since": since} if since else {}
    # Its own form of time: some servers read no other.
    next_since = min(newest, now) - OVERLAP
    known = time(since)
    if known and known > next_since:
        return {"since": since}
    return {"since": next_since.strftime("%Y-%m-%dT%H:%M:%S.000Z")}


def _with_name(sentence: str, name: str) -> str:
    return f"{sentence[:-1]} ({name[:60]})." if name.isalnum() and name.isascii() else sentence
