"""Makes a post of one status of a server that speaks Mastodon's language, and reads its history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from goodname.core.listen.feeds.entry import Entry, post_of
from goodname.core.listen.json_reply import (
    inside,
    json_of,
    listed,
    marks,
    named,
    objects,
    text,
    time,
)
from goodname.core.listen.links import web_address
from goodname.core.listen.markup import plain
from goodname.core.words import Post, Request

WHO = "Mastodon"
# Search shows an account its own letters too: what was not said in public is none of our business.
IN_PUBLIC = frozenset({"public", "unlisted"})
ID = re.compile(r"[A-Za-z0-9_-]{1,100}")  # numbers at Mastodon, letters at other servers


@dataclass(frozen=True)
class Version:
    """One telling of a status, as its history keeps it."""

    at: datetime | None
    text: str


def id_of(status: Mapping[str, Any]) -> str:
    found = text(status, "id")
    return found if ID.fullmatch(found) else ""


def order(id_: str) -> tuple[int, str]:
    """Sorts ids by age: longer numbers are newer, and of one length the greater one."""
    return len(id_), id_


def is_public(status: Mapping[str, Any]) -> bool:
    return text(status, "visibility") in IN_PUBLIC


def post_of_status(status: Mapping[str, Any], now: datetime) -> Post | None:
    """The post, or None where it has no address that a person could follow.

    Its key is the name that all servers know it by. The warning above it, pictures' descriptions,
    the choices of a poll and the card of a link stand on lines of their own.
    """
    told = inside(status, "reblog") or status  # who passes words on did not write them
    address = web_address(text(told, "url")) or web_address(text(told, "uri"))
    if not address:
        return None
    account = inside(told, "account")
    entry = Entry(
        id=text(told, "uri") or address,
        links=(address,),
        texts=(("\n".join(_lines(told)), False),),
        posted=time(text(told, "created_at")),
        edited=time(text(told, "edited_at")),
    )
    post = post_of(entry, address, address, now)
    if post is None:
        return None
    author = named(text(account, "display_name"), text(account, "acct"))
    return replace(post, author=author, marks=_marks(told, account))


def ask_history(server: str, id_: str, token: str) -> Request:
    """Ask for all tellings of a status that was edited."""
    headers = (("Authorization", f"Bearer {token}"),) if token else ()
    return Request(f"{server}/api/v1/statuses/{quote(id_, safe='')}/history", headers)


def read_history(body: bytes) -> tuple[Version, ...]:
    """The tellings, oldest first. Raises Unreadable when it is no history."""
    return tuple(
        Version(time(text(one, "created_at")), "\n".join(filter(None, _lines(one))))
        for one in objects(listed(json_of(body, WHO), WHO))
    )


def _marks(told: Mapping[str, Any], account: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    names = ("id", "uri", "url", "created_at", "edited_at", "visibility")
    return marks(
        (
            *((name, text(told, name)) for name in names),
            ("account.acct", text(account, "acct")),
            ("account.url", text(account, "url")),
        )
    )


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    yield text(told, "spoiler_text")
    yield plain(text(told, "content"))
    for file in objects(told.get("media_attachments")):
        if text(file, "description"):
            yield f"Picture: {text(file, 'description')}"
    for choice in objects(inside(told, "poll").get("options")):
        yield f"Choice: {text(choice, 'title')}"
    card = inside(told, "card")
    if card:
        yield "Link: " + " ".join(text(card, name) for name in ("title", "description", "url"))
