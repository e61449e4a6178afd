"""Letters for tests: a whole message, taken apart as a mailbox gives it to us."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message

from goodname.core.listen.letters.letter import Letter
from goodname.core.listen.letters.structure import Part

ARRIVED = datetime(2026, 3, 9, 11, 30, tzinfo=UTC)


def letter(raw: str | bytes) -> Letter:
    """The letter that these bytes are; `\\n` ends lines."""
    whole = raw.encode() if isinstance(raw, str) else raw
    message = message_from_bytes(whole)
    words: dict[str, bytes] = {}
    inside: dict[str, bytes] = {}
    body = _part(message, "", words, inside)
    head = whole.partition(b"\n\n")[0] + b"\n\n"
    return Letter(7, 77, body, head, words, inside, ARRIVED)


def _part(message: Message, number: str, words: dict[str, bytes], inside: dict[str, bytes]) -> Part:
    kind = message.get_content_type()
    if message.is_multipart() and kind != "message/rfc822":
        prefix = f"{number}." if number else ""
        children = tuple(
            _part(child, f"{prefix}{n}", words, inside)
            for n, child in enumerate(message.get_payload(), start=1)
        )
        return Part(
            number, kind, report=str(message.get_param("report-type") or ""), children=children
        )
    number = number or "1"
    if kind == "message/rfc822":
        inner = message.get_payload(0)
        inside[number] = inner.as_bytes().partition(b"\n\n")[0] + b"\n\n"
        within = number if inner.is_multipart() else f"{number}.1"
        return Part(number, kind, children=(_part(inner, within, words, inside),))
    raw = b"\n" + message.as_bytes()
    raw = raw.partition(b"\n\n")[2]
    name = message.get_filename() or ""
    attached = message.get_content_disposition() == "attachment"
    if kind.startswith("text/") and not attached:
        words[number] = raw
    return Part(
        number, kind, len(raw), str(message.get_param("charset") or ""),
        str(message.get("Content-Transfer-Encoding", "")).lower(), name, attached,
    )  # fmt: skip
