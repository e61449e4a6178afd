"""The one place that asks what time it is; a demo or a test can move it.

`GOODNAME_CLOCK` names a file that holds an offset in seconds. Every process that sees the
variable reads the same file, so web, worker and schedule agree on a moved clock. Without the
variable the clock is the machine's own.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

_fixed: ContextVar[datetime | None] = ContextVar("goodname_clock", default=None)


def now() -> datetime:
    """The present moment, aware and in UTC."""
    fixed = _fixed.get()
    return fixed if fixed is not None else datetime.now(UTC) + _offset()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand still at `moment` (aware) for this thread or task; blocks may be nested."""
    if moment.tzinfo is None:
        raise ValueError("clock.at needs a moment with a time zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


def move(step: timedelta) -> None:
    """Move the clock of every process that shares GOODNAME_CLOCK; raises where it is not set."""
    path = _file()
    if path is None:
        raise RuntimeError("the clock can only be moved where GOODNAME_CLOCK names a file")
    offset = _offset() + step
    # Written beside and renamed, so that no process ever reads half a number.
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(repr(offset.total_seconds()))
    os.replace(beside, path)


def _file() -> Path | None:
    name = os.environ.get("GOODNAME_CLOCK", "")
    return Path(name) if name else None


def _offset() -> timedelta:
    path = _file()
    if path is None:
        return timedelta()
    try:
        return timedelta(seconds=float(path.read_text(encoding="ascii")))
    except FileNotFoundError:
        return timedelta()
