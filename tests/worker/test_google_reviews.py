"""Google's reviews the whole way: a key is typed in and tested, a place kept, and listened to."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.db import connection as database
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.pages import reviews
from goodname.core.words import Role
from goodname.web.inbox.models import Connection, Look, Mention, Probe, Source
from goodname.web.ledger.models import LedgerEntry
from goodname.worker import listening, probing
from tests.adapters.peers import Peer, answer, peer
from tests.web.reading import source as markup
from tests.web.reading import words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
KEY = "AIzaSy-correct-horse-battery-staple-0001"
PLACE = "ChIJtansylane00"
ON_THE_MAP = f"https://www.google.com/maps/search/?api=1&query=Tansy+Lane&query_place_id={PLACE}"
# As the service's documentation prints an answer, with the words of a made-up school.
ANSWER = {
    "displayName": {"text": "Tansy Lane Primary School", "languageCode": "en"},
    "rating": 4.1,
    "userRatingCount": 23,
    "reviews": [
        {
            "name": f"places/{PLACE}/reviews/ChZD1",
            "relativePublishTimeDescription": "a week ago",
            "rating": 1,
            "text": {"text": "The office at Wexcombe never answers.", "languageCode": "en"},
            "originalText": {"text": "The office at Wexcombe never answers.", "languageCode": "en"},
            "authorAttribution": {"displayName": "Marigold", "uri": "https://maps.example/1"},
            "publishTime": "2026-11-16T09:30:00.123456789Z",
            "googleMapsUri": "https://www.google.com/maps/reviews/data=1",
        }
    ],
}
REFUSED = {
    "error": {
        "code": 403,
        "message": f"API key {KEY} is not allowed to ask for places.",
        "status": "PERMISSION_DENIED",
    }
}


class Google:
    """Answers as the service does; `takes_key` says whether it likes the key."""

    def __init__(self) -> None:
        self.takes_key = True

    def __call__(self, there: Peer, path: str, wire) -> None:
        if not path.startswith("/v1/places/"):
            wire.write(answer(status="404 Not Found"))
        elif self.takes_key and f"\r\nx-goog-api-key: {KEY}\r\n".lower() in there.asked[-1].lower():
            wire.write(answer(json.dumps(ANSWER).encode(), "Content-Type: application/json"))
        else:
            wire.write(answer(json.dumps(REFUSED).encode(), status="403 Forbidden"))


@pytest.fixture
def google() -> Google:
    return Google()


@pytest.fixture
def server(settings, monkeypatch, google) -> Iterator[Peer]:
    with peer(google) as running:
        settings.ALLOW_HOSTS = running.place
        settings.HOST_SECONDS = 0
        monkeypatch.setattr(reviews, "PLACES", f"http://{running.place}")
        yield running


@pytest.fixture
def client() -> Client:
    return sign_in(make_person(make_school(), "Priya Hollis", Role.HEADTEACHER))


def looked_at() -> Probe:
    probe = Probe.objects.get(state=Probe.WAITING)
    probing.probe_address(probe.id)
    probe.refresh_from_db()
    return probe


def keep_a_key(client: Client) -> Connection:
    client.post(reverse("add_connection", args=["reviews"]), {"key": KEY})
    client.post(reverse("test_connection", args=[looked_at().id]))
    return Connection.objects.get(tested_at__isnull=False)


def keep_the_place(client: Client) -> Source:
    keep_a_key(client)
    client.post(reverse("try_address"), {"place": ON_THE_MAP})
    probe = looked_at()
    assert (probe.state, probe.problem) == (Probe.READY, "")
    assert "Google gives out at most five reviews" in words(
        client.get(reverse("preview", args=[probe.id]))
    )
    client.post(reverse("preview", args=[probe.id]), {"title": "Google", "is_local": "on"})
    return Source.objects.get()


def everything_kept() -> str:
    """Each row of each table, as the database file has it."""
    with database.cursor() as cursor:
        told = []
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told.append(str(cursor.fetchall()))
    return "".join(told)


def nowhere(client: Client, server: Peer, logged: pytest.LogCaptureFixture, one: Source) -> None:
    """The key stands in no row, page, log or address, and nowhere but in the header that asks."""
    assert KEY not in everything_kept()
    pages = [("source", [one.id]), ("coverage", []), ("sources", []), ("connections", [])]
    pages += [("connection", [one.connection_id]), ("ledger", []), ("inbox", [])]
    for name, args in pages:
        assert KEY not in markup(client.get(reverse(name, args=args))), name
    assert KEY not in logged.text
    assert not any(KEY in path for path in server.paths)
    for asked in server.asked:
        with_key = [line for line in asked.split("\r\n") if KEY in line]
        assert [line.partition(":")[0].lower() for line in with_key] == ["x-goog-api-key"]


def test_from_the_key_to_the_mention_and_the_key_stays_unseen(client, server, caplog):
    caplog.set_level(logging.DEBUG)
    with clock.at(clock.now()):
        one = keep_the_place(client)
        listening.poll_source(one.id)
    mention = Mention.objects.select_related("post").get()
    assert mention.post.text == "1 out of 5 stars.\nThe office at Wexcombe never answers."
    assert mention.post.author == "Marigold"
    look = Look.objects.get()
    assert (look.outcome, look.seen, look.new) == ("partly", 1, 1)
    assert "at most five reviews" in look.note
    assert server.paths[-1] == f"/v1/places/{PLACE}?languageCode=en-GB"
    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
    assert {"connection.added", "source.added", "mention.heard"} <= kinds
    assert one.connection.secret == {"key": KEY}
    nowhere(client, server, caplog, one)


def test_a_key_that_google_takes_no_more_is_told_and_not_repeated(client, server, google, caplog):
    caplog.set_level(logging.DEBUG)
    with clock.at(clock.now()):
        one = keep_the_place(client)
        google.takes_key = False
        listening.poll_source(one.id)
    look = Look.objects.get()
    assert (look.outcome, look.note) == ("no_token", reviews.BAD_KEY)
    one.connection.refresh_from_db()
    assert one.connection.problem == reviews.BAD_KEY
    nowhere(client, server, caplog, one)


def test_a_key_that_fails_its_test_is_forgotten_and_its_error_does_not_show_it(
    client, server, google, caplog
):
    caplog.set_level(logging.DEBUG)
    google.takes_key = False
    client.post(reverse("add_connection", args=["reviews"]), {"key": KEY})
    probe = looked_at()
    assert (probe.state, probe.problem) == (Probe.FAILED, reviews.BAD_KEY)
    page = client.get(reverse("test_connection", args=[probe.id]))
    assert reviews.BAD_KEY in words(page)
    assert KEY not in markup(page) + everything_kept() + caplog.text
    assert Connection.objects.get().secret == {}


def test_without_a_key_the_place_is_not_asked_for(client, server):
    page = client.post(reverse("try_address"), {"place": ON_THE_MAP})
    assert "To listen there we need a connection" in words(page)
    assert server.asked == []
