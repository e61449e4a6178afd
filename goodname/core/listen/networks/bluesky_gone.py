"""Looks whether posts of Bluesky are still there: left out of a list, and then not found by name."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from goodname.core.listen.json_reply import json_object, listed, objects, text
from goodname.core.listen.networks.bluesky_post import URI
from goodname.core.listen.networks.bluesky_session import (
    ACCEPT,
    WHO,
    Session,
    error_of,
    server_of,
    session_of,
    signed_in,
)
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply, expect_ok
from goodname.core.words import Request

MOST = 25  # posts in one question
NOT_OURS = "This is no identifier of a post on Bluesky."


@dataclass(frozen=True)
class Seen:
    """What was seen of each post: its `cid` today, by which an edit shows, or None for gone.

    A post that is neither there nor surely gone, such as one that is hidden, is under `hidden`.
    """

    cids: dict[str, str | None]
    hidden: frozenset[str] = frozenset()
    session: Session = field(default_factory=dict, repr=False)


def ask_posts(server: str, uris: Sequence[str], access: str) -> Request:
    """Ask for at most 25 posts at once; those that cannot be shown are left out of the answer."""
    if not 0 < len(uris) <= MOST or not all(URI.fullmatch(uri) for uri in uris):
        raise ValueError(f"1 to {MOST} identifiers of posts are allowed")
    said = urlencode([("uris", uri) for uri in uris], quote_via=quote)
    headers = (("Authorization", f"Bearer {access}"), ACCEPT)
    return Request(f"{server}/xrpc/app.bsky.feed.getPosts?{said}", headers)


def read_posts(body: bytes) -> dict[str, str]:
    """The posts that are there: each one's identifier with its `cid`. Raises Unreadable."""
    views = objects(listed(json_object(body, WHO).get("posts"), WHO))
    return {text(view, "uri"): text(view, "cid") for view in views}


def ask_record(server: str, uri: str) -> Request:
    """Ask for one post by its name, in the account that it belongs to."""
    found = URI.fullmatch(uri)
    if not found:
        raise ValueError(NOT_OURS)
    said = {"repo": found["did"], "collection": "app.bsky.feed.post", "rkey": found["rkey"]}
    address = f"{server}/xrpc/com.atproto.repo.getRecord?{urlencode(said, quote_via=quote)}"
    return Request(address, (ACCEPT,))


def read_record(reply: Reply) -> str | None:
    """Its `cid`, or None when it is gone. Raises NotHeard where that was not said clearly."""
    if reply.status == 400 and error_of(reply) == "RecordNotFound":
        return None
    return text(json_object(expect_ok(reply).body, WHO), "cid")


def look_again(asked: Asked, uris: Sequence[str]) -> Generator[Request, Reply, Seen]:
    """What is left of these posts, at most 25. Only what two questions miss counts as gone.

    `asked` needs the server, the secret and the session of the connection. Raises NotHeard.
    """
    session, server = session_of(asked), server_of(asked)
    reply = yield from signed_in(asked, session, lambda access: ask_posts(server, uris, access))
    there = read_posts(expect_ok(reply).body)
    cids: dict[str, str | None] = {uri: there[uri] for uri in uris if uri in there}
    hidden = set()
    for uri in uris:
        if uri in there:
            continue
        reply = yield ask_record(server, uri)
        try:
            cid = read_record(reply)
        except NotHeard as no:
            if no.outcome is not Outcome.REFUSED or reply.status >= 500:
                raise
            hidden.add(uri)
            continue
        if cid is None:
            cids[uri] = None
        else:
            hidden.add(uri)
    return Seen(cids, frozenset(hidden), session)
