"""Furnishes what the visits to the pages of listening need: a story, an alert, a key, a view, a picture."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.running import Running
from tests.worker.desks import until

CLOWNS = "Tansy Lane Primary School is run by pathetic, spiteful clowns."
THREAT = (
    "I know where Mr Okafor of Tansy Lane Primary School lives. I am going to kill him tonight."
)
FAIR = "The fair at Tansy Lane Primary School has a cake stall again, and a raffle at three."
PAGE = """<!doctype html><html lang="en"><head><title>The fair</title>
<link rel="alternate" type="application/rss+xml" title="The fair" href="/fair.xml"></head>
<body><h1>The fair</h1><p>News of the fair is in the feed.</p></body></html>"""
FEED = """<rss version="2.0"><channel><title>A corner of the web</title><item><guid>{place}</guid>
<link>{site}{place}</link><title>School run</title><description>{words}</description>
</item></channel></rss>"""
FOUND = """{"query": "x", "results": [{"url": "https://town.example/fair", "title": "The fair",
"content": "Tansy Lane Primary School, Wexcombe, had a stall.", "publishedDate": null,
"engines": ["corner"]}], "unresponsive_engines": []}"""


class Corner(BaseHTTPRequestHandler):
    """A feed whose post stands where the desk may not go, a copy of it, a threat, and a search."""

    def do_GET(self) -> None:
        place = urlsplit(self.path).path
        if place == "/robots.txt":
            self._say(404, "text/plain", "")
        elif place == "/search":
            self._say(200, "application/json", FOUND)
        elif place == "/fair/":
            self._say(200, "text/html", PAGE)
        else:
            words = {"/threat.xml": THREAT, "/fair.xml": FAIR}.get(place, CLOWNS)
            site = "http://copies.example" if place == "/copy.xml" else "http://127.0.0.1:9"
            said = FEED.format(place=place, words=words, site=site)
            self._say(200, "application/rss+xml", said)

    def _say(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(desk: Running) -> Iterator[None]:
    """The corner, as long as somebody needs it."""
    with ThreadingHTTPServer(("127.0.0.1", desk.corner), Corner) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def preview(page: Page, place: str) -> None:
    page.goto("/sources/")
    page.get_by_label("Paste an address, a search or a hashtag").fill(place)
    page.get_by_role("button", name="See what it would bring").click()
    page.wait_for_url("**/preview/**")
    expect(page.locator("h1")).not_to_have_text("Looking at the address")


def listen_to(page: Page, place: str) -> str:
    """Keep a source; its address on the desk."""
    preview(page, place)
    page.get_by_role("button", name="Listen here").click()
    expect(page.get_by_role("status").first).to_contain_text("We now listen to")
    return urlsplit(page.url).path


def story(page: Page, desk: Running) -> str:
    """The same words in a second place, and the page that shows both tellings."""
    listen_to(page, f"http://127.0.0.1:{desk.corner}/copy.xml")
    told = page.get_by_role("link", name=re.compile("[Ii]n two places"))
    until(lambda: page.goto("/inbox/?box=all&q=clowns") and told.count(), 30)
    return str(told.first.get_attribute("href"))


def alert(page: Page, desk: Running) -> None:
    """A threat that waits at the top of Today."""
    listen_to(page, f"http://127.0.0.1:{desk.corner}/threat.xml")
    waiting = page.get_by_role("button", name="I am dealing with it")
    until(lambda: page.goto("/") and waiting.count(), 30)


def moved(page: Page, desk: Running) -> str:
    """A source that has said for three days that it moved."""
    place = listen_to(page, f"http://127.0.0.1:{desk.corner}/old.xml")
    answered = page.get_by_text(re.compile("Answered|It answered"))
    until(lambda: page.goto(place) and answered.count(), 30)  # its first look is over
    with sqlite3.connect(desk.home / "goodname.sqlite3", timeout=20) as line:
        line.execute(
            "UPDATE inbox_source SET moved_to = 'https://new.example/feed', moved_looks = 5,"
            " moved_since = datetime('now', '-3 days'), next_look = datetime('now', '+9 days')"
            " WHERE id = ?",
            [place.strip("/").rpartition("/")[2]],
        )
    return place


def tested(page: Page, desk: Running) -> str:
    """A search server that was tested and is not kept yet: the page of the test."""
    page.goto("/sources/connections/add/searxng/")
    page.get_by_label("Address of the server").fill(f"http://127.0.0.1:{desk.corner}")
    page.get_by_role("button", name="Test it").click()
    expect(page.locator("h1")).to_have_text("It works")
    return urlsplit(page.url).path


def connection(page: Page, desk: Running) -> str:
    """The same, kept: its own page."""
    tested(page, desk)
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(re.compile(r"/connections/[a-z0-9]{16}/$"))
    return urlsplit(page.url).path


def view(page: Page) -> None:
    page.goto("/inbox/?tone=praise")
    page.get_by_text("Keep this as a view").click()
    page.get_by_label("What shall it be called?").fill("Thanks")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status").first).to_be_visible()


def look_again(asker: Page) -> str:
    """A second look at one person's page, which waits for the headteacher."""
    for _ in range(2):
        asker.goto("/looks/")
        asker.get_by_label("Address of the person’s page").fill("https://www.facebook.com/ivy.wend")
        asker.get_by_label("Why do you need to look?").fill("The post names a pupil of ours.")
        asker.get_by_role("button", name="Write it down and look").click()
        asker.wait_for_url(re.compile(r"/looks/[a-z0-9]{16}/$"))
    return urlsplit(asker.url).path


def telling(page: Page) -> str:
    """Words that somebody brought; the page that says that they were received."""
    page.goto("/tell/words/")
    page.get_by_label("What does it say?").fill("The gate was left open again on Tuesday.")
    about = page.get_by_role("group", name="Is this about somebody who works here?")
    about.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send it to the desk").click()
    expect(page.locator("h1")).to_have_text("Received, thank you")
    return urlsplit(page.url).path


def gate(page: Page) -> str:
    """The page that takes a picture, once the question is answered."""
    page.goto("/tell/picture/")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"/tell/picture/[a-z0-9]{16}/$"))
    return urlsplit(page.url).path


def unsent(page: Page, picture: bytes) -> str:
    """A picture that was read and waits to be looked over."""
    gate(page)
    file = {"name": "chat.png", "mimeType": "image/png", "buffer": picture}
    page.get_by_label("The picture or PDF").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("Look it over, then send it", timeout=40_000)
    return urlsplit(page.url).path
