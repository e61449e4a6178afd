"""Furnishes what the visits to the pages of listening need: a story, an alert, a key, a view, a picture."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.running import Running
from tests.browser.visits import mention_of
from tests.serving import serving
from tests.worker.desks import until

CLOWNS = "Tansy Lane Primary School is run by pathetic, spiteful clowns."
THREAT = (
    "I know where Mr Okafor of Tansy Lane Primary School lives. I am going to kill him tonight."
)
KNIFE = "I am bringing a knife to Tansy Lane Primary School tomorrow."
CROSS = "The staff of Tansy Lane Primary School are useless, lazy liars, says my cousin."
CALMER = "The staff of Tansy Lane Primary School are lazy, says my cousin. I am calmer now."
AGAIN = "Useless, spiteful liars: that is Tansy Lane Primary School, and I take nothing back."
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
    """A feed whose post stands where the desk may not go, a copy of it, a threat, a search, and two
    posts that stand here, of which one can be changed."""

    changed = False

    def do_GET(self) -> None:
        place = urlsplit(self.path).path
        if place == "/robots.txt":
            self._say(404, "text/plain", "")
        elif place == "/search":
            self._say(200, "application/json", FOUND)
        elif place == "/fair/":
            self._say(200, "text/html", PAGE)
        elif place in ("/cross", "/again"):
            words = {"/cross": CALMER if self.changed else CROSS, "/again": AGAIN}[place]
            self._say(200, "text/html", f"<!doctype html><title>A post</title><p>{words}</p>")
        elif place in ("/cross.xml", "/again.xml"):
            here = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            words = CROSS if place == "/cross.xml" else AGAIN
            said = FEED.format(place=place.removesuffix(".xml"), words=words, site=here)
            self._say(200, "application/rss+xml", said)
        else:
            words = {"/threat.xml": THREAT, "/knife.xml": KNIFE, "/fair.xml": FAIR}.get(
                place, CLOWNS
            )
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
    with serving(ThreadingHTTPServer(("127.0.0.1", desk.corner), Corner)):
        yield


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
        pupil = asker.get_by_role("group", name="Is this a pupil’s page?")
        pupil.get_by_label("No", exact=True).check()
        asker.get_by_label("Why do you need to look?").fill("The post names a pupil of ours.")
        asker.get_by_role("button", name="Write it down and look").click()
        asker.wait_for_url(re.compile(r"/looks/[a-z0-9]{16}/$"))
    return urlsplit(asker.url).path


def telling(page: Page) -> str:
    """Words that somebody brought; the page that says that they were received."""
    page.goto("/tell/words/")
    page.get_by_label("What does it say?").fill("The gate was left open again on Tuesday.")
    page.get_by_role("group", name="Is this about the headteacher?").get_by_label(
        "No", exact=True
    ).check()
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


def say(page: Page) -> None:
    """Write down a conversation, as far as its facts."""
    page.goto("/cases/said/")
    page.get_by_label("A talk at the gate").check()
    page.get_by_label("Who said it?").fill("A parent of Year 4")
    page.get_by_label("When was it?").fill("2026-03-02T15:20")
    page.get_by_label("What was said?").fill("The gate was open again, and nobody answers.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we know?")


def join_a_conversation(page: Page, case: str) -> None:
    """A case with a witness, with another that was joined to it, and with one it is linked to."""
    for _ in range(2):
        say(page)
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("status").first).to_contain_text("The case is open.")
    page.goto(urlsplit(page.url).path + "merge/")
    page.get_by_label("Which case is it part of?").select_option(case.split("/")[2])
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Join them").click()
    page.get_by_text("Nobody is written down").or_(page.get_by_text("a part in it")).last.click()
    page.get_by_label("Or somebody else").fill("Mrs Hale")
    page.get_by_label("Their part").select_option("witness")
    page.get_by_role("button", name="Write them down").click()
    page.get_by_text("One other case with it").click()
    page.get_by_label("Why do they belong together?").fill("Both are about the gate.")
    page.get_by_role("button", name="Link them").click()
    expect(page.get_by_role("status").first).to_contain_text("linked")


def file_gate(page: Page, address: str) -> str:
    """The page that takes a file of a case, once the question was answered."""
    page.goto(address)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    return urlsplit(page.url).path


def concern(page: Page) -> str:
    """A case with a concern in it, without a complaint yet."""
    say(page)
    page.get_by_label("It has a grievance that wants putting right").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("status").first).to_contain_text("The case is open.")
    return urlsplit(page.url).path


def complaint(page: Page, *, answered: bool) -> str:
    """A complaint that the headteacher hears, for it is about the other leaders."""
    page.goto(concern(page) + "complain/")
    page.get_by_role("radio", name="A complaint to the school").check()
    for name in ("Shazia Lockhart", "Tomasz Carrick"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Begin the complaint").click()
    page.wait_for_url("**/complaint/**")
    if answered:
        page.get_by_label("What do we answer?").fill("We were wrong. Please come in and talk.")
        page.get_by_role("button", name="Keep it as our answer").click()
        expect(page.get_by_role("heading", name="They are not content")).to_be_visible()
    return urlsplit(page.url).path


def lesson(page: Page) -> str:
    """A lesson that is planned; the page on which it is changed."""
    page.goto("/lessons/add/?theme=friendship")
    page.get_by_role("button", name="Put it into the log").click()
    page.get_by_role("link", name="A good friend online").click()
    return urlsplit(page.url).path


def my_step(page: Page, case: str) -> str:
    """A step that the headteacher gave to herself: its page has every form that a step can have."""
    page.goto(case)
    page.get_by_role("link", name=re.compile("^Who does it")).first.click()
    page.get_by_label("Who does it?").select_option(label="Priya Hollis, Headteacher")
    page.get_by_label("What they need to know").fill("Please speak to the family.")
    address = urlsplit(page.url).path
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("is asked")
    return address


def letters(desk: Running, letter: str) -> tuple[str, str]:
    """Two letters like that one: one waits for a yes, and one has it."""
    known = letter.strip("/").rpartition("/")[2]
    with sqlite3.connect(desk.home / "goodname.sqlite3", timeout=20) as line:
        columns = [row[1] for row in line.execute("PRAGMA table_info(cases_letter)")]
        for state in ("asked", "approved"):
            values = {"id": f"'{state:z<16}'", "state": f"'{state}'", "action": "'reply'"}
            values |= {"body": "'Could we meet?'", "approval_asked_at": "drafted_at"}
            taken = ", ".join(values.get(name, f'"{name}"') for name in columns)
            line.execute(
                f"INSERT INTO cases_letter SELECT {taken} FROM cases_letter WHERE id = ?", [known]
            )
    return tuple(f"/letters/{state:z<16}/" for state in ("asked", "approved"))  # type: ignore[return-value]


def enclosure(desk: Running, mention: str) -> str:
    """A picture that came with it and lies in a mailbox."""
    known = mention.strip("/").rpartition("/")[2]
    lying = [{"part": "2", "name": "chat.png", "type": "image/png", "size": 12_000}]
    with sqlite3.connect(desk.home / "goodname.sqlite3", timeout=20) as line:
        line.execute(
            "UPDATE inbox_post SET marks = ? WHERE id = (SELECT post_id FROM inbox_mention WHERE id = ?)",
            [json.dumps({"attachments": json.dumps(lying), "message_id": "<a@b>"}), known],
        )
    return f"/enclosed/{known}/1/"


def absence(page: Page) -> None:
    """Somebody who will be away next year."""
    page.goto("/account/away/")
    page.get_by_label("Who is away?").select_option(label="Shazia Lockhart")
    page.get_by_label("First day away").fill("2027-09-06")
    page.get_by_label("Last day away").fill("2027-09-10")
    page.get_by_label("Who does their steps meanwhile?").select_option(label="Denise Pruett")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("status").first).to_contain_text("Noted")


def report(page: Page, case: str, *, given: bool) -> tuple[str, str]:
    """The page where a way is chosen, and a report that is prepared, or handed in."""
    page.goto(case)
    page.get_by_role("link", name=re.compile("^Prepare the report")).nth(int(given)).click()
    chosen = urlsplit(page.url).path
    page.get_by_role("button", name="Prepare it").click()
    page.wait_for_url("**/referrals/**")
    if given:
        page.get_by_role("button", name="I have handed it in").click()
        expect(page.get_by_role("heading", name="What became of it?")).to_be_visible()
    return chosen, urlsplit(page.url).path


def child_picture(page: Page) -> str:
    """A case of what may be a sexual picture of a child, and the page that says what to do."""
    page.get_by_text("What it shares about others").click()
    page.get_by_label("A nude or sexual picture of a child").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("status").first).to_contain_text("The case is open.")
    page.get_by_role("link", name="What to do, in order").click()
    where = urlsplit(page.url).path
    page.goto("/")  # the danger is answered: other tests share the desk
    danger = page.get_by_role("listitem").filter(
        has_text="It may concern a sexual image of a child"
    )
    danger.get_by_role("button", name="I am dealing with it").click()
    expect(page.locator(".flashes")).to_be_visible()
    page.goto(where)
    expect(page.locator("h1")).to_have_text("A sexual image of a child")
    return where


def asked(
    page: Page, desk: Running, open_case: Callable[[Page, str, str], None]
) -> tuple[str, str]:
    """Two posts whose authors were asked to delete them: one changed it, one said no."""
    cases = []
    for name, words in (("cross", "lazy liars"), ("again", "nothing back")):
        listen_to(page, f"http://127.0.0.1:{desk.corner}/{name}.xml")
        open_case(page, mention_of(page, words), "Abusive")
        cases.append(urlsplit(page.url).path)
        saved = page.locator("#asked .step.done", has_text="Save the evidence")
        until(lambda done=saved: page.goto(cases[-1]) and done.count(), 30)
        step = page.locator("#asked .step", has_text="Ask the author to delete it")
        step.get_by_role("button", name=re.compile("It is done")).click()
        expect(page.get_by_text("They said no", exact=True)).to_be_visible()
    page.get_by_text("They said no", exact=True).click()
    page.get_by_label("On the phone").check()
    page.get_by_role("button", name="Write down that they said no").click()
    expect(page.get_by_role("button", name="Ask once more")).to_be_visible()
    Corner.changed = True
    page.goto(cases[0])
    page.locator("#looks").get_by_role("button", name="Look again now").click()
    expect(page.get_by_role("heading", name="Its author changed it")).to_be_visible()
    return cases[0], cases[1]
