"""Searches Reddit: through its public feeds, or as an app where Reddit approved one of the school's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote, urlencode, urlsplit

from goodname.core.listen.feeds import feed
from goodname.core.listen.json_reply import inside, json_object, marks, text
from goodname.core.listen.networks import rates
from goodname.core.listen.networks.reddit_app import (
    SITE,
    Session,
    ask_search,
    has_app,
    hosts,
    read_search,
    signed_in,
)
from goodname.core.listen.networks.sessions import keeping
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply, Talk, refusal
from goodname.core.words import Post, Request, Unreadable

PLACE = re.compile(r"[A-Za-z0-9_]{2,50}")
IN_ADDRESS = re.compile(r"/r/([A-Za-z0-9_]{2,50})(?:/|$)")
# The reader of feeds makes an address of it, another one for each feed.
FULLNAME = re.compile(r"(?:^|/)(t[1-6]_[a-z0-9]{1,20})$")
UNDER_EACH = re.compile(r"\s*submitted by\s+/u/\S+(?:\s+to\s+r/\S+)?\s+\[link\]\s+\[comments\]\s*$")
AN_HOUR = timedelta(hours=1)
NOTHING = "There is nothing to ask Reddit for: choose one of the school’s names, or a subreddit."
TOO_FAST = (
    "Reddit lets us ask its open feeds no more for now. An app that Reddit approved, or a feed of"
    " one’s own from reddit.com/prefs/feeds, is let in more often."
)
KEPT_OUT = (
    "Reddit does not let us read its open feeds from here. An app that Reddit approved, or a feed of"
    " one’s own from reddit.com/prefs/feeds, may help."
)
PRIVATE = "This subreddit is closed to us: it is private or was banned."


def ask(site: str, query: str, place: str) -> Request:
    """The feed of a search, in one subreddit or, for "", everywhere; without words, all that is new."""
    if not query:
        return Request(f"{site}/r/{place}/new.rss?limit=100", (("Accept", feed.ACCEPT),))
    said = {"q": query, "sort": "new", "limit": "100"} | ({"restrict_sr": "1"} if place else {})
    path = f"/r/{place}/search.rss" if place else "/search.rss"
    address = f"{site}{path}?{urlencode(said, quote_via=quote)}"
    return Request(address, (("Accept", feed.ACCEPT),))


def read(reply: Reply, asked: Asked) -> feed.Feed:
    """What a feed of Reddit's says. Raises Unreadable when it is none."""
    found = feed.read(reply.body, reply.headers, reply.address or SITE, asked.now)
    return replace(found, posts=tuple(_told(post) for post in found.posts))


def place_of(asked: Asked) -> str:
    """The subreddit that is meant: the option `subreddit`, or the one in the address."""
    chosen = asked.options.get("subreddit", "").strip().removeprefix("/").removeprefix("r/")
    if PLACE.fullmatch(chosen):
        return chosen
    try:
        found = IN_ADDRESS.match(urlsplit(asked.address).path)
    except ValueError:
        return ""
    return found[1] if found else ""


def talk(asked: Asked) -> Talk:
    """One look, one question. Options: `subreddit`. The session holds the token of an app."""
    query, place = asked.query.strip(), place_of(asked)
    if not query and not place:
        raise NotHeard(Outcome.REFUSED, NOTHING, spent=0)
    if not has_app(asked):
        reply = yield ask(hosts(asked.address)[0], query, place)
        _check(reply, asked)
        found = read(reply, asked)
        return Batch(found.posts, found.title, found.refused, left=rates.left(reply))
    session: Session = dict(asked.session)
    with keeping(session):
        return (yield from _as_an_app(asked, session, query, place))


def _as_an_app(asked: Asked, session: Session, query: str, place: str) -> Talk:
    question = ask_search(hosts(asked.address)[1], query, place)
    reply = yield from signed_in(asked, session, question)
    if reply.status in (403, 404) and place:
        raise NotHeard(Outcome.REFUSED, PRIVATE)
    if not 200 <= reply.status < 300:
        raise refusal(reply)
    page = read_search(reply.body, asked.now)
    return Batch(
        posts=page.posts,
        title=f"Reddit: {query or place}",
        refused=page.refused,
        session=session,
        left=rates.left(reply),
    )


def _check(reply: Reply, asked: Asked) -> None:
    if 200 <= reply.status < 300:
        return
    if reply.status == rates.TOO_MANY:
        no = rates.too_many(reply, asked.now, TOO_FAST)
        no.wait = no.wait or AN_HOUR
        raise no
    if reply.status in (403, 404) and _reason(reply) in ("private", "banned", "quarantined"):
        raise NotHeard(Outcome.REFUSED, PRIVATE)
    if reply.status == 403:  # its answer to machines that it does not like, meant as “not so fast”
        raise NotHeard(Outcome.RATE_LIMITED, KEPT_OUT, wait=rates.wait(reply, asked.now) or AN_HOUR)
    raise refusal(reply)


def _reason(reply: Reply) -> str:
    try:
        return text(inside(json_object(reply.body, "Reddit")), "reason")
    except Unreadable:
        return ""


def _told(post: Post) -> Post:
    """A post without the line that Reddit puts under each, and with its marks."""
    words = UNDER_EACH.sub("", post.text).strip() or post.title
    path = urlsplit(post.address).path
    edited = post.edited.isoformat() if post.edited else ""
    name = FULLNAME.search(post.key)
    key = name[1] if name else post.key
    found = (("fullname", key), ("permalink", path), ("edited", edited))
    return replace(post, key=key, text=words, marks=marks(found))
