"""Listening somewhere new: an address is tried, shown, and only then kept."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.feed import Feed
from goodname.core.words import Post as Said
from goodname.core.words import Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import hearing
from goodname.web.inbox.actions import add_source, stop_source
from goodname.web.inbox.models import Mention, Post, Probe, Source
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, open_words, words
from tests.world import MONDAY, RANT, THANKS, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "http://town.example/feed"
FEED = Feed(
    title="Wexcombe Blog",
    posts=(
        Said(key="1", address="", title="Vile idiot", text=RANT),
        Said(key="2", address="", title="<script>alert(1)</script>", text=THANKS),
        Said(key="3", address="", title="", text="The market is on Saturday."),
    ),
)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def head():
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


@pytest.fixture
def client(head) -> Client:
    return sign_in(head)


def tried(client: Client, address: str = ADDRESS, feed: Feed | None = FEED) -> Probe:
    assert client.post(reverse("try_address"), {"address": address}).status_code == 302
    probe = Probe.objects.get(address=address)
    if feed is not None:
        hearing.finish_probe(probe=probe, feed=feed)
    return probe


def test_an_address_is_looked_at_first_and_nothing_is_kept(client):
    probe = tried(client, feed=None)
    waiting = words(client.get(reverse("preview", args=[probe.id])))
    assert "Nothing is kept yet" in waiting
    hearing.finish_probe(probe=probe, feed=FEED)
    answer = client.get(reverse("preview", args=[probe.id]))
    page = words(answer)
    assert "Two entries are about us, of 3 in it now" in page
    assert "Yes Words that may hurt, kept out of sight Insulting" in page
    assert "No The market is on Saturday." in page
    assert "pathetic" not in open_words(answer)
    assert "Vile" not in open_words(answer)
    assert b"<script>alert" not in answer.content
    assert not (Post.objects.exists())
    assert not (Mention.objects.exists())
    assert not Source.objects.exists()


def test_a_long_feed_says_how_many_of_it_were_looked_at(client):
    many = tuple(Said(key=str(n), address="", title="", text=THANKS) for n in range(30))
    probe = tried(client, feed=Feed(title="Long", posts=many))
    page = words(client.get(reverse("preview", args=[probe.id])))
    assert "20 entries are about us, of the first 20; it has 30 now" in page


def test_what_was_tried_can_be_kept_and_is_asked_at_once(client):
    probe = tried(client)
    form = {"title": "The blog", "is_local": "on"}
    page = words(client.post(reverse("preview", args=[probe.id]), form, follow=True))
    assert "We now listen to The blog." in page
    kept = Source.objects.get()
    assert (kept.address, kept.title, kept.is_local) == (ADDRESS, "The blog", True)
    assert LedgerEntry.objects.get(kind="source.added").refs == {"source": kept.id}


def test_the_same_address_twice_is_refused_in_a_sentence(client):
    probe = tried(client)
    preview = reverse("preview", args=[probe.id])
    client.post(preview, {"title": "The blog"})
    answer = client.post(preview, {"title": "The blog again"})
    assert answer.status_code == 422
    assert "We already listen to this address." in words(answer)
    assert Source.objects.count() == 1


def test_an_address_that_was_stopped_is_started_and_not_kept_twice(client, head):
    probe = tried(client)
    preview = reverse("preview", args=[probe.id])
    client.post(preview, {"title": "The blog"})
    stop_source(viewer=Viewer.of(head), source=Source.objects.get())
    told = words(client.post(preview, {"title": "The blog"}))
    assert "We listened to this address before, and stopped." in told


def test_an_address_is_not_kept_before_it_was_looked_at(client, head):
    probe = tried(client, feed=None)
    assert client.post(reverse("preview", args=[probe.id]), {"title": "x"}).status_code == 422
    with pytest.raises(Refused, match="Look at what it would bring first"):
        add_source(viewer=Viewer.of(head), probe=probe, title="x", is_local=False)
    hearing.fail_probe(probe=probe, problem="There is no such page.")
    assert client.post(reverse("preview", args=[probe.id]), {"title": "x"}).status_code == 422
    assert not Source.objects.exists()


def test_an_address_that_cannot_be_used_says_why(client):
    probe = tried(client, feed=None)
    hearing.fail_probe(probe=probe, problem="There is no such page.")
    answer = client.get(reverse("preview", args=[probe.id]))
    assert heading(answer) == "This address cannot be used"
    assert "There is no such page." in words(answer)


@pytest.mark.parametrize("address", ["", "tansy lane", "javascript:alert(1)", "file:///etc/passwd"])
def test_what_is_no_web_address_is_refused_beside_the_box(client, address):
    answer = client.post(reverse("try_address"), {"address": address})
    assert answer.status_code == 422
    assert "One thing to put right" in words(answer)
    assert not Probe.objects.exists()


def test_a_look_at_an_address_is_shown_to_nobody_else(client, head):
    probe = tried(client)
    lead = make_person(head.school, "Sana Qureshi", Role.ONLINE_SAFETY_LEAD)
    assert sign_in(lead).get(reverse("preview", args=[probe.id])).status_code == 404


def test_the_office_may_see_sources_and_not_change_them(head):
    source = make_source(head.school)
    office = sign_in(make_person(head.school, "Denise Pruett", Role.OFFICE))
    page = words(office.get(reverse("source", args=[source.id])))
    assert "Stop listening here" not in page
    assert "Listen somewhere new" not in words(office.get(reverse("sources")))
    assert office.post(reverse("change_source", args=[source.id])).status_code == 404
    assert Source.objects.get().state == Source.ACTIVE


def test_listening_is_stopped_and_started_again(client, head):
    source = make_source(head.school)
    address = reverse("change_source", args=[source.id])
    assert "We no longer listen to Wexcombe Talk." in words(client.post(address, follow=True))
    assert "We listen to Wexcombe Talk again." in words(client.post(address, follow=True))
    kinds = list(LedgerEntry.objects.order_by("seq").values_list("kind", flat=True))[-2:]
    assert kinds == ["source.stopped", "source.started"]
