"""Reads the head of a letter: its lines, the names and addresses in it, and its odd alphabets."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from goodname.core.listen.charset import characters
from goodname.core.listen.markup import tidy

Headers = Mapping[str, Sequence[str]]
ENCODED = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]*)?\?([qb])\?([^?\s]*)\?=", re.IGNORECASE)
RUN = re.compile(rf"(?:{ENCODED.pattern}\s*)+", re.IGNORECASE)
EXTENDED = re.compile(r"([\w-]{1,40})'[\w-]*'(.*%[0-9a-f]{2}.*)", re.IGNORECASE | re.DOTALL)
ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[^\s<>()\[\]\"',;:]{1,255}")
LONGEST_NAME = 200


def words_of(body: bytes, charset: str = "") -> str:
    """The text of bytes. UTF-8 is believed when it fits, whatever a careless program declared."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return characters(body, f"charset={charset}" if charset else "")


def head(raw: bytes) -> dict[str, list[str]]:
    """The lines by lower-case name, in order, each unfolded and decoded."""
    found: dict[str, list[str]] = {}
    # Only these end a line: a subject with another sign of a new line in it would forge a header.
    for line in re.split(r"\r?\n", re.sub(r"\r?\n[ \t]+", " ", words_of(raw))):
        name, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[!-9;-~]{1,80}", name):
            found.setdefault(name.lower(), []).append(decoded(value.strip()))
    return found


def first(headers: Headers, name: str) -> str:
    return headers[name][0] if headers.get(name) else ""


def decoded(value: str) -> str:
    """A value with what mail writes as =?utf-8?q?…?= or as utf-8''… made readable."""
    extended = EXTENDED.fullmatch(value)
    if extended:
        from urllib.parse import unquote_to_bytes

        return words_of(unquote_to_bytes(extended[2]), extended[1])
    return RUN.sub(_run, value)


def person(value: str) -> tuple[str, str]:
    """The name and the address in a From line; "" for what it does not tell.

    A name that is itself written as an address is no name: it is how one address poses as another.
    """
    value = value[:1_000]
    found = re.search(rf"<\s*({ADDRESS.pattern})\s*>", value) or ADDRESS.search(value)
    address = (found[1] if found and found.re.groups else found[0]) if found else ""
    name = value[: found.start()] if found and found.start() > 0 else ""
    if not name.strip(" <[\"'"):
        bracketed = re.search(r"\(([^()]{1,200})\)", value)
        name = bracketed[1] if bracketed else "" if found else value
    name = re.sub(r"[<\[]\s*(?:mailto:)?\s*$", "", name.strip())
    name = tidy(name).replace("\n", " ").strip(" \"'<>,")[:LONGEST_NAME]
    return ("" if "@" in name else name), address.lower()


def date(value: str) -> datetime | None:
    """A Date line as UTC; None where it makes no sense."""
    try:
        found = parsedate_to_datetime(value[:100])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _run(run: re.Match[str]) -> str:
    # A letter of several bytes may be cut in two between pieces: they are joined before reading.
    pieces = ENCODED.findall(run[0])
    raw = b"".join(_unpacked(how, text) for _, how, text in pieces)
    return words_of(raw, pieces[0][0]) + (" " if run[0][-1:].isspace() else "")


def _unpacked(how: str, text: str) -> bytes:
    try:
        if how.lower() == "b":
            return binascii.a2b_base64(text + "=" * (-len(text) % 4))
        return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "replace")
