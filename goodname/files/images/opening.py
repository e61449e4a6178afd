"""Opens an uploaded picture or PDF in a process of its own, so that a hostile one harms nothing.

The libraries that unpack pictures are large and written in C. What goes wrong in them, a crash
or gigabytes or an endless loop, ends with that process, which has no secrets and little time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from goodname.core.words import Unreadable
from goodname.files.images import limits
from goodname.files.images.kinds import kind_of

_ROOT = Path(__file__).resolve().parents[3]  # where the package `goodname` lies


@dataclass(frozen=True)
class Facts:
    """What a file says of itself, for the manifest of the evidence. It may be untrue.

    `kind` is as `kind_of` says; width and height are pixels as the picture is seen, of the first
    page for a PDF; `taken` is the time as the file writes it, in ISO form where it could be
    understood, often without a zone; "" where nothing is said. Where it was taken is never kept,
    only whether the file said so (`had_position`).
    """

    kind: str
    bytes: int
    sha256: str
    width: int
    height: int
    pages: int
    taken: str = ""
    software: str = ""
    device: str = ""
    had_position: bool = False


@dataclass(frozen=True)
class Picture:
    """One page, upright and opaque, as a PNG that holds nothing but its pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Pictures:
    """An opened file: what it says of itself, and its pages to be read."""

    facts: Facts
    pages: tuple[Picture, ...]


@dataclass(frozen=True)
class Copy:
    """A page to show in a browser: made anew from the pixels, so nothing else came along."""

    body: bytes
    content_type: str
    width: int
    height: int


def read(body: bytes) -> Pictures:
    """What is in the file; raises Unreadable with one plain sentence. Takes up to 30 seconds."""
    kind = kind_of(body)
    told, made = _open(body, kind, "read")
    sizes = told["pages"]
    facts = Facts(
        kind=kind,
        bytes=len(body),
        sha256=sha256(body).hexdigest(),
        width=int(sizes[0]["width"]),
        height=int(sizes[0]["height"]),
        pages=len(sizes),
        **told["marks"],
    )
    pages = (
        Picture(png, int(size["width"]), int(size["height"]))
        for size, png in zip(sizes, made, strict=True)
    )
    return Pictures(facts, tuple(pages))


def without_marks(body: bytes, page: int = 1) -> Copy:
    """One page, counted from 1, as WebP at most 1600 pixels wide, without EXIF or position.

    Raises Unreadable, also for a page that is not there.
    """
    told, made = _open(body, kind_of(body), "copy", page)
    size = told["pages"][0]
    return Copy(made[0], "image/webp", int(size["width"]), int(size["height"]))


def _open(body: bytes, kind: str, what: str, page: int = 0) -> tuple[dict[str, Any], list[bytes]]:
    """The child's answer: one line of JSON, then the pictures that it lists one after another."""
    child = subprocess.Popen(
        (sys.executable, "-s", "-P", "-m", "goodname.files.images.child", kind, what, str(page)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath},
        cwd="/",
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(body, timeout=limits.SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("opening this file takes far too long; it may mean harm") from None
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
    head, _, rest = answer.partition(b"\n")
    if child.returncode or not head:
        raise Unreadable(limits.BROKEN)
    told: dict[str, Any] = json.loads(head)
    if "fault" in told:
        raise Unreadable(str(told["fault"]))
    made, at = [], 0
    for size in told["pages"]:
        made.append(rest[at : at + size["bytes"]])
        at += size["bytes"]
    return told, made
