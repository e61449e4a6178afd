"""Reads the words on a picture with tesseract, a program of its own, in one process and its time."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
from collections.abc import Iterable
from functools import cache

from PIL import Image

from goodname.adapters import ocr_picture
from goodname.core.listen.pictures.screenshot import Word
from goodname.core.words import Unreadable
from goodname.files.images import Picture

PROGRAM = "tesseract"
SECONDS = 60.0  # for one picture; most take one to four
LEAST_SURE = 20.0  # of 100: below it are scraps of avatars, ticks and wallpaper
_SETTINGS = ("-l", "eng", "--dpi", "160", "--psm", "4", "tsv")


class NoReader(Exception):
    """Pictures cannot be read on this machine; the message says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "the program tesseract, which reads pictures, is not installed here; "
            "on Debian or Ubuntu: apt-get install tesseract-ocr"
        )


def available() -> bool:
    """Whether pictures can be read on this machine."""
    return shutil.which(PROGRAM) is not None


@cache
def version() -> str:
    """Such as "tesseract 5.3.0", for the record of how a text was derived; raises NoReader."""
    told = _run(("--version",), b"", 10.0).decode("utf-8", "replace")
    return told.splitlines()[0].strip() if told else PROGRAM


def read(picture: Picture, *, seconds: float = SECONDS) -> tuple[Word, ...]:
    """The words of an upright picture, in its own pixels, with the colours beside them.

    Takes seconds: only for background work. Raises NoReader where tesseract is absent, and
    Unreadable where it takes longer than `seconds` or fails.
    """
    with Image.open(io.BytesIO(picture.png), formats=["PNG"]) as opened:
        colours = opened.convert("RGB")
    prepared = ocr_picture.prepare(colours)
    told = _run(("stdin", "stdout", *_SETTINGS), prepared.pgm, seconds)
    words = list(_words(told.decode("utf-8", "replace").splitlines(), prepared.scale))
    return tuple(ocr_picture.with_colours(words, colours, prepared.grounds))


def _words(rows: Iterable[str], scale: float) -> Iterable[Word]:
    """The words of tesseract's table of tab-separated values; other rows are boxes of words."""
    for row in rows:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (round(int(cell) / scale) for cell in cells[6:10])
        if float(cells[10]) < LEAST_SURE or not width or not height:
            continue
        yield Word(
            text=cells[11].strip(),
            left=left,
            top=top,
            width=width,
            height=height,
            block=int(cells[2]),
            line=int(cells[3]) * 1000 + int(cells[4]),
            confidence=float(cells[10]),
        )


def _run(arguments: tuple[str, ...], given: bytes, seconds: float) -> bytes:
    """What the program printed; it reads from memory and leaves no file behind."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoReader
    # One thread: more of them cost more than they bring, and the desk needs the other cores.
    kept = {"PATH", "LANG", "TESSDATA_PREFIX"} & set(os.environ)
    child = subprocess.Popen(
        (program, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in kept} | {"OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        told, _ = child.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"reading the words on this picture took longer than {seconds:g} seconds; "
            "a smaller piece of it may be read sooner"
        ) from None
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)  # with whatever it had started
            child.communicate()
    if child.returncode:
        raise Unreadable("the words on this picture could not be read")
    return told
