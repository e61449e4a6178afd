"""What the authors did by hand and when the town began, kept in memory or in one JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FILE = "town.json"
_HANDWORK = ("published", "edited", "deleted")


class BadDiary(Exception):
    """The kept state cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Diary:
    """When the town began, how fast its time runs, and the moment of each thing done by hand.

    Times are aware, UTC. The three mappings go from the id of a post to the moment.
    """

    started: datetime
    speed: float = 1.0
    published: Mapping[str, datetime] = field(default_factory=dict)
    edited: Mapping[str, datetime] = field(default_factory=dict)
    deleted: Mapping[str, datetime] = field(default_factory=dict)

    def moment(self, after: float) -> datetime:
        """When that second of demo time is. What lies before the start is not speeded up."""
        return self.started + timedelta(seconds=after / self.speed if after > 0 else after)

    def seconds(self, now: datetime) -> float:
        """Demo seconds since the start."""
        return (now - self.started).total_seconds() * self.speed

    def noting(self, verb: str, post_id: str, now: datetime) -> Diary:
        """The same diary with one line more: that post was published, edited or deleted now."""
        moment = {post_id: now}
        if verb == "publish":
            return replace(self, published={**self.published, **moment})
        if verb == "edit":
            return replace(self, edited={**self.edited, **moment})
        return replace(self, deleted={**self.deleted, **moment})


def opened(folder: Path | None, now: datetime, speed: float | None) -> Diary:
    """The diary kept in `folder`, or a fresh one where there is none. Raises BadDiary."""
    path = folder / FILE if folder else None
    if path is None or not path.exists():
        return Diary(started=now, speed=speed or 1.0)
    try:
        diary = _read(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadDiary(f"{path} cannot be read; move it away to start the town anew") from fault
    if speed is not None and speed != diary.speed:
        # Another speed would move the times of everything that was already seen.
        raise BadDiary(
            f"{path} was made at --speed {diary.speed:g}; use that speed or another folder"
        )
    return diary


def keep(diary: Diary, folder: Path | None) -> None:
    """Write the diary whole or not at all; does nothing for a town that lives in memory."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{FILE}.new"
    with fresh.open("w", encoding="utf-8") as out:
        json.dump(_table(diary), out, indent=1, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, folder / FILE)


def _table(diary: Diary) -> dict[str, Any]:
    handwork = {
        name: {key: when.isoformat() for key, when in getattr(diary, name).items()}
        for name in _HANDWORK
    }
    return {"started": diary.started.isoformat(), "speed": diary.speed, **handwork}


def _read(table: Mapping[str, Any]) -> Diary:
    handwork = {
        name: {key: _moment(when) for key, when in table[name].items()} for name in _HANDWORK
    }
    speed = float(table["speed"])
    if not 0 < speed < float("inf"):
        raise ValueError("speed")
    return Diary(started=_moment(table["started"]), speed=speed, **handwork)


def _moment(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return when
