"""Trying an address against real servers: what it is found to be, and what is shown of it."""

from collections.abc import Iterator

import pytest

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import School
from goodname.web.inbox.models import Connection, Post, Probe, Spending
from goodname.worker import probing
from tests.adapters.peers import Peer, answer, peer
from tests.world import make_person, make_school

pytestmark = pytest.mark.django_db
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wexcombe Talk</title>
<item><guid isPermaLink="false">a</guid><title>School run</title>
<description>The fair at Tansy Lane Primary School in Wexcombe was lovely.</description></item>
<item><guid isPermaLink="false">b</guid><title>Market</title>
<description>The market is on Saturday.</description></item></channel></rss>"""
PAGE = b"""<!doctype html><html><head><title>Wexcombe news</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed"></head><body><main>
<h1>News</h1><p>The fair at Tansy Lane Primary School in Wexcombe was lovely. Thank you all.</p>
<p>The market is on Saturday and everybody is welcome to come along to it.</p></main></body></html>"""
RESULTS = b"""{"query": "x", "results": [{"url": "http://town.example/1", "title": "Fair",
"content": "The fair at Tansy Lane Primary School, Wexcombe, was lovely.", "engines": ["a"]}],
"unresponsive_engines": [["forum search", "HTTP error"]]}"""

BRIDGED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Posts</title>
<link>https://x.com/ivypenrose</link><item><guid>a</guid><description>Hello.</description></item>
</channel></rss>"""
MASTODON = b"""<!doctype html><html><head><title>Tag</title></head><body><div id="mastodon"></div>
</body></html>"""


def behave(there: Peer, path: str, wire) -> None:
    if path == "/feed":
        wire.write(answer(FEED, "Content-Type: application/rss+xml"))
    elif path in ("/page", "/private/page"):
        wire.write(answer(PAGE, "Content-Type: text/html; charset=utf-8"))
    elif path == "/bridged/feed":
        wire.write(answer(BRIDGED, "Content-Type: application/rss+xml"))
    elif path == "/alert/feed":
        wire.write(answer(FEED.replace(b"Wexcombe Talk", b"Google Alert - Ivy Penrose")))
    elif path == "/paper/feed":
        wire.write(answer(b"", "Location: /users/ivy/feed", status="302 Found"))
    elif path.startswith("/tags/"):
        wire.write(answer(MASTODON, "Content-Type: text/html; charset=utf-8"))
    elif path == "/robots.txt":
        wire.write(answer(b"User-agent: *\nDisallow: /private/", "Content-Type: text/plain"))
    elif path.startswith("/search"):
        wire.write(answer(RESULTS, "Content-Type: application/json"))
    else:
        wire.write(answer(status="404 Not Found"))


@pytest.fixture
def server(settings) -> Iterator[Peer]:
    with peer(behave) as running:
        settings.ALLOW_HOSTS = running.place
        settings.HOST_SECONDS = 0
        yield running


@pytest.fixture
def school() -> School:
    return make_school()


def tried(school: School, address: str, **more: object) -> Probe:
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    probe = Probe.objects.create(
        school=school, asked_by=head, asked_at=clock.now(), address=address, **more
    )
    probing.probe_address(probe.id)
    probe.refresh_from_db()
    return probe


def test_a_feed_is_known_for_one(school, server):
    probe = tried(school, f"http://{server.place}/feed")
    assert (probe.state, probe.kind, probe.title) == (Probe.READY, "feed", "Wexcombe Talk")
    assert [row["about_us"] for row in probe.found] == [True, False]
    assert not Post.objects.exists()


def test_a_page_is_shown_with_the_feed_that_it_names(school, server):
    probe = tried(school, f"http://{server.place}/page")
    assert (probe.state, probe.kind) == (Probe.READY, "page")
    assert [(one["kind"], one["address"], one["options"]) for one in probe.offers] == [
        ("feed", f"http://{server.place}/feed", {}),
        ("page", f"http://{server.place}/page", {"part": "News"}),
    ]
    assert any(row["about_us"] for row in probe.found)


def test_a_feed_that_a_bridge_makes_of_a_persons_page_is_refused_though_its_name_tells_nothing(
    school, server
):
    probe = tried(school, f"http://{server.place}/bridged/feed", kind="feed")
    assert probe.state == Probe.FAILED
    assert "people are not listened to" in probe.problem


def test_a_google_alert_for_a_person_is_refused_by_its_title(school, server):
    probe = tried(school, f"http://{server.place}/alert/feed", kind="feed")
    assert (probe.state, probe.found) == (Probe.FAILED, [])
    assert "we do not search for people" in probe.problem


def test_an_address_that_leads_on_to_a_persons_page_is_refused(school, server):
    probe = tried(school, f"http://{server.place}/paper/feed", kind="feed")
    assert probe.state == Probe.FAILED
    assert "people are not listened to" in probe.problem


def test_a_hashtag_that_is_no_name_of_ours_is_no_search_behind_any_address(school, server):
    probe = tried(school, f"http://{server.place}/tags/IvyPenrose")
    assert (probe.state, probe.query) == (Probe.FAILED, "")
    assert "we do not search for people" in probe.problem


def test_what_is_not_there_says_so(school, server):
    probe = tried(school, f"http://{server.place}/nothing")
    assert (probe.state, probe.problem) == (Probe.FAILED, "There is no such page.")


def test_a_place_that_asks_machines_to_stay_away_is_not_looked_at(school, server):
    probe = tried(school, f"http://{server.place}/private/page")
    assert probe.state == Probe.FAILED
    assert "/private/page" not in server.paths


def test_a_server_on_this_machine_is_not_asked_unless_somebody_allowed_it(school, server, settings):
    settings.ALLOW_HOSTS = ""
    probe = tried(school, f"http://{server.place}/feed")
    assert probe.state == Probe.FAILED
    assert server.asked == []


def test_a_search_says_who_was_silent_and_what_it_cost(school, server):
    connection = Connection.objects.create(
        school=school, kind="searxng", title="Search", server=f"http://{server.place}",
        added_at=clock.now(),
    )  # fmt: skip
    query = '"Tansy Lane Primary School" Wexcombe'
    probe = tried(school, "", kind="searxng", query=query, connection=connection)
    assert (probe.state, probe.problem) == (Probe.READY, "")
    assert "forum search" in probe.note
    assert [row["about_us"] for row in probe.found] == [True]
    assert Spending.objects.get().units == probe.spent > 0


def test_a_key_that_fails_its_test_is_forgotten(school, server):
    connection = Connection(
        school=school, kind="mastodon", title="M", server=f"http://{server.place}",
        added_at=clock.now(),
    )  # fmt: skip
    connection.secret = {"token": "correct-horse"}
    connection.save()
    probe = tried(school, "", kind="mastodon", query="#TansyLane", connection=connection)
    assert probe.state == Probe.FAILED
    assert "correct-horse" not in probe.problem
    connection.refresh_from_db()
    assert connection.secret == {}


def test_a_look_is_taken_once(school, server):
    probe = tried(school, f"http://{server.place}/feed")
    asked = len(server.asked)
    probing.probe_address(probe.id)
    probing.probe_address("23456789abcdefgh")
    assert len(server.asked) == asked
