"""Searches one Mastodon server (or one that speaks its language) for words or for a hashtag."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from goodname.core.listen.feeds.entry import once
from goodname.core.listen.json_reply import json_object, json_of, listed
from goodname.core.listen.networks import rates
from goodname.core.listen.networks.mastodon_sight import (
    NO_TOKEN,
    check,
    get_known,
    headers_of,
    known,
    server_of,
    token_of,
)
from goodname.core.listen.networks.mastodon_status import (
    WHO,
    id_of,
    is_public,
    order,
    post_of_status,
)
from goodname.core.listen.networks.sessions import keeping
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Talk
from goodname.core.words import Post, Request

PAGE = 40  # statuses; the most that a server gives at once
MOST_PAGES = 3  # in one look
HASHTAG = re.compile(r"#(\w{1,100})")
NEXT = re.compile(r'<([^<>]{1,2000})>\s*;[^,<>]*\brel="?next"?')
NO_QUERY = "There is nothing to search for: choose one of the school’s names or a hashtag."
SEARCHES_NOT = (
    "This server may not search words: nothing was ever found here. Listen for a hashtag there as"
    " well, or use another server."
)
MORE = "There were more posts than the newest {count} that one look reads."


@dataclass(frozen=True)
class Page:
    """One page: its posts, why others fell out, and the ids that were on it."""

    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    ids: tuple[str, ...]


def ask_search(
    server: str, query: str, token: str, older_than: str = "", than: str = ""
) -> Request:
    """A page of a search for words: newest first, older than one id and newer than another."""
    said = {"q": query, "type": "statuses", "limit": str(PAGE)} | _bounds(older_than, than)
    return Request(f"{server}/api/v2/search?{urlencode(said, quote_via=quote)}", headers_of(token))


def ask_tag(server: str, tag: str, token: str, older_than: str = "") -> Request:
    """A page of a hashtag, newest first."""
    said = {"limit": str(PAGE)} | _bounds(older_than, "")
    address = f"{server}/api/v1/timelines/tag/{quote(tag, safe='')}?{urlencode(said)}"
    return Request(address, headers_of(token))


def read_search(body: bytes, now: datetime) -> Page:
    """What a search found. Raises Unreadable when it is no answer to one."""
    return _page(listed(json_object(body, WHO).get("statuses"), WHO), now)


def read_tag(body: bytes, now: datetime) -> Page:
    """What stands under a hashtag. Raises Unreadable when it is no such list."""
    return _page(listed(json_of(body, WHO), WHO), now)


def older_page(headers: Mapping[str, str]) -> str:
    """The id from which the next page goes on, out of the Link header; "" where there is none.

    Only the id is taken: the address beside it could lead our token to somebody else's server.
    """
    link = NEXT.search(headers.get("link", "")[:5_000])
    try:
        return parse_qs(urlsplit(link[1]).query).get("max_id", [""])[0] if link else ""
    except ValueError:
        return ""


def talk(asked: Asked) -> Talk:
    """One look. The memory holds the `newest` id; the session which token was looked at.

    The newest page is asked for again each time, so that edits of recent posts are seen; older
    pages only back to what is known. A search without an account's token is answered with nothing
    and not with an error, so it is not asked.
    """
    query = asked.query.strip()
    if not query:
        raise NotHeard(Outcome.REFUSED, NO_QUERY, spent=0)
    token, tag = token_of(asked), HASHTAG.fullmatch(query)
    if not token and not tag:
        raise NotHeard(Outcome.NO_TOKEN, NO_TOKEN, session={}, spent=0)
    session, note = dict(asked.session), ""
    if token and not known(asked, token):
        session, note = yield from get_known(asked, token)
    with keeping(session):
        return (yield from _look(asked, query, token, session, note))


def _look(asked: Asked, query: str, token: str, session: dict[str, str], note: str) -> Talk:
    server, tag, newest = server_of(asked), HASHTAG.fullmatch(query), asked.memory.get("newest", "")
    posts: list[Post] = []
    refused: list[str] = []
    seen: set[str] = set()
    older, pages = "", 0
    while True:
        request = ask_tag(server, tag[1], token, older) if tag else ask_search(
            server, query, token, older, newest if older else ""
        )  # fmt: skip
        reply = check(asked, (yield request), token)
        page = (read_tag if tag else read_search)(reply.body, asked.now)
        pages += 1
        fresh = set(page.ids) - seen
        seen |= fresh
        posts += page.posts
        refused += page.refused
        older = _older(page, older_page(reply.headers), bool(tag))
        met = bool(newest) and any(order(id_) <= order(newest) for id_ in page.ids)
        if not fresh or not older or met or pages == MOST_PAGES:
            break
    partly = bool(fresh and older and not met)
    outcome = Outcome.PARTLY if partly else Outcome.ANSWERED
    said = MORE.format(count=PAGE * MOST_PAGES) if partly else note
    if not tag and seen:
        session["searches"] = "yes"
    elif not tag and session.get("searches") != "yes":
        # Only the school's own names are asked for, so a quiet search and a deaf one look alike.
        outcome, said = Outcome.PARTLY, SEARCHES_NOT
    kept, _ = once(posts)
    newest = max((*seen, newest), key=order)
    return Batch(
        posts=tuple(kept),
        title=f"Mastodon: {query}",
        refused=tuple(refused),
        outcome=outcome,
        note=said,
        memory={"newest": newest} if newest else {},
        session=session,
        left=rates.left(reply),
        spent=pages,
    )


def _older(page: Page, linked: str, is_tag: bool) -> str:
    if is_tag:  # the server says itself whether there is more
        return linked
    return min(page.ids, key=order) if len(page.ids) >= PAGE else ""


def _bounds(older_than: str, than: str) -> dict[str, str]:
    return {name: id_ for name, id_ in (("max_id", older_than), ("min_id", than)) if id_}


def _page(statuses: list[Any], now: datetime) -> Page:
    posts, refused, ids = [], [], []
    for number, status in enumerate(statuses[: 2 * PAGE], start=1):
        if not isinstance(status, dict):
            refused.append(f"Post {number} is not what a post should be.")
            continue
        if id_of(status):
            ids.append(id_of(status))
        post = post_of_status(status, now) if is_public(status) else None
        if post:
            posts.append(post)
        elif not is_public(status):
            refused.append(f"Post {number} was not said to everybody, so it is left alone.")
        else:
            refused.append(f"Post {number} has no address that can be followed.")
    return Page(tuple(posts), tuple(refused), tuple(ids))
