"""What a reader of the town sees: every page whole, the lounge closed, nothing but reading."""

from __future__ import annotations

import json
import re
import socket
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

VOID = {"meta", "link", "br", "input"}
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


class Page(HTMLParser):
    """Counts what matters of a page and notices a tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.counts: dict[str, int] = {}
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.lang = self.title = ""
        self.levels: list[int] = []
        self.feed(html)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "a":
            self.links.add(given.get("href") or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data


def test_every_page_that_can_be_reached_by_links_is_whole(quiet_town):
    seen: set[str] = set()
    ahead = ["/", "/forum/post/nobody-wrote-this", "/nowhere"]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        reply = quiet_town.get(path)
        if reply.status == 302 or "xml" in reply.headers["content-type"]:
            continue
        page = Page(reply.body)
        assert reply.status == (
            404 if path in ("/forum/post/nobody-wrote-this", "/nowhere") else 200
        )
        assert reply.body.startswith("<!DOCTYPE html>")
        assert page.faults == [], path
        assert (page.counts["h1"], page.counts["title"], page.counts["main"]) == (1, 1, 1), path
        assert (page.lang, bool(page.title.strip())) == ("en-GB", True), path
        assert len(page.ids) == len(set(page.ids)), path
        steps = zip(page.levels, page.levels[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps), f"{path} skips a heading level"
        ahead += [urljoin(path, to).split("#")[0] for to in page.links]
    assert {"/forum/thread/school-run", "/gazette/article/nine-nights", "/authors/"} <= seen


def test_a_post_has_a_page_that_shows_only_it(quiet_town):
    html = quiet_town.get("/forum/post/picking-up-time").body
    assert "Mr Okafor" in html
    assert "lanternjaw" in html
    assert "<time datetime=" in html
    assert "coming round the corner" not in html, (
        "the other posts of the thread stay on their own pages"
    )


def test_a_post_is_found_only_on_its_own_site(quiet_town):
    assert quiet_town.get("/gazette/article/picking-up-time").status == 404


def test_the_members_thread_leads_to_a_login_that_never_lets_in(quiet_town):
    for path in ("/forum/thread/members-lounge", "/forum/post/lounge-rules"):
        reply = quiet_town.get(path)
        assert reply.status == 302
        assert reply.headers["location"].startswith("/forum/login")
        assert "marrow" not in reply.body
    assert quiet_town.post("/forum/login", name="a", password="b").status == 403
    assert "lounge-rules" not in quiet_town.get("/forum/feed.xml").body


def test_what_is_still_to_come_is_not_there_yet(quiet_town):
    assert quiet_town.get("/forum/post/useless-in-willow").status == 404
    assert "useless-in-willow" not in quiet_town.get("/forum/feed.xml").body


@pytest.mark.parametrize("path", ["/", "/forum/feed.xml", "/authors/", "/forum/post/nope"])
def test_head_says_what_get_says_without_the_words(quiet_town, path):
    asked, told = quiet_town.get(path), quiet_town.ask("HEAD", path)
    assert told.status == asked.status
    assert told.body == ""
    assert told.headers["content-length"] == str(len(asked.body.encode()))
    assert told.headers.get("etag") == asked.headers.get("etag")


def test_robots_health_and_clock(quiet_town):
    assert "Allow: /\n" in quiet_town.get("/robots.txt").body
    assert quiet_town.get("/health").body == '{"status": "ok"}'
    assert 0 <= json.loads(quiet_town.get("/clock").body)["seconds"] < 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/forum/%2e%2e/town.py", 404), ("/forum/post/<script>", 404), ("/forum/post/a/b", 404)],
)
def test_a_strange_address_gets_a_page_and_no_more(quiet_town, path, status):
    reply = quiet_town.get(path)
    assert reply.status == status
    assert "<script>" not in reply.body


def test_what_is_no_address_is_told_so(quiet_town):
    host, port = quiet_town.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.makefile("rb").readline() == b"HTTP/1.1 400 Bad Request\r\n"


def test_a_strange_host_is_not_repeated_in_the_feed(quiet_town):
    body = quiet_town.get("/forum/feed.xml", Host='evil"><b>').body
    assert "evil" not in body
    assert quiet_town.address in body


def test_a_form_without_end_is_not_read(quiet_town):
    reply = quiet_town.ask("POST", "/authors/delete", Content_Length="999999999", **FORM)
    assert reply.status == 413


def test_nothing_else_can_be_posted_to(quiet_town):
    assert quiet_town.post("/gazette/").status == 405
    assert quiet_town.post("/authors/burn", post="club-full").status == 405


def test_the_councils_page_changes_with_every_look_and_says_the_same(town):
    first, second = (town.ask("GET", "/council/notices/").body for _ in range(2))
    assert first != second
    number = re.compile(r"It is .*? You are visitor [\d,]+\.")
    assert number.sub("", first) == number.sub("", second)
    assert "Bins on Boxing Day" in first


def test_machines_are_asked_to_stay_away_from_the_club(town):
    assert "Disallow: /club/" in town.ask("GET", "/robots.txt").body
    assert town.ask("GET", "/club/").status == 200


def test_the_search_answers_programs_as_a_searxng_server_does_and_people_with_a_form(town):
    asked = "/search?q=%22Tansy+Lane+Primary+School%22+Wexcombe"
    answer = town.ask("GET", f"{asked}&format=json")
    assert answer.headers["content-type"] == "application/json"
    found = json.loads(answer.body)["results"]
    assert [row["title"] for row in found] == ["Schools in Wexcombe"]
    assert found[0]["url"].endswith("/council/schools/")
    assert town.ask("GET", "/council/schools/").status == 200
    assert json.loads(town.ask("GET", f"{asked}&format=json&pageno=2").body)["results"] == []
    page = town.ask("GET", asked).body
    assert "made up for the demo" in page
    assert "Schools in Wexcombe" in page


def test_a_member_has_a_page_of_their_own(town):
    assert town.ask("GET", "/forum/user/nobody").status == 404
    assert "MarigoldMum" in town.ask("GET", "/forum/user/MarigoldMum").body
