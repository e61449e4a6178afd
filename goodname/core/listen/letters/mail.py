"""Reads a letter from the office's mailbox into posts: the letter, what it forwards, or an alert's finds.

What is folded off (earlier letters, signatures) is not kept: they are other people's words, and the
letter itself stays in the mailbox, untouched, where its Message-ID finds it. An address is kept only
where the letter may have to be answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from goodname.core.listen.feeds.entry import LONGEST_TEXT, LONGEST_TITLE, believable
from goodname.core.listen.letters import alerts, forwarded
from goodname.core.listen.letters.folding import fold
from goodname.core.listen.letters.headers import Headers, date, first, head, person
from goodname.core.listen.letters.letter import (
    Letter,
    files,
    html_of,
    letters_inside,
    text_of,
    words_in,
    written,
)
from goodname.core.listen.letters.mailkinds import FOR_US, MACHINES, MailKind, kind_of, machine
from goodname.core.listen.letters.structure import Part, walk
from goodname.core.listen.markup import tidy
from goodname.core.words import Post

__all__ = ["FIELDS", "FOR_US", "MACHINES", "Attached", "MailKind", "Read", "attached", "read"]
# What is asked of a letter's head, and nothing else.
FIELDS = (
    "From", "Sender", "Reply-To", "Date", "Subject", "Message-ID", "In-Reply-To", "References",
    "Return-Path", "Auto-Submitted", "Precedence", "X-Autoreply", "X-Auto-Response-Suppress",
    "List-Id", "List-Post", "List-Unsubscribe", "Authentication-Results",
)  # fmt: skip
CHECKS = re.compile(r"\b(spf|dkim|dmarc|arc)\s*=\s*([a-z]{1,20})", re.IGNORECASE)
PASSED_ON = re.compile(r"^[>\s]*-{3,}\s*forwarded message\b", re.IGNORECASE | re.MULTILINE)
SPARE = 2_000  # bytes by which servers err about a part's size
MOST_INSIDE = 10
MOST_FILES = 50
LONGEST_MARK = 2_000
LONG_ENOUGH = 8  # words that a forwarder wrote, from which on they are a letter of their own
AFTER_ARRIVAL = timedelta(days=1)


@dataclass(frozen=True)
class Attached:
    """An attachment that lies in the mailbox. Nothing of it was fetched; `size` is in bytes there."""

    part: str
    name: str
    type: str
    size: int


@dataclass(frozen=True)
class Read:
    kind: MailKind
    posts: tuple[Post, ...]


def read(letter: Letter, now: datetime, own: frozenset[str] = frozenset()) -> Read:
    """The posts of one letter. `own` are the mailbox's own addresses, in lower case."""
    headers = head(letter.head)
    text, html = text_of(letter, letter.body), html_of(letter, letter.body)
    subject = _line(first(headers, "subject"))
    kind = machine(headers, letter.body, subject, own)
    if kind in MACHINES:
        return Read(kind, ())
    marks = _marks(letter, headers)
    at = _posted(headers, letter.arrived, now)
    finds = alerts.read(subject, html, text)
    if finds is not None:
        found = tuple(_found(find, finds.query, at, marks) for find in finds.finds)
        return Read(MailKind.ALERT, found + _written_beside(headers, subject, text, at, marks))
    inner = forwarded.inside(text, subject)
    within = letters_inside(letter.body)[:MOST_INSIDE]
    if inner or within:
        return Read(
            MailKind.FORWARD, _forward(letter, headers, inner, within, text, at, marks, now)
        )
    kind = kind or kind_of(headers, letter.body)
    is_reply = bool(first(headers, "in-reply-to") or first(headers, "references"))
    folded = fold(text, is_reply=is_reply)
    marks |= {"kind": kind.value}
    if folded.lines:
        marks["folded"] = f"{folded.lines} lines"
    if kind in FOR_US:
        marks |= _answer_to(headers)
    said = folded.text or _invitation(letter)
    return Read(kind, (_post(_key(headers, said), subject, said, headers, at, marks),))


def attached(marks: Mapping[str, str]) -> tuple[Attached, ...]:
    """The attachments that a post's marks name."""
    return tuple(Attached(**one) for one in json.loads(marks.get("attachments") or "[]"))


def _marks(letter: Letter, headers: Headers) -> dict[str, str]:
    marks = {"uid": str(letter.uid), "uidvalidity": str(letter.uidvalidity)}
    for mark, name in (("message_id", "message-id"), ("in_reply_to", "in-reply-to")):
        marks[mark] = first(headers, name)[:500]
    marks["references"] = first(headers, "references")[-LONGEST_MARK:]
    # The first is the one that our own server put on top; it is noted and nobody is judged by it.
    checks = CHECKS.findall(first(headers, "authentication-results"))
    marks["authentication"] = " ".join(f"{name}={said}".lower() for name, said in checks[:8])
    lying = [
        {"part": part.number, "name": _line(part.name), "type": part.type, "size": part.size}
        for part in files(letter.body)[:MOST_FILES]
    ]
    if lying:
        marks["attachments"] = json.dumps(lying, ensure_ascii=False)
    if any(
        len(letter.words.get(one.number, b"")) + SPARE < one.size for one in written(letter.body)
    ):
        marks["cut"] = "yes"  # longer than what is fetched: the rest is in the mailbox
    return {name: value for name, value in marks.items() if value}


def _answer_to(headers: Headers) -> dict[str, str]:
    address = person(first(headers, "reply-to"))[1] or person(first(headers, "from"))[1]
    return {"reply_to": address} if address else {}


def _posted(headers: Headers, arrived: datetime | None, now: datetime) -> datetime | None:
    """When it was written as it says, unless that is after it arrived, or long before e-mail."""
    said = believable(date(first(headers, "date")), now)
    if said and arrived and said > arrived + AFTER_ARRIVAL:
        return arrived
    return said or arrived


def _forward(
    letter: Letter,
    headers: Headers,
    inner: forwarded.Inner | None,
    within: list[Part],
    text: str,
    at: datetime | None,
    marks: dict[str, str],
    now: datetime,
) -> tuple[Post, ...]:
    """The letters inside as posts, then what the forwarder wrote, where that is more than a word."""
    key = _key(headers, text)
    name = person(first(headers, "from"))[0]
    comment = fold(inner.before if inner else text, is_reply=False).text
    marks = marks | {"kind": MailKind.FORWARD.value, "forwarded_by": name} | _answer_to(headers)
    if comment:
        marks["forwarder_wrote"] = comment[:LONGEST_MARK]
    if at:
        marks["forwarded"] = at.isoformat()
    posts = []
    if inner:
        subject = _line(inner.subject or forwarded.bare(first(headers, "subject")))
        posted = believable(inner.posted, now)
        said = fold(inner.text, is_reply=False).text
        posts.append(_made(f"{key}/forward", subject, said, inner.author, posted or at, marks))
    for part in within:
        own = head(letter.inside.get(part.number, b""))
        said = fold(text_of(letter, part.children[0]), is_reply=False).text
        posted = believable(date(first(own, "date")), now)
        posts.append(_post(_key(own, said), _line(first(own, "subject")), said, own, posted, marks))
    if len(comment.split()) >= LONG_ENOUGH:
        beside = marks | {"kind": MailKind.LETTER.value, "beside": f"{key}/forward"}
        subject = _line(first(headers, "subject"))
        posts.append(_made(f"{key}/comment", subject, comment, name, at, beside))
    return tuple(posts)


def _written_beside(
    headers: Headers, subject: str, text: str, at: datetime | None, marks: Mapping[str, str]
) -> tuple[Post, ...]:
    """What a person wrote in a letter that has the shape of an alert: nobody hides words in one."""
    name, address = person(first(headers, "from"))
    if address.lower() == alerts.SENDER:
        return ()
    inner = forwarded.inside(text, subject)
    own_words = inner.before if inner else PASSED_ON.split(text)[0]
    said = fold(own_words, is_reply=False).text
    if len(alerts.WRAPPED.sub(" ", said).split()) < LONG_ENOUGH:
        return ()
    own = dict(marks) | {"kind": MailKind.LETTER.value} | _answer_to(headers)
    return (_made(f"{_key(headers, text)}/beside", subject, said, name, at, own),)


def _found(find: alerts.Find, query: str, at: datetime | None, marks: Mapping[str, str]) -> Post:
    key = "alert:" + sha256(f"{query}\n{find.address}".encode()).hexdigest()
    own = {name: marks[name] for name in ("message_id", "authentication") if name in marks}
    own |= {"kind": MailKind.ALERT.value, "query": query, "link": find.link}
    return _made(key, find.title, find.text, find.source, at, own, find.address)


def _post(
    key: str, subject: str, said: str, headers: Headers, at: datetime | None, marks: dict[str, str]
) -> Post:
    return _made(key, subject, said, person(first(headers, "from"))[0], at, marks)


def _made(
    key: str, title: str, text: str, author: str, at: datetime | None,
    marks: Mapping[str, str], address: str = "",
) -> Post:  # fmt: skip
    text = tidy(text)[:LONGEST_TEXT]
    title = title[:LONGEST_TITLE] or text.partition("\n")[0][:LONGEST_TITLE]
    kept = tuple((name, value) for name, value in marks.items() if value)
    return Post(key, address, title, text or title, author, at, None, kept)


def _key(headers: Headers, said: str) -> str:
    """The Message-ID, with a digest of the head: who sends it again cannot overwrite the first."""
    written = [first(headers, name) for name in ("from", "date", "subject")]
    id_ = first(headers, "message-id")[:300]
    known = [*written, id_] if id_ else [*written, said]
    digest = sha256("\n".join(known).encode("utf-8", "replace")).hexdigest()
    return f"{id_} {digest[:16]}" if id_ else f"sha256:{digest}"


def _invitation(letter: Letter) -> str:
    """What a calendar's invitation says, where it is all that was sent."""
    for part in walk(letter.body):
        if part.type == "text/calendar":
            said = words_in(letter, part)
            lines = re.sub(r"\r?\n[ \t]", "", said).splitlines()
            found = dict(line.split(":", 1) for line in lines if ":" in line)
            wanted = (found.get(name, "") for name in ("SUMMARY", "LOCATION", "DESCRIPTION"))
            return "\n".join(re.sub(r"\\n", "\n", one).replace("\\,", ",") for one in wanted if one)
    return ""


def _line(text: str) -> str:
    return tidy(text).replace("\n", " ")
