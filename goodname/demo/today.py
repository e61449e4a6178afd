"""How the town stands at one moment: what is up, what is gone, and when each site last changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goodname.demo.diary import Diary
from goodname.demo.script import Notice, Post, Script, Site, Thread


@dataclass(frozen=True)
class Shown:
    """A post as a reader sees it. Times are aware, UTC."""

    post: Post
    posted: datetime
    edited: datetime | None = None

    @property
    def text(self) -> str:
        return self.post.edit.text if self.edited else self.post.text

    @property
    def updated(self) -> datetime:
        return self.edited or self.posted


@dataclass(frozen=True)
class Today:
    """`shown` and `gone` have the newest first, `waiting` the next first."""

    script: Script
    now: datetime
    started: datetime
    shown: tuple[Shown, ...]
    gone: tuple[Shown, ...]
    waiting: tuple[Post, ...]
    changed: Mapping[str, datetime]  # site id -> its last change, deletions included
    notices: tuple[tuple[datetime, Notice], ...] = ()  # those that are up, the newest first

    def find(self, post_id: str) -> Shown | None:
        return next((item for item in self.shown if item.post.id == post_id), None)

    def on(self, site: Site) -> tuple[Shown, ...]:
        """What everybody can read on that site, newest first."""
        return tuple(i for i in self.shown if i.post.site == site and not i.post.members)

    def under(self, thread: Thread) -> tuple[Shown, ...]:
        """The thread in the order of reading, oldest first."""
        return tuple(i for i in reversed(self.shown) if i.post.thread == thread)


def look(script: Script, diary: Diary, now: datetime) -> Today:
    shown: list[Shown] = []
    gone: list[Shown] = []
    waiting: list[Post] = []
    changed: dict[str, datetime] = {}
    for post in script.posts:
        posted = diary.published.get(post.id) or diary.moment(post.after)
        if posted > now:
            waiting.append(post)
            continue
        edited = _when(diary, diary.edited, post.id, post.edit.after, posted, now)
        deleted = _when(diary, diary.deleted, post.id, post.delete.after, posted, now)
        (gone if deleted else shown).append(Shown(post, posted, edited))
        last = deleted or edited or posted
        changed[post.site.id] = max(last, changed.get(post.site.id, last))
    return Today(
        script,
        now,
        diary.started,
        tuple(sorted(shown, key=lambda item: item.posted, reverse=True)),
        tuple(sorted(gone, key=lambda item: item.posted, reverse=True)),
        tuple(sorted(waiting, key=lambda post: post.after)),
        changed,
        tuple(sorted(_up(script, diary, now), key=lambda row: row[0], reverse=True)),
    )


def _up(script: Script, diary: Diary, now: datetime) -> list[tuple[datetime, Notice]]:
    put_up = ((diary.moment(notice.after), notice) for notice in script.notices)
    return [row for row in put_up if row[0] <= now]


def _when(
    diary: Diary,
    by_hand: Mapping[str, datetime],
    post_id: str,
    after: float | None,
    posted: datetime,
    now: datetime,
) -> datetime | None:
    """When the author changed their mind: by hand or by the script, whichever came first."""
    moments = [by_hand[post_id]] if post_id in by_hand else []
    if after is not None:
        moments.append(max(diary.moment(after), posted))
    past = [moment for moment in moments if moment <= now]
    return min(past) if past else None
