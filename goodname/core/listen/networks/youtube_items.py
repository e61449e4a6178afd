"""Makes posts of the videos and comments that YouTube's API lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from goodname.core.listen.feeds.entry import Entry, post_of
from goodname.core.listen.json_reply import (
    inside,
    json_object,
    listed,
    marks,
    objects,
    one_line,
    text,
    time,
)
from goodname.core.words import Post

WHO = "YouTube"
WATCH = "https://www.youtube.com/watch?v="
NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")
MOST = 1_000  # posts of one answer: 100 threads with five replies each are allowed for


@dataclass(frozen=True)
class Page:
    """One answer: its posts, why others fell out, and the token of the next page."""

    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    next: str


def read_videos(body: bytes, now: datetime) -> Page:
    """The videos that a search found. Raises Unreadable when it is no such answer."""
    found = json_object(body, WHO)
    items = listed(found.get("items"), WHO)
    return _page([_video(one, now) for one in items[:MOST]], "Video", text(found, "nextPageToken"))


def read_comments(body: bytes, now: datetime) -> Page:
    """Comments with the replies that stand with them. Raises Unreadable."""
    found = json_object(body, WHO)
    threads = listed(found.get("items"), WHO)
    made = [post for thread in threads[:MOST] for post in _thread(thread, now)][:MOST]
    return _page(made, "Comment", text(found, "nextPageToken"))


def _page(made: list[Post | None], what: str, next_page: str) -> Page:
    refused = tuple(
        f"{what} {number} has no name of YouTube’s."
        for number, post in enumerate(made, start=1)
        if post is None
    )
    following = next_page if NAME.fullmatch(next_page) else ""
    return Page(tuple(post for post in made if post), refused, following)


def _video(item: object, now: datetime) -> Post | None:
    id_, snippet = text(inside(item, "id"), "videoId"), inside(item, "snippet")
    if not NAME.fullmatch(id_):
        return None
    entry = Entry(
        id=f"yt:video:{id_}",  # as YouTube's own feeds name it
        links=(WATCH + id_,),
        title=text(snippet, "title"),
        title_is_html=True,  # a search writes &amp; and &#39; in titles, unlike the rest of the API
        texts=((text(snippet, "description"), True),),
        posted=time(text(snippet, "publishedAt")),
    )
    post = post_of(entry, WATCH, WATCH, now)
    found = (
        ("videoId", id_),
        ("channelId", text(snippet, "channelId")),
        ("publishedAt", text(snippet, "publishedAt")),
    )
    author = one_line(text(snippet, "channelTitle"), 200)
    return replace(post, author=author, marks=marks(found)) if post else None


def _thread(thread: object, now: datetime) -> Iterator[Post | None]:
    snippet = inside(thread, "snippet")
    video = text(snippet, "videoId")
    yield _comment(inside(snippet, "topLevelComment"), video, now)
    for reply in objects(inside(thread, "replies").get("comments"))[:MOST]:
        yield _comment(reply, video, now)


def _comment(comment: Mapping[str, Any], video: str, now: datetime) -> Post | None:
    id_, snippet = text(comment, "id"), inside(comment, "snippet")
    video = text(snippet, "videoId") or video
    if not NAME.fullmatch(id_) or not NAME.fullmatch(video):
        return None
    entry = Entry(
        id=f"yt:comment:{id_}",
        links=(f"{WATCH}{video}&lc={id_}",),
        # The raw words are given to their author only; then those that are shown count.
        texts=((text(snippet, "textOriginal") or text(snippet, "textDisplay"), False),),
        posted=time(text(snippet, "publishedAt")),
        edited=time(text(snippet, "updatedAt")),
    )
    post = post_of(entry, WATCH, WATCH, now)
    found = (
        ("id", id_),
        ("videoId", video),
        ("parentId", text(snippet, "parentId")),
        ("authorChannelId", text(inside(snippet, "authorChannelId"), "value")),
        ("publishedAt", text(snippet, "publishedAt")),
        ("updatedAt", text(snippet, "updatedAt")),
    )
    author = one_line(text(snippet, "authorDisplayName"), 200)
    return replace(post, author=author, marks=marks(found)) if post else None
