"""Which path gets which answer, and what the authors' desk changes."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from goodname.demo import authors, diary, places, sites
from goodname.demo.pages import Answer
from goodname.demo.script import Post, Script
from goodname.demo.today import Today, look


class Town:
    """The script, the diary and the lock between them: the only thing here that changes."""

    def __init__(self, script: Script, opened: diary.Diary, folder: Path | None = None) -> None:
        self.script = script
        self.diary = opened
        self._folder = folder
        self._lock = threading.Lock()
        self._visitors = 20_417
        diary.keep(opened, folder)

    def visitor(self) -> int:
        """The number that the council's page tells each visitor, for it is proud of them."""
        with self._lock:
            self._visitors += 1
            return self._visitors

    def today(self) -> Today:
        return look(self.script, self.diary, datetime.now(UTC))

    def do(self, verb: str, post_id: str) -> Post | None:
        """Delete, edit or publish at once; for `publish` "" is the next post.

        None where there is no such post to do it to.
        """
        with self._lock:
            today = self.today()
            there = today.find(post_id)
            if verb == "publish":
                if there:
                    return there.post  # it came by itself while the visitor was reading
                post = next((p for p in today.waiting if post_id in ("", p.id)), None)
            else:
                post = there.post if there and not (verb == "edit" and there.edited) else None
            if post:
                changed = self.diary.noting(verb, post.id, today.now)
                diary.keep(changed, self._folder)
                self.diary = changed
            return post


def read(town: Town, path: str, query: dict[str, str], base: str) -> Answer:
    """The answer to a GET. `base` is the town's address as the asker wrote it."""
    today = town.today()
    if path == "/":
        return sites.front(today)
    if path == authors.DESK:
        return authors.desk(today, query)
    if path == authors.DESK.rstrip("/"):
        return Answer(302, b"", headers=(("Location", authors.DESK),))
    if path == "/robots.txt":
        shut = f"Disallow: /authors/\nDisallow: {places.CLUB}\n"
        return Answer(200, f"User-agent: *\nAllow: /\n{shut}".encode(), "text/plain")
    if path == "/health":
        return _json({"status": "ok"})
    if path == "/clock":
        seconds = town.diary.seconds(today.now)
        started = town.diary.started.isoformat()
        return _json({"seconds": seconds, "speed": town.diary.speed, "started": started})
    if path == places.NOTICES:
        return places.notices(today, town.visitor())
    if path == places.SCHOOLS:
        return places.schools()
    if path == places.CLUB:
        return places.club()
    if path == places.SEARCH:
        return places.search(today, query, base)
    return sites.answer(today, path, base) or authors.cannot("There is no page here.", 404)


def act(town: Town, path: str, form: dict[str, str]) -> Answer:
    """The answer to a POST."""
    if path == sites.LOGIN:
        return sites.refused_login(town.script.sites["forum"])
    verb = path.removeprefix(authors.DESK)
    if not path.startswith(authors.DESK) or verb not in authors.VERBS:
        return Answer(405, b"", headers=(("Allow", "GET, HEAD"),))
    post = town.do(verb, form.get("post", ""))
    if post is None:
        return authors.cannot("There is no such post to change, or it has changed already.", 404)
    return authors.done(verb, post)


def _json(table: dict[str, Any]) -> Answer:
    headers = (("Cache-Control", "no-store"),)
    return Answer(200, json.dumps(table).encode(), "application/json", headers)
