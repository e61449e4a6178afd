"""Listening somewhere new: an address is tried, shown, and only then kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.talk import Batch, NotHeard, Outcome
from goodname.core.words import Post as Said
from goodname.core.words import Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import hearing
from goodname.web.inbox.models import Mention, Post, Probe, Source
from goodname.web.inbox.sources import trying
from goodname.web.inbox.sources.actions import add_source, stop_source
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, open_words, words
from tests.world import MONDAY, RANT, THANKS, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "http://town.example/feed"
FEED = Batch(
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


def tried(client: Client, address: str = ADDRESS, batch: Batch | None = FEED) -> Probe:
    assert client.post(reverse("try_address"), {"place": address}).status_code == 302
    probe = Probe.objects.get(address=address)
    if batch is not None:
        trying.keep_found(probe=probe, batch=batch, now=clock.now())
    return probe


def test_an_address_is_looked_at_first_and_nothing_is_kept(client):
    probe = tried(client, batch=None)
    waiting = words(client.get(reverse("preview", args=[probe.id])))
    assert "Nothing is kept yet" in waiting
    trying.keep_found(probe=probe, batch=FEED, now=clock.now())
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
    probe = tried(client, batch=Batch(title="Long", posts=many))
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
    probe = tried(client, batch=None)
    assert client.post(reverse("preview", args=[probe.id]), {"title": "x"}).status_code == 422
    with pytest.raises(Refused, match="Look at what it would bring first"):
        add_source(viewer=Viewer.of(head), probe=probe, title="x", is_local=False)
    trying.keep_refusal(probe=probe, reason="There is no such page.")
    assert client.post(reverse("preview", args=[probe.id]), {"title": "x"}).status_code == 422
    assert not Source.objects.exists()


def test_an_address_that_cannot_be_used_says_why(client):
    probe = tried(client, batch=None)
    trying.keep_refusal(probe=probe, reason="There is no such page.")
    answer = client.get(reverse("preview", args=[probe.id]))
    assert heading(answer) == "This address cannot be used"
    assert "There is no such page." in words(answer)


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://town.example/x"]
)
def test_what_is_no_web_address_is_refused_beside_the_box(client, address):
    answer = client.post(reverse("try_address"), {"place": address})
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


@pytest.mark.parametrize("said", ["tansy lane", "#TansyLane", "Tansy Lane Primary School"])
def test_the_schools_own_name_leads_to_a_search_that_is_ready_to_go(client, said):
    answer = client.post(reverse("try_address"), {"place": said}, follow=True)
    assert heading(answer) == "Search for the school’s name"
    assert "checked" in source_of(answer)


def source_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("who", ["Daniel Okafor", "#OkaforOut", "mr okafor"])
def test_a_persons_name_is_never_searched_for_and_the_reason_is_said(client, who):
    answer = client.post(reverse("try_address"), {"place": who})
    assert answer.status_code == 422
    assert "we do not search for people" in words(answer)
    form = {"where": "reddit", "phrase": who}
    answer = client.post(reverse("new_search"), form)
    assert answer.status_code == 422
    assert "Only the school’s own names are searched for" in words(answer)
    assert not Probe.objects.exists()


def test_a_persons_own_page_is_refused_with_the_reason(client):
    answer = client.post(reverse("try_address"), {"place": "https://www.facebook.com/ivy.penrose"})
    assert answer.status_code == 422
    assert "people are not listened to" in words(answer)
    assert not Probe.objects.exists()


def test_a_search_of_one_site_is_tried_kept_and_named_by_its_words(client):
    form = {"where": "reddit", "phrase": '"Tansy Lane Primary School" Wexcombe'}
    assert client.post(reverse("new_search"), form).status_code == 302
    probe = Probe.objects.get()
    assert (probe.kind, probe.query) == ("reddit", form["phrase"])
    trying.keep_found(probe=probe, batch=Batch(posts=FEED.posts), now=clock.now())
    client.post(reverse("preview", args=[probe.id]), {"title": "Reddit"})
    assert Source.objects.get().query == form["phrase"]


def test_a_better_address_that_the_page_names_is_one_press_away(client):
    probe = tried(client)
    feed = {
        "kind": "feed",
        "address": ADDRESS + ".xml",
        "query": "",
        "options": {},
        "title": "News",
    }
    Probe.objects.filter(pk=probe.pk).update(kind="page", offers=[feed])
    page = words(client.get(reverse("preview", args=[probe.id])))
    assert "The page names a better address" in page
    assert "Watch only a part of the page?" in page
    client.post(reverse("try_instead", args=[probe.id]), {"offer": "0"})
    assert Probe.objects.filter(address=ADDRESS + ".xml", kind="feed").exists()
    assert client.post(reverse("try_instead", args=[probe.id]), {"offer": "7"}).status_code == 404
    client.post(reverse("try_instead", args=[probe.id]), {"part": "News"})
    assert Probe.objects.filter(options={"part": "News"}, kind="page", address=ADDRESS).exists()


def moved(
    source: Source, looks: int = 3, days: int = 3, to: str = "http://new.example/feed"
) -> None:
    since = MONDAY - timedelta(days=days)
    Source.objects.filter(pk=source.pk).update(
        moved_to=to, moved_looks=looks, moved_since=since, memory={"etag": "1"}
    )


def test_a_move_is_offered_and_followed_only_when_a_person_says_so(client, head):
    source = make_source(head.school)
    moved(source)
    page = words(client.get(reverse("source", args=[source.id])))
    assert "It has said since Friday 20 November that it moved to http://new.example/feed" in page
    client.post(reverse("moved_source", args=[source.id]), {"answer": "follow"})
    source.refresh_from_db()
    assert (source.address, source.moved_to, source.memory) == ("http://new.example/feed", "", {})
    assert LedgerEntry.objects.get(kind="source.moved").refs == {"source": source.id}


@pytest.mark.parametrize(("looks", "days"), [(2, 9), (40, 1)])
def test_a_move_that_is_young_is_not_believed(client, head, looks, days):
    source = make_source(head.school)
    moved(source, looks, days)
    assert "Follow it?" not in words(client.get(reverse("source", args=[source.id])))
    client.post(reverse("moved_source", args=[source.id]), {"answer": "follow"})
    source.refresh_from_db()
    assert source.address != "http://new.example/feed"


def test_one_may_stay_at_the_old_address_and_is_not_asked_at_once_again(client, head):
    source = make_source(head.school)
    moved(source)
    client.post(reverse("moved_source", args=[source.id]), {"answer": "stay"})
    assert "Follow it?" not in words(client.get(reverse("source", args=[source.id])))
    assert LedgerEntry.objects.filter(kind="source.stayed").count() == 1


def test_a_source_that_moved_to_a_persons_own_page_is_not_followed_there(client, head):
    source = make_source(head.school)
    moved(source, to="https://www.facebook.com/ivy.penrose")
    page = client.post(reverse("moved_source", args=[source.id]), {"answer": "follow"}, follow=True)
    assert "people are not listened to" in words(page)


def test_a_source_is_asked_now(client, head):
    source = make_source(head.school)
    page = words(client.post(reverse("ask_source", args=[source.id]), follow=True))
    assert "We are asking it now." in page
    assert LedgerEntry.objects.filter(kind="source.asked").count() == 1
    stop_source(viewer=Viewer.of(head), source=source)
    page = words(client.post(reverse("ask_source", args=[source.id]), follow=True))
    assert "We no longer listen there." in page


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.NOT_INVITED, "Its robots.txt asks machines to stay away, and we respect that."),
        (Outcome.STOPPED, "Ask where people went, and listen there instead."),
        (Outcome.NO_TOKEN, "Without one a place can look quiet when it is not."),
    ],
)
def test_what_stands_in_the_way_is_said_with_what_to_do(client, head, outcome, said):
    source = make_source(head.school)
    hearing.keep_not_heard(source=source, reason=NotHeard(outcome, "It said no."))
    assert said in words(client.get(reverse("source", args=[source.id])))
