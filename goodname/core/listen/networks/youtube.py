"""Asks YouTube for new videos with the school's name, or for the comments under videos.

Asked with a key that stands in a header and in no address. A search costs one of 100 a day; comments
cost one of 10,000.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from goodname.core.listen.feeds.entry import once
from goodname.core.listen.json_reply import TOKEN, inside, json_object, objects, text, time
from goodname.core.listen.networks.youtube_items import WHO, read_comments, read_videos
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply, Talk, refusal
from goodname.core.words import Post, Request, Unreadable

SERVER = "https://www.googleapis.com"
MOST_VIDEOS, MOST_COMMENTS = 50, 100  # in one answer
MOST_PAGES = 3  # of comments; a search has one, because each page costs as much again
OVERLAP = timedelta(days=3)  # videos reach the search late
VIDEO = re.compile(r"[A-Za-z0-9_-]{5,20}")
CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{10,40}")
NOTHING = "There is nothing to ask YouTube for: choose one of the school’s names, or a video."
NO_KEY = "YouTube answers only with a key. Put one in under Connections."
BAD_KEY = "YouTube does not accept the key. Put in a new one under Connections."
NOT_ON = "The key’s project is not allowed to ask YouTube: switch on “YouTube Data API v3” for it."
USED_UP = "The questions that YouTube answers in one day are used up; its day ends in the morning."
TOO_FAST = "YouTube asked us to come back later."
NO_COMMENTS = "Comments are switched off there."
NOT_THERE = "YouTube knows no such video or channel."
NOT_TAKEN = "YouTube did not understand the question."
MORE = "There were more {what} than the newest {count} that one look reads."

REASONS = {
    "quotaExceeded": (Outcome.QUOTA, USED_UP),
    "dailyLimitExceeded": (Outcome.QUOTA, USED_UP),
    "rateLimitExceeded": (Outcome.RATE_LIMITED, TOO_FAST),
    "userRateLimitExceeded": (Outcome.RATE_LIMITED, TOO_FAST),
    "RATE_LIMIT_EXCEEDED": (Outcome.RATE_LIMITED, TOO_FAST),
    "keyInvalid": (Outcome.NO_TOKEN, BAD_KEY),
    "keyExpired": (Outcome.NO_TOKEN, BAD_KEY),
    "API_KEY_INVALID": (Outcome.NO_TOKEN, BAD_KEY),
    "API_KEY_SERVICE_BLOCKED": (Outcome.NO_TOKEN, NOT_ON),
    "API_KEY_IP_ADDRESS_BLOCKED": (Outcome.NO_TOKEN, BAD_KEY),
    "ipRefererBlocked": (Outcome.NO_TOKEN, BAD_KEY),
    "accessNotConfigured": (Outcome.NO_TOKEN, NOT_ON),
    "SERVICE_DISABLED": (Outcome.NO_TOKEN, NOT_ON),
    "commentsDisabled": (Outcome.REFUSED, NO_COMMENTS),
    "videoNotFound": (Outcome.REFUSED, NOT_THERE),
    "channelNotFound": (Outcome.REFUSED, NOT_THERE),
}


def ask_videos(server: str, query: str, key: str, after: str = "") -> Request:
    """The newest videos with these words, published `after` a time (RFC 3339, UTC)."""
    said = {"part": "snippet", "type": "video", "order": "date", "safeSearch": "none",
            "regionCode": "GB", "maxResults": str(MOST_VIDEOS), "q": query}  # fmt: skip
    return _ask(server, "search", said | ({"publishedAfter": after} if after else {}), key)


def ask_comments(
    server: str, key: str, *, video: str = "", channel: str = "", words: str = "", page: str = ""
) -> Request:
    """The newest comments under one video, or under all videos of a channel."""
    said = {"part": "snippet,replies", "order": "time", "textFormat": "plainText",
            "maxResults": str(MOST_COMMENTS)}  # fmt: skip
    said |= {"videoId": video} if video else {"allThreadsRelatedToChannelId": channel}
    said |= {"searchTerms": words} if words else {}
    return _ask(server, "commentThreads", said | ({"pageToken": page} if page else {}), key)


def talk(asked: Asked) -> Talk:
    """One look. Options: `video` or `channel`, whose comments are read; without them a search.

    The memory holds the time `after` which the next search asks. A look at comments spends nothing
    of the day's searches.
    """
    key = asked.secret.get("key", "").strip()
    if not TOKEN.fullmatch(key):
        raise NotHeard(Outcome.NO_TOKEN, BAD_KEY if key else NO_KEY, spent=0)
    video, channel = places(asked)
    if video or channel:
        return (yield from _comments(asked, key, video, channel))
    if not asked.query.strip():
        raise NotHeard(Outcome.REFUSED, NOTHING, spent=0)
    after = asked.memory.get("after", "")
    reply = _check((yield ask_videos(_server(asked), asked.query, key, after)), 1)
    page = read_videos(reply.body, asked.now)
    more = bool(page.next and len(page.posts) >= MOST_VIDEOS)
    return Batch(
        posts=page.posts,
        title=f"YouTube: {asked.query}",
        refused=page.refused,
        outcome=Outcome.PARTLY if more else Outcome.ANSWERED,
        note=MORE.format(what="videos", count=MOST_VIDEOS) if more else "",
        memory=_memory(page.posts, after, asked.now),
    )


def places(asked: Asked) -> tuple[str, str]:
    """The video and the channel whose comments are meant, from the options or the address."""
    video, channel = (asked.options.get(name, "").strip() for name in ("video", "channel"))
    try:
        parts = urlsplit(asked.address)
    except ValueError:
        parts = urlsplit("")
    if not video and not channel and (parts.hostname or "").endswith(("youtube.com", "youtu.be")):
        named = parts.path.strip("/").split("/")
        video = parse_qs(parts.query).get("v", [""])[0]
        if parts.hostname == "youtu.be" or named[0] in ("shorts", "live"):
            video = named[-1]
        channel = named[1] if len(named) > 1 and named[0] == "channel" else ""
    video = video if VIDEO.fullmatch(video) else ""
    return video, channel if not video and CHANNEL.fullmatch(channel) else ""


def _comments(asked: Asked, key: str, video: str, channel: str) -> Talk:
    posts: list[Post] = []
    refused: list[str] = []
    next_page, seen = "", set[str]()
    for _ in range(MOST_PAGES):
        reply = yield ask_comments(
            _server(asked), key, video=video, channel=channel, words=asked.query.strip(),
            page=next_page,
        )  # fmt: skip
        page = read_comments(_check(reply, 0).body, asked.now)
        posts += page.posts
        refused += page.refused
        next_page = page.next if page.next not in seen else ""
        seen.add(next_page)
        if not next_page:
            break
    kept, _twice = once(posts)
    return Batch(
        posts=tuple(kept),
        title=f"YouTube: comments{f' with {asked.query}' if asked.query.strip() else ''}",
        refused=tuple(refused),
        outcome=Outcome.PARTLY if next_page else Outcome.ANSWERED,
        note=MORE.format(what="comments", count=MOST_COMMENTS * MOST_PAGES) if next_page else "",
        memory=asked.memory,
        spent=0,
    )


def _ask(server: str, what: str, said: dict[str, str], key: str) -> Request:
    address = f"{server}/youtube/v3/{what}?{urlencode(said, quote_via=quote)}"
    return Request(address, (("Accept", "application/json"), ("X-Goog-Api-Key", key)))


def _server(asked: Asked) -> str:
    """The API's own server: an address on YouTube itself says what is meant, not who is asked."""
    try:
        host = urlsplit(asked.address).hostname or ""
    except ValueError:
        host = ""
    is_place = not host or host.endswith(("youtube.com", "youtu.be"))
    return SERVER if is_place else asked.address.rstrip("/")


def _check(reply: Reply, spent: int) -> Reply:
    if 200 <= reply.status < 300:
        return reply
    error = _error(reply)
    for reason in _reasons(error):
        if reason in REASONS:
            # A day's allowance that is used up is told in more than one way.
            a_day = "per day" in text(error, "message").lower()
            outcome, note = REASONS["quotaExceeded" if a_day else reason]
            raise NotHeard(outcome, note, wait=refusal(reply).wait, spent=spent)
    if reply.status == 400:
        raise NotHeard(Outcome.REFUSED, NOT_TAKEN, spent=spent)
    if reply.status in (401, 403):
        raise NotHeard(Outcome.NO_TOKEN, BAD_KEY, spent=spent)
    raise refusal(reply)


def _error(reply: Reply) -> dict[str, Any]:
    try:
        return inside(json_object(reply.body, WHO), "error")
    except Unreadable:
        return {}


def _reasons(error: dict[str, Any]) -> list[str]:
    """Why it was refused: Google says so in two lists, a newer one and an old one."""
    newer = [text(one, "reason") for one in objects(error.get("details"))]
    return newer + [text(one, "reason") for one in objects(error.get("errors"))]


def _memory(posts: tuple[Post, ...], after: str, now: datetime) -> dict[str, str]:
    newest = max((post.posted for post in posts if post.posted), default=None)
    if newest is None:
        return {"after": after} if after else {}
    next_after = min(newest, now) - OVERLAP
    known = time(after)
    if known and known > next_after:
        return {"after": after}
    return {"after": next_after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
