"""What lies outside the school: a small web that people write, and the post that they send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

from tests.adapters.dovecot import Dovecot, dovecot
from tests.serving import serving
from tests.worker.desks import free_port, until
from tests.worker.postboxes import Postbox

Now = Callable[[], datetime]
OFFICE = "office@tansylane.example"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:18px/1.5 Georgia,serif;max-width:36em;margin:2em auto;padding:0 1em}}</style>
<link rel="alternate" type="application/rss+xml" title="{site}" href="/{room}/feed.xml"></head>
<body><p>{site}</p><article><h1>{title}</h1><p>{by}, {at:%d %B %Y}</p><p>{words}</p>
</article></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{site}</title>
<link>{home}</link><description>{site}</description>{items}</channel></rss>"""
ITEM = """<item><guid isPermaLink="false">{place}</guid><link>{home}{place}</link>
<title>{title}</title><dc:creator>{by}</dc:creator><pubDate>{at}</pubDate>
<description>{words}</description></item>"""


@dataclass
class Said:
    """One post on the web. A post that was deleted answers 410."""

    title: str
    by: str
    words: str
    at: datetime
    deleted: bool = False


@dataclass
class Web:
    """Sites at /<room>/, each with a feed and a page for each post, as long as its author leaves it."""

    now: Now
    port: int = field(default_factory=free_port)
    posts: dict[str, Said] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # every path that a machine came to see

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def feed(self, room: str) -> str:
        """The address that a person pastes to listen to this room."""
        return f"{self.home}/{room}/feed.xml"

    def post(self, place: str, *, title: str, by: str, words: str) -> str:
        """Somebody says something at /<room>/<name>; its address."""
        assert place not in self.posts
        self.posts[place] = Said(title, by, words, self.now())
        return self.home + place

    def edit(self, place: str, words: str) -> None:
        self.posts[place].words = words

    def delete(self, place: str) -> None:
        self.posts[place].deleted = True

    def answer(self, path: str) -> tuple[int, str, str]:
        """Status, media type and body of what a reader gets there."""
        place = urlsplit(path).path
        self.asked.append(place)
        room = place.strip("/").split("/")[0]
        site = room.replace("-", " ").title()
        if place.endswith("/feed.xml"):
            there = [(at, said) for at, said in self.posts.items() if at.startswith(f"/{room}/")]
            items = "".join(
                ITEM.format(
                    home=self.home, place=at, title=escape(said.title), by=escape(said.by),
                    at=format_datetime(said.at), words=escape(said.words),
                )
                for at, said in there if not said.deleted
            )  # fmt: skip
            body = FEED.format(site=site, home=self.home, items=items)
            return 200, "application/rss+xml; charset=utf-8", body
        said = self.posts.get(place)
        if said is None or said.deleted:
            status, words = (410, "It was taken down.") if said else (404, "There is no such page.")
            return status, "text/html; charset=utf-8", f"<!doctype html><title>{words}</title>"
        body = PAGE.format(
            title=escape(said.title), site=site, room=room, by=escape(said.by), at=said.at,
            words=escape(said.words),
        )  # fmt: skip
        return 200, "text/html; charset=utf-8", body


@contextmanager
def served(web: Web) -> Iterator[Web]:
    class Reader(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = web.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", web.port), Reader)):
        yield web


@dataclass
class Post:
    """The office's mailbox, a real IMAP server, and the server that takes its letters, real SMTP."""

    now: Now
    mailbox: Dovecot
    taken: Postbox
    port: int
    read: int = 0

    def write(
        self, *, by: str, subject: str, words: str, answers: EmailMessage | None = None,
        files: dict[str, bytes] | None = None, to: str = OFFICE,
    ) -> EmailMessage:  # fmt: skip
        """Somebody sends the school a letter, perhaps in answer to one that they got."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = by, to, subject
        letter["Date"] = format_datetime(self.now())
        letter["Message-ID"] = make_msgid(domain="home.example")
        if answers is not None:
            letter["In-Reply-To"] = answers["Message-ID"]
            letter["References"] = answers["Message-ID"]
        letter.set_content(words)
        for name, body in (files or {}).items():
            kind = "png" if name.endswith(".png") else "jpeg"
            letter.add_attachment(body, maintype="image", subtype=kind, filename=name)
        # The server's own clock does not move with the story: it is told when the letter came.
        self.mailbox.arrive(letter.as_bytes(), self.now())
        return letter

    def next(self, to: str, seconds: float = 30) -> EmailMessage:
        """The next letter that came to this reader and was not looked at yet. Waits for it."""

        def found() -> EmailMessage | None:
            while self.read < len(self.taken.taken):
                envelope = self.taken.taken[self.read]
                self.read += 1
                if to in envelope.rcpt_tos:
                    content = envelope.content
                    raw = content if isinstance(content, bytes) else str(content).encode()
                    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]
            return None

        letter: EmailMessage = until(found, seconds)
        return letter

    def sent_to(self, to: str) -> int:
        """How many letters ever left for this reader."""
        return sum(to in envelope.rcpt_tos for envelope in self.taken.taken)


@contextmanager
def delivered(now: Now) -> Iterator[Post]:
    box, port = Postbox(), free_port()
    door = Controller(box, hostname="127.0.0.1", port=port)
    door.start()
    try:
        with dovecot() as mailbox:
            yield Post(now, mailbox, box, port)
    finally:
        door.stop()


def words_of(letter: EmailMessage) -> str:
    """What a reader sees of a letter: what it is about, and its words, however they travelled."""
    body = letter.get_body(("plain",))
    assert body is not None
    said: str = body.get_content()
    return f"{letter['Subject']}\n\n{said}"


def london(text: str) -> datetime:
    """“2027-02-11 09:00” as a school's wall clock says it, aware, in UTC."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
