"""Reads one web page: its title, its words, and the signs that it is no page but a door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from goodname.core.listen.charset import characters
from goodname.core.listen.markup import Tag, gap, take_apart, tidy
from goodname.core.words import Unreadable

BIGGEST = 5_000_000  # bytes, as of a feed
# Each tag costs several microseconds, here and wherever the page's pieces are looked at again. The
# longest threads of a forum have a tenth of these.
MOST_TAGS = 100_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")
# Whole titles, ids and makers' addresses of the doors that sites put before robots. Never words
# of the page: people write "are you a robot?" too.
DOOR_TITLES = frozenset(
    {"just a moment", "attention required! | cloudflare", "pardon our interruption", "robot check",
     "checking your browser", "ddos-guard", "making sure you're not a bot!",
     "security verification", "human verification"}
)  # fmt: skip
DOOR_IDS = frozenset(
    {"challenge-form", "challenge-running", "challenge-error-text", "cf-challenge-running",
     "px-captcha", "anubis_challenge"}
)  # fmt: skip
DOOR_MAKERS = re.compile(r"captcha-delivery\.com|_Incapsula_Resource.*incident|perimeterx")
EMPTY = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"})
CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile|recaptcha/api|hcaptcha\.com/|"
                     r"challenges\.cloudflare\.com")  # fmt: skip


class Sign(StrEnum):
    """What a page has besides words that may tell why the words are not there."""

    PASSWORD = "password"  # a field for a password
    CAPTCHA = "captcha"  # a test whether the visitor is human, which ordinary forms have too
    CHALLENGE = "challenge"  # a door against robots instead of the page


@dataclass(frozen=True)
class Page:
    """A page as plain text, a line for each block.

    `anchored` is the text of the element that the address points to after its "#", "" where it
    points to none.
    """

    title: str
    text: str
    anchored: str = ""
    signs: frozenset[Sign] = frozenset()


def read(body: bytes, headers: Mapping[str, str], address: str) -> Page:
    """Read the page that was served at `address`, with its fragment where there is one.

    Raises Unreadable when it is not a page of words, such as a picture or a PDF file, and when it is
    far bigger than pages are: a piece of it would be shown as if it were the whole.
    """
    told = {name.lower(): value for name, value in headers.items()}
    content_type = told.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    binary = not kind and b"\0" in body[:1024] and not body.startswith(UTF_16)
    if kind not in READABLE or binary:
        raise Unreadable(
            f"page: this address gives a file ({kind or 'unknown kind'}), not a page of words; "
            "only HTML and plain text can be read"
        )
    if len(body) > BIGGEST:
        raise Unreadable(f"page: it is too big; at most {BIGGEST // 1_000_000} MB are read")
    source = characters(body, content_type)
    if kind != "text/plain" and source.count("<") > MOST_TAGS:
        raise Unreadable("page: it has far more tags than any page needs; it may mean harm")
    if kind == "text/plain":
        return Page("", tidy(source), "", _signs_of_headers(told))
    return _read(source, unquote(urlsplit(address).fragment), _signs_of_headers(told))


def _read(source: str, fragment: str, signs: frozenset[Sign]) -> Page:
    words: list[str] = []
    title: list[str] = []
    anchored: list[str] = []
    found = set(signs)
    in_title = False
    depth, holder = 0, ""  # of the element that the address points to, while we are inside it
    for piece in take_apart(source):
        if isinstance(piece, str):
            (title if in_title else words).append(piece)
            if depth:
                anchored.append(piece)
            continue
        words.append(gap(piece))
        if piece.name == "title" and (in_title or not title):
            in_title = piece.opens  # the first one only: drawings have titles too
        found |= _signs_of(piece)
        if depth:
            anchored.append(gap(piece))
            if piece.name == holder:
                # A paragraph may be left open: the next one ends it.
                depth += 1 if piece.opens and holder != "p" else -1
        elif fragment and piece.opens and not anchored and _is_named(piece, fragment):
            depth, holder = 1, piece.name
    name = tidy("".join(title)).replace("\n", " ")
    if name.casefold().rstrip(".… ") in DOOR_TITLES:
        found.add(Sign.CHALLENGE)
    return Page(name, tidy("".join(words)), tidy("".join(anchored)), frozenset(found))


def _is_named(tag: Tag, fragment: str) -> bool:
    return tag.name not in EMPTY and fragment in (
        tag.attributes.get("id"),
        tag.attributes.get("name"),
    )


def _signs_of_headers(headers: Mapping[str, str]) -> frozenset[Sign]:
    door = "challenge" in headers.get("cf-mitigated", "") or "x-amzn-waf-action" in headers
    return frozenset({Sign.CHALLENGE}) if door else frozenset()


def _signs_of(tag: Tag) -> set[Sign]:
    if not tag.opens or not tag.attributes:
        return set()
    got = tag.attributes
    found = set()
    if tag.name == "input" and got.get("type", "").lower() == "password":
        found.add(Sign.PASSWORD)
    if got.get("id") in DOOR_IDS or DOOR_MAKERS.search(got.get("src", "")):
        found.add(Sign.CHALLENGE)
    if CAPTCHA.search(got.get("class", "")) or CAPTCHA.search(got.get("src", "")):
        found.add(Sign.CAPTCHA)
    return found
