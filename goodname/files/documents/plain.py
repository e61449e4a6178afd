"""Reads a policy that is plain text, whether its lines are wrapped or each is a paragraph."""

from __future__ import annotations

from goodname.core.decide.draft.pages import Document, Line, Page
from goodname.core.listen.charset import characters
from goodname.core.listen.markup import INVISIBLE
from goodname.core.words import Unreadable
from goodname.files.documents import limits

_WRAPPED = 130  # characters: hardly a line of a wrapped text is longer


def read(data: bytes) -> Document:
    """Pages are parted by form feeds, where there are any; raises Unreadable for what is no text."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("this is no text; PDF, Word (DOCX), HTML and plain text can be read")
    text = characters(data).replace("\r\n", "\n").replace("\r", "\n")
    parts = text.split("\f")
    limits.check_words(len(text), text.count("\n") + len(parts))
    wrapped = _is_wrapped(text)
    pages = tuple(
        Page(number if len(parts) > 1 else None, tuple(_lines(part, wrapped)))
        for number, part in enumerate(parts, start=1)
    )
    if not any(page.lines for page in pages):
        raise Unreadable("it is empty, a policy with words in it is needed")
    return Document(pages=pages, laid_out=True)


def _is_wrapped(text: str) -> bool:
    long = sorted(len(line.strip()) for line in text.split("\n") if len(line.split()) > 5)
    return bool(long) and long[int(len(long) * 0.9)] <= _WRAPPED


def _lines(text: str, wrapped: bool) -> list[Line]:
    """A line goes on where the one before it filled its width, or stopped in mid-sentence."""
    found: list[Line] = []
    gap, before = True, ""
    for raw in text.split("\n"):
        words = INVISIBLE.sub("", raw.replace("\t", " ")).strip()
        if words:
            short = len(before) < 45 and before.endswith((".", ":", ";", "?", "!"))
            found.append(Line(words, begins=gap or not wrapped or short))
            before = words
        gap = not words
    return found
