"""Listening somewhere new: an address is tried, shown, and only then kept."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.listen.talk import Batch, NotHeard, Outcome
from goodname.core.words import Post as Said
from goodname.core.words import Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import hearing
from goodname.web.inbox.models import Connection, Mention, Post, Probe, Source
from goodname.web.inbox.sources import trying
from goodname.web.inbox.sources.actions import add_source, stop_source, try_place
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, open_words, plain, words
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


BLOG = "https://wexcombeparents.wordpress.com/feed/"


def test_where_the_address_does_not_tell_a_human_says_whose_page_it_is(client):
    probe = tried(client, BLOG)
    preview = reverse("preview", args=[probe.id])
    assert "Is this one person’s own page?" in words(client.get(preview))
    unsaid = client.post(preview, {"title": "Parents"})
    assert unsaid.status_code == 422
    assert "Say whether it is one person’s own page." in words(unsaid)
    client.post(preview, {"title": "Parents", "own_page": "no"})
    kept = Source.objects.get()
    assert LedgerEntry.objects.get(kind="source.not_a_person").refs == {"source": kept.id}


def test_a_place_that_a_human_says_is_one_persons_is_not_kept_and_its_words_go(client):
    probe = tried(client, BLOG)
    preview = reverse("preview", args=[probe.id])
    page = words(client.post(preview, {"title": "I", "own_page": "yes"}, follow=True))
    assert "people are not listened to" in page
    assert LedgerEntry.objects.filter(kind="source.is_a_person").count() == 1
    probe.refresh_from_db()
    assert probe.found == []
    client.post(preview, {"title": "I", "own_page": "no"})
    assert not Source.objects.exists()


def test_the_question_is_not_left_out_where_many_are_kept_at_once(client):
    probe = tried(client, BLOG)
    client.post(reverse("tried_places"), {"place": [probe.id]})
    assert not Source.objects.exists()


def test_a_paper_is_no_question(client):
    probe = tried(client)
    assert "own page" not in words(client.get(reverse("preview", args=[probe.id])))


@pytest.mark.parametrize(
    "address",
    [
        "https://news.google.com/rss/search?q=%22Ivy+Penrose%22",
        "https://paper.example/search?q=Ivy+Penrose&format=rss",
    ],
)
def test_a_feed_of_a_search_for_a_person_is_not_even_looked_at(client, address):
    answer = client.post(reverse("try_address"), {"place": address})
    assert answer.status_code == 422
    assert "we do not search for people" in words(answer)
    assert not Probe.objects.exists()


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


PAGE = "http://council.example/news"
LONG = "The library opens on Saturday from nine until noon, and everybody who likes to read is welcome."
PIECES = Batch(
    title="Wexcombe news",
    posts=(
        Said(key="1", address=PAGE, title="Wexcombe news", text="News"),
        Said(key="2", address=PAGE, title="News", text="The fair was lovely."),
        Said(key="3", address=PAGE, title="Library", text=LONG),
        Said(key="4", address=PAGE, title=" LIBRARY ", text="It is shut on Sunday."),
        Said(key="5", address=PAGE, title="Comments", text=RANT),
        Said(key="6", address=PAGE, title="<b>Bins</b>", text="On Tuesday."),
    ),
)


def watched(client: Client, batch: Batch = PIECES, **more: object) -> Probe:
    client.post(reverse("try_address"), {"place": PAGE})
    probe = Probe.objects.get(address=PAGE)
    probe.kind = "page"
    for name, value in more.items():
        setattr(probe, name, value)
    probe.save()
    trying.keep_found(probe=probe, batch=batch, now=clock.now())
    return probe


def choices(client: Client, probe: Probe) -> list[tuple[str, str, bool]]:
    """What may be chosen as the part that is watched: its value, what it says, and if it is chosen."""
    page = client.get(reverse("preview", args=[probe.id])).content.decode()
    radios = re.findall(r'<input type="radio" name="part".*?</label>', page, re.DOTALL)
    return [(re.search(r'value="(.*?)"', one)[1], plain(one), " checked" in one) for one in radios]


def test_the_part_of_a_page_is_chosen_from_its_own_headings(client):
    probe = watched(client)
    told = choices(client, probe)
    assert [said for _, said, _ in told] == [
        "The whole page",
        "News The fair was lovely.",
        "Library The library opens on Saturday from nine until noon, and everybody who likes to read is…",
        "Comments",  # what is said there may hurt
        "<b>Bins</b> On Tuesday.",
        "Something else",
    ]
    assert [value for value, _, chosen in told if chosen] == ["whole"]
    client.post(reverse("try_instead", args=[probe.id]), {"part": told[2][0]})
    new = Probe.objects.get(address=PAGE, state="waiting")
    assert (new.kind, new.options) == ("page", {"part": "Library"})
    # Its own look tells of one part alone, and the others are still there to be chosen.
    trying.keep_found(probe=new, batch=Batch(posts=PIECES.posts[2:4]), now=clock.now())
    assert [(said, chosen) for _, said, chosen in choices(client, new)] == [
        (said, said.startswith("Library")) for _, said, _ in told
    ]
    client.post(reverse("preview", args=[new.id]), {"title": "The library"})
    assert Source.objects.get().options == {"part": "Library"}


def test_what_is_no_heading_of_the_first_look_may_be_written(client):
    probe = watched(client, options={"browser": "yes"})
    there = reverse("try_instead", args=[probe.id])
    page = client.post(there, {"part": "other", "other": " "})
    assert page.status_code == 422
    assert "Write the words of the heading, or choose another part." in words(page)
    assert "Choose a part of the page, or the whole." in words(client.post(there, {}))
    assert client.post(there, {"part": "99"}).status_code == 422
    assert Probe.objects.count() == 1
    client.post(there, {"part": "other", "other": "Letters"})
    new = Probe.objects.get(state="waiting")
    assert new.options == {"browser": "yes", "part": "Letters"}
    # A part that is not there can be chosen again without going back.
    gone = NotHeard(Outcome.UNREADABLE, "The part “Letters” is not on the page any more.")
    trying.keep_failure(probe=new, reason=gone, now=clock.now())
    assert [said for _, said, chosen in choices(client, new) if chosen] == ["Something else"]
    client.post(reverse("try_instead", args=[new.id]), {"part": "whole"})
    assert Probe.objects.get(state="waiting").options == {"browser": "yes"}


def test_a_page_without_headings_offers_the_whole_and_something_else(client):
    probe = watched(client, Batch(title="Wexcombe news", posts=PIECES.posts[:1]))
    assert [value for value, _, _ in choices(client, probe)] == ["whole", "other"]


def test_a_feed_has_no_parts(client):
    page = client.get(reverse("preview", args=[tried(client).id]))
    assert "Watch only a part" not in words(page)


def test_parts_and_feeds_of_a_page_are_not_mixed_up(client):
    feed = {"kind": "feed", "address": PAGE + ".xml", "query": "", "options": {}, "title": "Feed"}
    probe = watched(client, offers=[feed])
    page = client.get(reverse("preview", args=[probe.id]))
    assert "The page names a better address" in words(page)
    there = reverse("try_instead", args=[probe.id])
    assert client.post(there, {"offer": "1"}).status_code == 404
    client.post(there, {"part": "0"})
    assert Probe.objects.get(state="waiting").offers[0]["title"] == "Feed"
    client.post(there, {"offer": "0"})
    assert Probe.objects.filter(address=PAGE + ".xml", kind="feed", offers=[]).exists()


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


def test_the_answer_to_stay_is_remembered_for_that_new_address_alone(client, head):
    source = make_source(head.school)
    moved(source)
    client.post(reverse("moved_source", args=[source.id]), {"answer": "stay"})
    source.refresh_from_db()
    moved(source)
    assert "Follow it?" not in words(client.get(reverse("source", args=[source.id])))
    source.refresh_from_db()
    moved(source, to="http://newer.example/feed")
    assert "Follow it?" in words(client.get(reverse("source", args=[source.id])))


def test_a_source_that_moved_to_a_persons_own_page_is_not_followed_there(client, head):
    source = make_source(head.school)
    moved(source, to="https://www.facebook.com/ivy.penrose")
    page = client.post(reverse("moved_source", args=[source.id]), {"answer": "follow"}, follow=True)
    assert "people are not listened to" in words(page)


def test_a_source_is_asked_now(client, head):
    source = make_source(head.school)
    answer = client.post(reverse("ask_source", args=[source.id]), follow=True)
    assert "We are asking it now" in words(answer)
    hearing.keep_batch(source=source, batch=Batch())
    assert "We are asking it now" not in words(client.get(answer.redirect_chain[-1][0]))
    assert LedgerEntry.objects.filter(kind="source.asked").count() == 1
    stop_source(viewer=Viewer.of(head), source=source)
    page = words(client.post(reverse("ask_source", args=[source.id]), follow=True))
    assert "We no longer listen there." in page


def test_a_look_that_never_ends_is_not_waited_for(client, head):
    source = make_source(head.school)
    address = reverse("source", args=[source.id])
    assert "We are asking it now" in words(client.get(address))  # the first look of all
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert "We are asking it now" not in words(client.get(address))
    for nonsense in ("", "-1", "٣", "9" * 40, "soon"):
        assert client.get(address, {"after": nonsense}).status_code == 200


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


def test_googles_reviews_ask_for_a_key_and_a_review_page_for_none(head):
    viewer = Viewer.of(head)
    place = {"where": "places", "place": "ChIJtansylane00"}
    with pytest.raises(Refused, match="needs a connection"):
        try_place(viewer=viewer, kind="reviews", options=place)
    key = Connection(school=head.school, kind="reviews", title="Reviews", added_at=MONDAY)
    key.secret = {"key": "AIza-secret"}
    key.tested_at = MONDAY
    key.save()
    asked = try_place(viewer=viewer, kind="reviews", options=place, connection=key)
    assert (asked.connection, asked.address, asked.query) == (key, "", "ChIJtansylane00")
    page = "http://reviews.example/tansy"
    plain = try_place(viewer=viewer, kind="reviews", address=page, connection=key)
    assert plain.connection is None  # so that its robots.txt is asked, and the key stays here
    with database.cursor() as cursor:
        cursor.execute("select * from inbox_connection")
        kept = str(cursor.fetchall()) + str(list(LedgerEntry.objects.values()))
    assert "AIza-secret" not in kept + str(list(Probe.objects.values()))
