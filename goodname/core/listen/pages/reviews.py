"""Reads reviews of a school: those that a page marks as reviews, or the five that Google gives out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from goodname.core.listen.charset import characters
from goodname.core.listen.feeds.entry import Entry, once, post_of
from goodname.core.listen.json_reply import json_object, objects, text, time
from goodname.core.listen.markup import plain
from goodname.core.listen.pages import page
from goodname.core.listen.pages.microdata import Thing, first, json_ld, microdata, said, types
from goodname.core.listen.pages.watched import WALL, ask
from goodname.core.listen.talk import (
    Asked,
    Batch,
    NotHeard,
    Outcome,
    Reply,
    Talk,
    expect_ok,
    refusal,
)
from goodname.core.words import Post, Request

PLACES = "https://places.googleapis.com"
FIELDS = "displayName,rating,userRatingCount,reviews"
PLACE_ID = re.compile(r"[\w-]{10,300}")
REVIEWS = frozenset({"Review", "UserReview", "CriticReview", "EmployerReview", "ClaimReview"})
NO_REVIEWS = (
    "This page does not mark its reviews as reviews, so we cannot tell them from its other words."
    " Watch it as a page instead."
)
AT_MOST_FIVE = (
    "Google gives out at most five reviews, those it finds “most relevant”, so others may be there"
    " that we cannot hear."
)
NO_KEY = "Google’s reviews need a key for the Places API. Put one in under Connections."
BAD_KEY = "Google does not accept the key. Check that it allows the Places API (New)."
NO_PLACE = "Google’s reviews need the place’s ID, which Google’s Place ID Finder shows."
USED_UP = "Google’s allowance for the Places API is used up for now."


@dataclass(frozen=True)
class Review:
    """One review as it was written. `rating` is of `best`, both as written, "" where not told."""

    words: str
    title: str = ""
    author: str = ""
    posted: datetime | None = None
    edited: datetime | None = None
    rating: str = ""
    best: str = "5"
    key: str = ""
    address: str = ""
    about: str = ""


def read(source: str, address: str, now: datetime | None = None) -> tuple[str, list[Post]]:
    """What is reviewed and the reviews on a page, in its order; ("", []) where it marks none.

    Sums of ratings without words are no posts; a rating without words is one, of the rating.
    """
    things = [*json_ld(source), *microdata(source)]
    name = next((said(one.get("name")) for one in things if "aggregateRating" in one), "")
    found = [_review(one) for one in things if types(one) & REVIEWS]
    posts, _ = once(_posts(found, address, now))
    # Many sites write the same reviews both ways: known by who said what.
    kept = {(post.author.casefold(), post.text.casefold()): post for post in reversed(posts)}
    unlike = [
        post for post in posts if kept[(post.author.casefold(), post.text.casefold())] is post
    ]
    return name[:200], unlike


def talk(asked: Asked) -> Talk:
    """One look. Options: `where` ("page", the default, or "places" for Google's, then `place`)."""
    if asked.options.get("where") == "places":
        return (yield from _talk_to_google(asked))
    reply = yield ask(asked.address, asked.memory.get("etag", ""), asked.memory.get("modified", ""))
    if reply.status == 304:
        return Batch(outcome=Outcome.UNCHANGED, memory=asked.memory, moved_to=reply.moved_to)
    expect_ok(reply)
    found = page.read(reply.body, reply.headers, reply.address)
    if page.Sign.CHALLENGE in found.signs:
        raise NotHeard(Outcome.REFUSED, WALL)
    source = characters(reply.body, reply.headers.get("content-type", ""))
    name, posts = read(source, asked.address, asked.now)
    if not name and not posts:
        raise NotHeard(Outcome.UNREADABLE, NO_REVIEWS)
    return Batch(
        posts=tuple(posts),
        title=found.title or name,
        memory={
            "etag": reply.headers.get("etag", "")[:500],
            "modified": reply.headers.get("last-modified", "")[:100],
        },
        moved_to=reply.moved_to,
    )


def ask_google(server: str, place: str, key: str) -> Request:
    """The question for one place's reviews."""
    address = f"{(server or PLACES).rstrip('/')}/v1/places/{quote(place, safe='')}"
    return Request(
        f"{address}?languageCode=en-GB", (("X-Goog-Api-Key", key), ("X-Goog-FieldMask", FIELDS))
    )


def read_google(body: bytes, now: datetime | None = None) -> tuple[str, list[Post]]:
    """The place's name and the reviews that Google chose. Raises Unreadable."""
    found = json_object(body, "Google")
    display = found.get("displayName")
    name = text(display, "text") if isinstance(display, dict) else ""
    reviews = [_googles(one, name) for one in objects(found.get("reviews"))]
    return name, once(_posts(reviews, "https://www.google.com/maps", now))[0]


def _talk_to_google(asked: Asked) -> Talk:
    key, place = asked.secret.get("key", "").strip(), asked.options.get("place", "").strip()
    if not key:
        raise NotHeard(Outcome.NO_TOKEN, NO_KEY, spent=0)
    if not PLACE_ID.fullmatch(place):
        raise NotHeard(Outcome.REFUSED, NO_PLACE, spent=0)
    reply = yield ask_google(asked.address, place, key)
    if reply.status != 200:
        raise _googles_refusal(reply)
    name, posts = read_google(reply.body, asked.now)
    return Batch(posts=tuple(posts), title=name, outcome=Outcome.PARTLY, note=AT_MOST_FIVE)


def _googles_refusal(reply: Reply) -> NotHeard:
    if reply.status in (401, 403) or (reply.status == 400 and b"API_KEY_INVALID" in reply.body):
        return NotHeard(Outcome.NO_TOKEN, BAD_KEY)
    if reply.status == 429:
        return NotHeard(Outcome.QUOTA, USED_UP)
    if reply.status in (400, 404):
        return NotHeard(Outcome.REFUSED, NO_PLACE)
    return refusal(reply)


def _posts(found: Iterable[Review], address: str, now: datetime | None) -> Iterable[Post]:
    for one in found:
        stars = in_words(one.rating, one.best)
        words = "\n".join(filter(None, (stars, one.words)))
        if not words:
            continue
        # Its words may be edited, so they are no key where the site gives a better one.
        key = one.key or _digest(address, one.author, str(one.posted or ""), one.title or one.words)
        entry = Entry(
            id=key,
            links=(one.address,) if one.address else (),
            title=one.title or (f"Review of {one.about}" if one.about else "Review"),
            texts=((words, False),),
            author=one.author,
            posted=one.posted,
            edited=one.edited,
        )
        post = post_of(entry, address, address, now)
        if post:
            marks = (("rating", f"{one.rating}/{one.best}"),) if stars else ()
            yield replace(post, marks=marks)


def in_words(rating: str, best: str) -> str:
    """A rating as a sentence, such as "2 out of 5 stars."; "" where there is none."""
    figure = re.match(r"\d{1,3}(?:[.,]\d{1,2})?", rating)
    whole = re.match(r"\d{1,3}", best)
    if not figure or not whole:
        return ""
    stars = re.sub(r"\.0+$", "", figure[0].replace(",", "."))
    return f"{stars} out of {whole[0]}" + (" stars." if int(whole[0]) <= 10 else ".")


def _review(thing: Thing) -> Review:
    rating = first(thing.get("reviewRating"))
    scale = rating if isinstance(rating, dict) else {}
    words = (
        said(thing.get("reviewBody")) or said(thing.get("description")) or said(thing.get("text"))
    )
    about = said(thing.get("itemReviewed"))
    return Review(
        words=plain(words),
        title=plain(said(thing.get("name")) or said(thing.get("headline"))),
        author=plain(said(thing.get("author"))),
        posted=time(said(thing.get("datePublished")) or said(thing.get("dateCreated"))),
        edited=time(said(thing.get("dateModified"))),
        rating=said(scale.get("ratingValue")) or ("" if scale else said(rating)),
        best=said(scale.get("bestRating")) or "5",
        key=said(thing.get("@id")) or said(thing.get("identifier")),
        address=said(thing.get("url")),
        about=plain(about),
    )


def _googles(one: dict[str, object], name: str) -> Review:
    original = one.get("originalText") or one.get("text")
    by = one.get("authorAttribution")
    rating = one.get("rating")
    return Review(
        words=text(original, "text") if isinstance(original, dict) else "",
        author=text(by, "displayName") if isinstance(by, dict) else "",
        posted=time(text(one, "publishTime")),
        rating=str(rating) if isinstance(rating, int | float) else "",
        key=text(one, "name"),
        address=text(one, "googleMapsUri"),
        about=name,
    )


def _digest(*parts: str) -> str:
    return "sha256:" + sha256("\n".join(parts).encode()).hexdigest()
