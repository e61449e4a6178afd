"""Turns the bytes of a page into characters, as browsers do."""

from __future__ import annotations

import codecs
import re

# Only the encodings of the web: Python knows others, such as "unicode_escape", that would let a
# page choose what its bytes mean to us alone.
WEB = {
    "utf8": "utf-8",
    "iso88591": "cp1252",  # browsers read these three as one, because so they are written
    "usascii": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "iso885915": "iso8859-15",
    "iso88592": "iso8859-2",
    "windows1250": "cp1250",
    "windows1251": "cp1251",
    "windows1253": "cp1253",
    "windows1254": "cp1254",
    "windows1256": "cp1256",
    "koi8r": "koi8-r",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shiftjis": "cp932",
    "eucjp": "euc_jp",
    "euckr": "cp949",
}
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
NAMED = re.compile(r"""charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)


def characters(body: bytes, content_type: str = "") -> str:
    """The text of a body: by its own mark, its header, its declaration, or by trying."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    named = NAMED.search(content_type)
    declared = DECLARED.search(body[:2048])
    for label in (named[1] if named else "", declared[1].decode() if declared else ""):
        known = WEB.get(re.sub(r"[-_]", "", label.lower()))
        if known:
            return body.decode(known, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
