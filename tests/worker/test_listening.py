"""Asking real servers on this machine: what each way of answering leaves on the desk."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import Outcome
from goodname.web.accounts.models import School
from goodname.web.inbox.models import Look, Mention, Post, Source
from goodname.worker import listening
from tests.adapters.peers import Peer, answer, peer
from tests.world import make_school

pytestmark = pytest.mark.django_db
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wexcombe Talk</title>
<item><guid isPermaLink="false">a</guid><title>School run</title>
<description>Mr Okafor at Tansy Lane Primary School in Wexcombe is a pathetic idiot.</description></item>
<item><guid isPermaLink="false">b</guid><title>Market</title>
<description>The market is on Saturday.</description></item>
</channel></rss>"""
REFUSED = {
    "/401": "It asks for a password.",
    "/403": "It does not let us in.",
    "/404": "There is no such page.",
    "/429": "It asked us to come back later.",
    "/500": "The server answered with an error (500).",
}


def behave(there: Peer, path: str, wire) -> None:
    asked = there.asked[-1].lower()
    if path == "/feed" and 'if-none-match: "7"' in asked:
        wire.write(answer(status="304 Not Modified"))
    elif path == "/feed":
        wire.write(answer(FEED, 'ETag: "7"', "Last-Modified: Mon, 23 Nov 2026 09:00:00 GMT"))
    elif path == "/page":
        wire.write(answer(b"<!doctype html><html><body>Welcome</body></html>"))
    elif path == "/turned":
        wire.write(answer(b"", "Location: /users/ivy/feed", status="302 Found"))
    elif path == "/users/ivy/feed":
        wire.write(answer(FEED))
    elif path == "/410":
        wire.write(answer(status="410 Gone"))
    elif path in REFUSED:
        wire.write(answer(status=f"{path[1:]} No"))
    elif path == "/inwards":
        wire.write(answer(b"", "Location: http://127.0.0.1:1/feed", status="302 Found"))
    else:
        wire.write(answer(status="404 Not Found"))


@pytest.fixture(scope="module")
def server() -> Iterator[Peer]:
    with peer(behave) as running:
        yield running


@pytest.fixture
def allowed(settings, server: Peer) -> None:
    settings.ALLOW_HOSTS = server.place


@pytest.fixture
def school() -> School:
    return make_school()


def source(school: School, server: Any, path: str) -> Source:
    now = clock.now()
    return Source.objects.create(
        school=school,
        title="Wexcombe Talk",
        address=f"http://{server.place}{path}",
        is_local=True,
        added_at=now,
        next_look=now,
    )


def last_look(found: Source) -> Look:
    listening.poll_source(found.id)
    return found.looks.first()


def test_what_is_new_comes_in_once_and_the_server_is_asked_politely(allowed, school, server):
    found = source(school, server, "/feed")
    look = last_look(found)
    assert (look.outcome, look.seen, look.new) == (Outcome.ANSWERED, 2, 1)
    assert "insulting" in Mention.objects.get().flagged
    assert Post.objects.get().title == "School run"
    found.refresh_from_db()
    assert found.memory["etag"] == '"7"'
    assert found.memory["modified"] == "Mon, 23 Nov 2026 09:00:00 GMT"
    look = last_look(found)
    assert (look.outcome, look.seen, look.new) == (Outcome.UNCHANGED, 0, 0)
    assert 'If-None-Match: "7"' in server.asked[-1]
    assert "If-Modified-Since: Mon, 23 Nov 2026 09:00:00 GMT" in server.asked[-1]
    assert Mention.objects.count() == 1


def test_a_place_that_later_leads_to_one_persons_page_is_heard_no_more(allowed, school, server):
    """Somebody keeps a harmless address of their own, and then lets it lead to a parent's page."""
    look = last_look(source(school, server, "/turned"))
    assert (look.outcome, look.new) == (Outcome.BLOCKED, 0)
    assert "one person’s own page" in look.note
    assert not Post.objects.exists()


@pytest.mark.parametrize(("path", "said"), REFUSED.items())
def test_a_server_that_refuses_is_asked_again_later(allowed, school, server, path, said):
    found = source(school, server, path)
    look = last_look(found)
    limited = path == "/429"
    assert look.outcome == (Outcome.RATE_LIMITED if limited else Outcome.REFUSED)
    assert look.note == said
    before = found.next_look
    found.refresh_from_db()
    assert found.failures == 1
    assert found.next_look > before
    assert found.state == Source.ACTIVE


def test_a_source_that_is_gone_for_good_is_not_asked_again(allowed, school, server):
    found = source(school, server, "/410")
    assert last_look(found).outcome == Outcome.STOPPED
    found.refresh_from_db()
    assert found.state == Source.STOPPED
    asked = len(server.asked)
    listening.poll_source(found.id)
    assert len(server.asked) == asked


def test_a_page_is_no_feed_and_that_is_said(allowed, school, server):
    look = last_look(source(school, server, "/page"))
    assert look.outcome == Outcome.UNREADABLE
    assert "this address gives a web page, not a feed" in look.note
    assert not Post.objects.exists()


def test_a_server_on_this_machine_is_never_asked_unless_somebody_allowed_it(
    school, server, settings
):
    settings.ALLOW_HOSTS = ""
    asked = len(server.asked)
    look = last_look(source(school, server, "/feed"))
    assert look.outcome == Outcome.BLOCKED
    assert look.note.endswith(".")
    assert "127.0.0.1" not in look.note.split(".")[0]
    assert len(server.asked) == asked
    assert not Post.objects.exists()


def test_nor_by_way_of_a_server_that_is_allowed(allowed, school, server):
    assert last_look(source(school, server, "/inwards")).outcome == Outcome.BLOCKED


def test_a_server_that_is_not_there_is_a_failure_in_words(school, settings):
    settings.ALLOW_HOSTS = "127.0.0.1:1"
    look = last_look(source(school, SimpleNamespace(place="127.0.0.1:1"), "/feed"))
    assert look.outcome == Outcome.REFUSED
    assert look.note.endswith(".")


def test_a_source_that_was_stopped_or_erased_is_not_asked(allowed, school, server):
    found = source(school, server, "/feed")
    Source.objects.update(state=Source.STOPPED)
    asked = len(server.asked)
    listening.poll_source(found.id)
    listening.poll_source("23456789abcdefgh")
    assert len(server.asked) == asked
    assert not Look.objects.exists()


def test_each_turn_asks_what_is_due_and_only_once(allowed, school, server):
    due = source(school, server, "/feed")
    stopped = source(school, server, "/404")
    told = source(school, server, "/403")
    Source.objects.filter(pk=stopped.pk).update(state=Source.STOPPED)
    Source.objects.filter(pk=told.pk).update(kind=Kind.PERSON)
    listening.poll_due()
    listening.poll_due()
    assert [look.source_id for look in Look.objects.all()] == [due.id]


ROBOTS = {
    "/robots.txt": b"User-agent: *\nDisallow: /private\nCrawl-delay: 1\n",
    "/feed": FEED,
    "/private": FEED,
}


def guarded(there: Peer, path: str, wire) -> None:
    wire.write(answer(ROBOTS[path]))


def broken(there: Peer, path: str, wire) -> None:
    wire.write(answer(status="503 Busy") if path == "/robots.txt" else answer(FEED))


def onward(there: Peer, path: str, wire) -> None:
    if path == "/elsewhere":
        wire.write(answer(b"", "Location: /private", status="302 Found"))
    else:
        guarded(there, path, wire)


def test_a_page_that_asks_machines_to_stay_away_is_not_asked_and_that_is_said(school, settings):
    with peer(guarded) as site:
        settings.ALLOW_HOSTS = site.place
        look = last_look(source(school, site, "/private"))
        assert look.outcome == Outcome.NOT_INVITED
        assert look.note.startswith("Its robots.txt asks machines to stay away")
        assert site.paths == ["/robots.txt"]
        assert last_look(source(school, site, "/feed")).outcome == Outcome.ANSWERED
        assert site.paths == ["/robots.txt", "/feed"]


def test_nor_is_what_a_redirect_led_to_used(school, settings):
    with peer(onward) as site:
        settings.ALLOW_HOSTS = site.place
        assert last_look(source(school, site, "/elsewhere")).outcome == Outcome.NOT_INVITED
        assert not Post.objects.exists()


def test_a_site_that_cannot_say_whether_we_are_welcome_is_left_alone_for_now(school, settings):
    with peer(broken) as site:
        settings.ALLOW_HOSTS = site.place
        look = last_look(source(school, site, "/feed"))
        assert look.outcome == Outcome.REFUSED
        assert look.note.startswith("We could not ask it whether machines are welcome")
        assert "/feed" not in site.paths


MADE_BY_SCRIPT = b"""<!doctype html><html><body><main id="news"></main><script>
document.getElementById('news').textContent =
  'Tansy Lane Primary School in Wexcombe held a lovely harvest assembly on Friday afternoon.';
</script></body></html>"""


def test_a_page_that_scripts_put_together_is_heard_through_the_browser(school, settings):
    def scripted(there: Peer, path: str, wire) -> None:
        found = path == "/news"
        kind = "Content-Type: text/html"
        wire.write(answer(MADE_BY_SCRIPT, kind) if found else answer(status="404 Not Found"))

    with peer(scripted) as site:
        settings.ALLOW_HOSTS = site.place
        page = source(school, site, "/news")
        Source.objects.filter(pk=page.pk).update(kind=Kind.PAGE)
        assert last_look(page).outcome == Outcome.UNREADABLE
        Source.objects.filter(pk=page.pk).update(options={"browser": "yes"})
        assert last_look(page).outcome == Outcome.ANSWERED
        assert "lovely harvest assembly" in Mention.objects.get().post.text


def test_a_site_that_was_away_for_a_moment_is_heard_as_soon_as_it_is_back(school, settings):
    away = True

    def back_soon(there: Peer, path: str, wire) -> None:
        if away:
            return
        wire.write(answer(FEED) if path == "/feed" else answer(status="404 Not Found"))

    with peer(back_soon) as site:
        settings.ALLOW_HOSTS = site.place
        found = source(school, site, "/feed")
        assert last_look(found).outcome == Outcome.REFUSED
        away = False
        assert last_look(found).outcome == Outcome.ANSWERED
