"""Makes a post of one post of Bluesky, as its searches show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from goodname.core.listen.feeds.entry import Entry, believable, post_of
from goodname.core.listen.json_reply import inside, marks, named, objects, text, time
from goodname.core.words import Post

SITE = "https://bsky.app"
URI = re.compile(
    r"at://(?P<did>did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,250})"
    r"/app\.bsky\.feed\.post/(?P<rkey>[A-Za-z0-9._~:-]{1,200})"
)
HANDLE = re.compile(r"[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,10}")
NO_HANDLE = "handle.invalid"  # what Bluesky shows where a name is no longer anybody's
LINK = "app.bsky.richtext.facet#link"


def post_of_view(view: Mapping[str, Any], now: datetime) -> Post | None:
    """The post, or None where it has no identifier by which it could be found again.

    The time that the author's program wrote counts where it can be believed, else the time when
    Bluesky first saw the post. Pictures' descriptions, the card of a link and quoted words follow
    the author's own, each on a line that says what it is.
    """
    uri = URI.fullmatch(text(view, "uri"))
    if not uri:
        return None
    author, record = inside(view, "author"), inside(view, "record")
    handle = text(author, "handle")
    known = bool(HANDLE.fullmatch(handle)) and handle != NO_HANDLE
    address = f"{SITE}/profile/{handle if known else uri['did']}/post/{uri['rkey']}"
    created, indexed = time(text(record, "createdAt")), time(text(view, "indexedAt"))
    entry = Entry(
        id=uri[0],
        links=(address,),
        texts=(("\n".join(_lines(record, inside(view, "embed"))), False),),
        posted=believable(created, now) or indexed,
    )
    post = post_of(entry, SITE, SITE, now)
    if post is None:
        return None
    return replace(post, author=named(text(author, "displayName"), handle), marks=_marks(view))


def _marks(view: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    author, record = inside(view, "author"), inside(view, "record")
    return marks(
        (
            ("uri", text(view, "uri")),
            ("cid", text(view, "cid")),
            ("did", text(author, "did")),
            ("createdAt", text(record, "createdAt")),
            ("indexedAt", text(view, "indexedAt")),
            ("labels", _labels(view)),
            ("author labels", _labels(author)),
        )
    )


def _labels(holder: Mapping[str, Any]) -> str:
    given = objects(holder.get("labels"))
    return ", ".join(
        sorted({text(one, "val") for one in given if one.get("neg") is not True} - {""})
    )


def _lines(record: Mapping[str, Any], embed: Mapping[str, Any]) -> Iterator[str]:
    said = text(record, "text")
    yield said
    for facet in objects(record.get("facets")):
        for feature in objects(facet.get("features")):
            uri = text(feature, "uri")
            if text(feature, "$type") == LINK and uri not in said:
                yield f"Link: {uri}"  # what stands in the words themselves is cut short
    media = inside(embed, "media") or embed
    for image in objects(media.get("images")):
        if text(image, "alt"):
            yield f"Picture: {text(image, 'alt')}"
    if text(media, "alt"):
        yield f"Video: {text(media, 'alt')}"
    card = inside(media, "external")
    if card:
        yield "Link: " + " ".join(text(card, name) for name in ("title", "description", "uri"))
    quoted = inside(embed, "record", "record") or inside(embed, "record")
    words = text(inside(quoted, "value"), "text")
    if words:
        yield f"Quoted from @{text(inside(quoted, 'author'), 'handle')}: {words}"
