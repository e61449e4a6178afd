"""What the town's authors will say, read from the script and checked before the town opens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WEXCOMBE = Path(__file__).with_name("wexcombe.toml")
FEED_KINDS = ("rss", "atom")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class BadScript(Exception):
    """The script contradicts itself; the message says which post and why."""


@dataclass(frozen=True)
class Site:
    """One web site of the town. `folder` holds its posts: /forum/post/<id>."""

    id: str
    title: str
    about: str
    heading: str  # of its front page
    folder: str
    feeds: Mapping[str, str]  # file name -> "rss" | "atom"

    @property
    def path(self) -> str:
        return f"/{self.id}/"


@dataclass(frozen=True)
class Thread:
    id: str
    title: str
    members: bool = False

    @property
    def path(self) -> str:
        return f"/forum/thread/{self.id}"


@dataclass(frozen=True)
class Change:
    """A change of mind: when, in seconds (None: only at the desk), and the new words."""

    after: float | None
    text: str = ""


@dataclass(frozen=True)
class Post:
    """One thing that somebody says. `after` is in seconds of demo time since the town started."""

    id: str
    site: Site
    author: str  # the screen name
    after: float
    title: str
    text: str
    edit: Change
    delete: Change
    thread: Thread | None = None
    stars: int | None = None

    @property
    def path(self) -> str:
        return f"{self.site.path}{self.site.folder}/{self.id}"

    @property
    def members(self) -> bool:
        return self.thread is not None and self.thread.members


@dataclass(frozen=True)
class Notice:
    """What the council puts up on its one page of notices, `after` seconds of demo time."""

    title: str
    after: float
    text: str


@dataclass(frozen=True)
class Script:
    sites: Mapping[str, Site]
    threads: Mapping[str, Thread]
    posts: tuple[Post, ...]
    notices: tuple[Notice, ...] = ()

    def post(self, post_id: str) -> Post | None:
        return next((post for post in self.posts if post.id == post_id), None)


def load(path: Path = WEXCOMBE) -> Script:
    """The whole script. Raises BadScript where it contradicts itself."""
    return read(tomllib.loads(path.read_text(encoding="utf-8")))


def read(table: Mapping[str, Any]) -> Script:
    sites = {key: Site(id=key, **row) for key, row in table["sites"].items()}
    for site in sites.values():
        _need(set(site.feeds.values()) <= set(FEED_KINDS), site.id, f"feeds are {FEED_KINDS}")
    threads = {key: Thread(id=key, **row) for key, row in table["threads"].items()}
    posts = tuple(
        _post(row, sites, threads, table["authors"], table["desk"]["added_words"])
        for row in table["posts"]
    )
    ids = [post.id for post in posts]
    for post_id in ids:
        _need(ids.count(post_id) == 1, post_id, "this id is used twice")
    notices = tuple(
        Notice(str(row["title"]), float(row["after"]), str(row["text"]).strip())
        for row in table.get("notices", ())
    )
    return Script(sites, threads, posts, notices)


def _post(
    row: Mapping[str, Any],
    sites: Mapping[str, Site],
    threads: Mapping[str, Thread],
    authors: Mapping[str, str],
    added_words: str,
) -> Post:
    key = str(row["id"])
    _need(bool(_ID.match(key)), key, "an id is small letters, figures and hyphens")
    _need(row["site"] in sites, key, f"no site is called {row['site']!r}")
    _need(row["author"] in authors, key, f"no author is called {row['author']!r}")
    in_forum = row["site"] == "forum"
    _need(in_forum == ("thread" in row), key, "forum posts, and no others, have a thread")
    _need(in_forum != ("title" in row), key, "forum posts take their title from the thread")
    _need(not in_forum or row["thread"] in threads, key, "no such thread")
    _need(row.get("stars", 1) in range(1, 6), key, "stars are 1 to 5")
    thread = threads[row["thread"]] if in_forum else None
    text, after = str(row["text"]).strip(), float(row["after"])
    return Post(
        id=key,
        site=sites[row["site"]],
        author=authors[row["author"]],
        after=after,
        title=thread.title if thread else str(row["title"]),
        text=text,
        edit=_edit(key, text, after, row.get("edit", {"append": added_words})),
        delete=Change(_later(key, after, row.get("delete", {}))),
        thread=thread,
        stars=row.get("stars"),
    )


def _edit(key: str, text: str, after: float, row: Mapping[str, Any]) -> Change:
    _need(("text" in row) != ("append" in row), key, "an edit has either `text` or `append`")
    words = row["text"] if "text" in row else f"{text}\n\n{row['append']}"
    return Change(_later(key, after, row), str(words).strip())


def _later(key: str, after: float, row: Mapping[str, Any]) -> float | None:
    if "after" not in row:
        return None
    _need(row["after"] > max(after, 0), key, "minds change after the start and after the post")
    return float(row["after"])


def _need(holds: bool, key: str, why: str) -> None:
    if not holds:
        raise BadScript(f"{key}: {why}")
