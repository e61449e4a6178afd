"""Reads a school's own document of any kind that the product knows, by its content and its name."""

from __future__ import annotations

from pathlib import PurePath

from goodname.core.decide.draft.pages import Document
from goodname.core.words import Unreadable
from goodname.files.documents import html, limits, pdf, plain, word

_PAGE = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<div", b"<h1", b"<p>", b"<!--")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ALLOWED = "PDF, Word (DOCX), HTML and plain text can be read"
_TEXT = ("", ".txt", ".text", ".md")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def read(data: bytes, name: str) -> Document:
    """The document in `data`; `name` is only asked where the bytes do not say what they are.

    Raises Unreadable with one line that says what is wrong and what is allowed.
    """
    limits.check_size(data)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return pdf.read(data)
    if data.startswith(b"PK"):
        return word.read(data)
    if data.startswith(_OLD_WORD):
        raise Unreadable("this is an old Word file (DOC), save it as DOCX or PDF")
    if start.startswith(b"{\\rtf"):
        raise Unreadable("this is RTF, save it as DOCX or PDF")
    if data.startswith(_PICTURES):
        raise Unreadable(f"this is a picture or an archive; {_ALLOWED}")
    if ending in (".html", ".htm", ".xhtml") or start.lower().startswith(_PAGE):
        return html.read(data)
    if ending in _TEXT:
        return plain.read(data)
    raise Unreadable(f"a file called “{ending}” is not known; {_ALLOWED}")
