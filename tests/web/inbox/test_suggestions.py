"""What a school may begin with: each with why, tried together, and nothing kept unseen."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.talk import Batch
from goodname.core.words import Post, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Connection, Probe, Source
from goodname.web.inbox.sources import trying
from goodname.web.inbox.sources.suggesting import suggested
from tests.web.reading import heading, words
from tests.world import MONDAY, THANKS, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
FOUND = Batch(posts=(Post(key="1", address="", title="", text=THANKS),))


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


def ready(head) -> list[dict]:
    return [one for one in suggested(Viewer.of(head)) if one["ready"]]


def test_without_any_key_there_is_something_to_try_and_the_rest_says_what_it_needs(client, head):
    assert {one["place"]["kind"] for one in ready(head)} == {"reddit"}
    page = words(client.get(reverse("suggestions")))
    assert "Mumsnet" in page
    assert "It needs a connection: Bluesky." in page
    assert "We listen there already" not in page
    assert "Paste" in page or "paste this text" in page


def test_a_key_makes_more_of_it_ready_but_not_before_it_was_kept(head):
    one = Connection.objects.create(
        school=head.school, kind="brave", title="Brave Search", added_at=MONDAY
    )
    assert "brave" not in {each["place"]["kind"] for each in ready(head)}
    Connection.objects.filter(pk=one.pk).update(tested_at=MONDAY)
    mumsnet = [each for each in ready(head) if "site:mumsnet.com" in each["place"]["query"]]
    assert mumsnet[0]["place"]["connection"] == one


def test_several_are_tried_together_shown_and_kept_by_their_ticks(client, head):
    chosen = [one["id"] for one in ready(head)][:2]
    answer = client.post(reverse("suggestions"), {"place": chosen}, follow=True)
    assert heading(answer) == "We are still looking"
    assert Probe.objects.count() == 2
    first, second = Probe.objects.order_by("asked_at", "id")
    trying.keep_found(probe=first, batch=FOUND, now=clock.now())
    trying.keep_refusal(probe=second, reason="It asked us to come back later.")
    page = words(client.get(reverse("tried_places")))
    assert "One entry about us, of one in it now." in page
    assert "It asked us to come back later." in page
    assert not Source.objects.exists()
    form = {"place": [first.id, second.id]}
    page = words(client.post(reverse("tried_places"), form, follow=True))
    assert "We now listen to one more place." in page
    assert [one.query or one.address for one in Source.objects.all()] == [
        first.query or first.address
    ]


def test_what_is_listened_to_already_is_not_offered_again(client, head):
    one = ready(head)[0]
    client.post(reverse("suggestions"), {"place": [one["id"]]})
    probe = Probe.objects.get()
    trying.keep_found(probe=probe, batch=FOUND, now=clock.now())
    client.post(reverse("tried_places"), {"place": [probe.id]})
    assert one["title"] not in [each["title"] for each in ready(head)]
    assert "We listen there already" in words(client.get(reverse("suggestions")))


@pytest.mark.parametrize("ticked", [[], ["nonsense"], ["9999"]])
def test_without_a_tick_nothing_is_tried(client, ticked):
    answer = client.post(reverse("suggestions"), {"place": ticked})
    assert answer.status_code == 422
    assert "Tick at least one place." in words(answer)
    assert not Probe.objects.exists()


def test_what_was_tried_is_seen_by_whoever_tried_it_alone(client, head):
    client.post(reverse("suggestions"), {"place": [ready(head)[0]["id"]]})
    lead = sign_in(make_person(head.school, "Sana Qureshi", Role.ONLINE_SAFETY_LEAD))
    assert heading(lead.get(reverse("tried_places"))) == "Nothing was tried today"
    lead.post(reverse("tried_places"), {"place": [Probe.objects.get().id]})
    assert not Source.objects.exists()
