"""A letter as it was taken from a mailbox: its head, how it is built, and its written words."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goodname.core.listen.letters.headers import words_of
from goodname.core.listen.letters.structure import Part, walk
from goodname.core.listen.markup import Tag, gap, plain, take_apart

WRITTEN = ("text/plain", "text/html")
MOST_WRITTEN = 12  # parts with words that are fetched of one letter
# Files were once written into the text itself; whatever such a block is, it is not words.
UUENCODED = re.compile(
    r"^begin [0-7]{3} (.{1,200})\n(?:[!-`]{1,62}[ \r]*\n)*+(?:[ \r]*\n)?(?:end\b|\Z)", re.M
)


@dataclass(frozen=True)
class Letter:
    """What was fetched of one letter: nothing of it is an attachment.

    `words` has the bytes of the written parts, and `inside` the head of each letter inside this
    one, by the number of the part. They may be cut. `arrived` is the server's own time (aware).
    """

    uid: int
    uidvalidity: int
    body: Part
    head: bytes
    words: Mapping[str, bytes] = field(default_factory=dict)
    inside: Mapping[str, bytes] = field(default_factory=dict)
    arrived: datetime | None = None


def written(body: Part) -> list[Part]:
    """The parts that hold words, and may be fetched before anybody was asked anything."""
    return [part for part in walk(body) if _is_written(part)][:MOST_WRITTEN]


def letters_inside(body: Part) -> list[Part]:
    """The letters that were put into this one whole."""
    return [part for part in walk(body) if part.type == "message/rfc822" and part.children]


def files(body: Part) -> list[Part]:
    """The attachments: everything that is neither words nor a wrapping."""
    return [part for part in walk(body) if not part.children and not _is_words(part)]


def text_of(letter: Letter, body: Part) -> str:
    """The words of one body as plain text with its empty lines; plain is preferred to HTML."""
    pieces = [_text(letter, part) for part in _chosen(letter, body)]
    return "\n\n".join(piece for piece in pieces if piece.strip())


def html_of(letter: Letter, body: Part) -> str:
    return "\n".join(words_in(letter, part) for part in _own(body) if part.type == "text/html")


def unpacked(raw: bytes, encoding: str) -> bytes:
    """The bytes that a part's encoding stands for; what is cut or broken is read as far as it goes."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding == "base64":
        packed = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        return binascii.a2b_base64(packed[: len(packed) // 4 * 4] + _rest(packed))
    return raw


def _rest(packed: bytes) -> bytes:
    left = packed[len(packed) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


def _is_words(part: Part) -> bool:
    return part.type in WRITTEN and not part.attached and not part.name


def _is_written(part: Part) -> bool:
    return _is_words(part) or part.type == "text/calendar"


def _own(body: Part) -> Iterator[Part]:
    """The parts of this body and of no letter inside it."""
    yield body
    if body.type != "message/rfc822":
        for child in body.children:
            yield from _own(child)


def _chosen(letter: Letter, body: Part) -> Iterator[Part]:
    if body.type == "multipart/alternative":
        own = [part for part in _own(body) if _is_words(part)]
        plains = [part for part in own if part.type == "text/plain"]
        has_words = any(words_in(letter, part).strip() for part in plains)
        yield from plains if has_words else own
    elif body.type != "message/rfc822":
        if _is_words(body):
            yield body
        for child in body.children:
            yield from _chosen(letter, child)


def words_in(letter: Letter, part: Part) -> str:
    return words_of(unpacked(letter.words.get(part.number, b""), part.encoding), part.charset)


def _text(letter: Letter, part: Part) -> str:
    text = words_in(letter, part).replace("\r\n", "\n")
    if part.type == "text/html":
        return quoted_plain(text)
    return UUENCODED.sub(r"[a file in the text: \1]", text)


def quoted_plain(html: str) -> str:
    """HTML as plain text, where a quotation's lines begin with ">" as they do in plain mail."""
    runs: list[tuple[bool, list[str]]] = [(False, [])]
    depth = 0
    for piece in take_apart(html):
        if isinstance(piece, Tag) and piece.name == "blockquote":
            depth = max(0, depth + (1 if piece.opens else -1))
        if runs[-1][0] != (depth > 0):
            runs.append((depth > 0, []))
        runs[-1][1].append(gap(piece) if isinstance(piece, Tag) else _escaped(piece))
    lines: list[str] = []
    for is_quoted, words in runs:
        said = plain("".join(words).replace("\n", "<br>")).splitlines()
        lines += [f"> {line}" if is_quoted else line for line in said]
    return "\n".join(lines)


def _escaped(words: str) -> str:
    # White space in HTML is one space; new lines come from tags alone.
    return " ".join(re.split(r"[\r\n]+", words)).replace("&", "&amp;").replace("<", "&lt;")
