"""What every page of the town is made of: the frame, times, words, and the answer around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from goodname.demo.looks import style

HTML = "text/html; charset=utf-8"
TOWN = "The town of Wexcombe"
_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Answer:
    """What the town sends back. `changed` is there only where asking again may bring a 304."""

    status: int
    body: bytes
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = None


@dataclass(frozen=True)
class Frame:
    """What surrounds a page: whose site it is, the way about, and the feeds that belong to it.

    `ways` are (address, words); `feeds` are (address, media type).
    """

    look: str
    name: str
    home: str
    ways: Sequence[tuple[str, str]] = ()
    feeds: Sequence[tuple[str, str]] = ()


def page(frame: Frame, title: str, body: str) -> bytes:
    """A whole page. `title` is plain text and becomes the one h1; `body` is HTML."""
    ways = "".join(f'<a href="{escape(to)}">{escape(words)}</a>' for to, words in frame.ways)
    feeds = "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(frame.name)}" href="{escape(to)}">\n'
        for to, kind in frame.feeds
    )
    whole = title if title == frame.name else f"{title} – {frame.name}"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(whole)}</title>
{feeds}<style>
{style(frame.look)}
</style>
</head>
<body>
<a class="skip" href="#main">Skip to the words</a>
<header class="top"><div class="wrap">
<p class="name"><a href="{frame.home}">{escape(frame.name)}</a></p>
{f'<nav aria-label="This site">{ways}</nav>' if ways else ""}
</div></header>
<main id="main"><div class="wrap">
<h1>{escape(title)}</h1>
{body}
</div></main>
<footer><div class="wrap">
<p>Wexcombe is made up: no such town, school or person. <a href="/authors/">Authors’ desk</a></p>
</div></footer>
</body>
</html>
""".encode()


def paragraphs(text: str) -> str:
    """Plain text with empty lines between paragraphs, as HTML."""
    return "\n".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part)


def spoken(when: datetime) -> str:
    """A time as people in the town say it: Sunday 22 November 2026, 21:14."""
    here = when.astimezone(_LONDON)
    return f"{here:%A} {here.day} {here:%B %Y, %H:%M}"


def time_tag(when: datetime) -> str:
    return f'<time datetime="{when.isoformat(timespec="seconds")}">{spoken(when)}</time>'
