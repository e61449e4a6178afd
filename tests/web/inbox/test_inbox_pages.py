"""The inbox as people use it: boxes, finding, putting away and taking back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries
from goodname.web.inbox.models import Mention, Source
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, items, open_words, source, words
from tests.world import MONDAY, RANT, THANKS, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
QUESTION = "When does Tansy Lane Primary School in Wexcombe open on Monday?"
COMPLAINT = "Terrible communication from Tansy Lane Primary School in Wexcombe, they never answer."


@dataclass
class Desk:
    head: Person
    source: Source
    rant: Mention
    thanks: Mention
    question: Mention
    complaint: Mention


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            head = make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)
            talk = make_source(head.school)
            paper = make_source(head.school, title="The Wexcombe Lantern")
            desk = Desk(
                head,
                talk,
                hear(talk, RANT, key="1", author="gatepost", title="Vile idiot of a teacher"),
                hear(talk, THANKS, key="2"),
                hear(talk, QUESTION, key="3"),
                hear(paper, COMPLAINT, key="4", title="Letters, page 4"),
            )
        yield desk
        transaction.set_rollback(True)


@pytest.fixture
def desk(made: Desk, db: None) -> Iterator[Desk]:
    with clock.at(MONDAY):
        yield made


@pytest.fixture
def client(desk: Desk) -> Client:
    return sign_in(desk.head)


def counts(client: Client) -> dict[str, int]:
    page = words(client.get(reverse("inbox")))
    found = re.search(
        r"New \((\d+)\) Snoozed \((\d+)\) In a case \((\d+)\) Put away \((\d+)\) All \((\d+)\)",
        page,
    )
    assert found is not None
    boxes = ("new", "snoozed", "cases", "done", "all")
    return dict(zip(boxes, map(int, found.groups()), strict=True))


def put_away(client: Client, mention: Mention, reason: str = "answered"):
    if reason == "not_us":
        address = reverse("not_us", args=[mention.id])
        return client.post(address, {"reason": "namesake"}, follow=True)
    return client.post(reverse("file_mention", args=[mention.id]), {"reason": reason}, follow=True)


def test_the_counts_of_the_boxes_add_up_whatever_is_done(desk, client):
    assert counts(client) == {"new": 4, "snoozed": 0, "cases": 0, "done": 0, "all": 4}
    assert heading(client.get(reverse("inbox"))) == "Four mentions are new"
    put_away(client, desk.thanks)
    put_away(client, desk.question, "not_us")
    Mention.objects.filter(pk=desk.rant.pk).update(state=Mention.CASE)
    told = counts(client)
    assert told == {"new": 1, "snoozed": 0, "cases": 1, "done": 2, "all": 4}
    assert told["new"] + told["cases"] + told["done"] == told["all"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=harvest assembly", ["thanks"]),
        ("q=HARVEST", ["thanks"]),
        ("q=gatepost", ["rant"]),
        ("q=Lantern", ["complaint"]),
        ("q=page 4", ["complaint"]),
        ("q=100%", []),
        ("q=_", []),
        ("tone=harm", ["rant"]),
        ("tone=praise", ["thanks"]),
        ("tone=question", ["question"]),
        ("tone=criticism", ["complaint"]),
        ("tone=unsure", []),
        ("tone=praise&q=Tansy", ["thanks"]),
        ("box=done", []),
    ],
)
def test_finding_by_words_and_by_tone(desk, client, asked, found):
    page = source(client.get(f"{reverse('inbox')}?{asked}"))
    listed = [name for name in ("rant", "thanks", "question", "complaint")
              if f'href="/inbox/{getattr(desk, name).id}/"' in page]  # fmt: skip
    assert listed == found


@pytest.mark.parametrize("asked", ["box=nowhere", "tone=loud"])
def test_a_box_or_a_tone_that_does_not_exist_is_no_page(client, asked):
    assert client.get(f"{reverse('inbox')}?{asked}").status_code == 404


def test_a_page_of_the_inbox_that_makes_no_sense_shows_the_nearest(client):
    for number in ("0", "-3", "99", "one"):
        assert len(items(client.get(f"{reverse('inbox')}?page={number}"))) == 4


def test_where_nothing_fits_that_is_said(client):
    assert "Nothing fits" in words(client.get(reverse("inbox") + "?q=zebra"))


def test_an_empty_box_says_which_sources_were_asked(client):
    page = words(client.get(reverse("inbox") + "?box=done"))
    assert "Nothing was put away" in page
    assert "Two sources answered; the longest ago was today at 9:00." in page
    assert "Wexcombe Talk answered today at 9:00" in page


def test_a_script_in_the_search_box_comes_back_as_letters(client):
    page = source(client.get(reverse("inbox") + '?q="><script>alert(1)</script>'))
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "place", ["inbox", "inbox?box=all", "today", "source", "mention", "open_case", "put away"]
)
def test_words_that_hurt_are_in_no_list_and_on_their_page_only_behind_a_click(desk, client, place):
    if place == "put away":
        put_away(client, desk.rant)
        place = "today"
    address = {
        "inbox": reverse("inbox"),
        "inbox?box=all": reverse("inbox") + "?box=all",
        "today": reverse("today"),
        "source": reverse("source", args=[desk.source.id]),
        "mention": reverse("mention", args=[desk.rant.id]),
        "open_case": reverse("open_case", args=[desk.rant.id]),
    }[place]
    answer = client.get(address)
    sent = open_words(answer)
    assert [word for word in ("pathetic", "liar", "Vile", "idiot") if word in sent] == []
    if place in ("mention", "open_case"):
        assert "pathetic" in words(answer)


def test_a_mention_is_put_away_with_a_reason_and_undo_brings_it_back(desk, client):
    page = put_away(client, desk.thanks)
    assert "Put away." in words(page)
    undo = reverse("restore_mention", args=[desk.thanks.id])
    assert f'action="{undo}" data-undo' in source(page)
    told = words(client.get(reverse("mention", args=[desk.thanks.id])))
    assert "Answered already by Priya Hollis, today at 9:00." in told
    assert LedgerEntry.objects.get(kind="mention.filed").refs["reason"] == "answered"
    assert "Back in the inbox." in words(client.post(undo, follow=True))
    assert counts(client)["new"] == 4
    assert LedgerEntry.objects.filter(kind="mention.restored").count() == 1


def test_not_about_us_is_a_reason_of_its_own(desk, client):
    put_away(client, desk.question, "not_us")
    page = words(client.get(reverse("mention", args=[desk.question.id])))
    assert "Not about us (it is another school of the same name) by Priya Hollis" in page
    week = queries.tones_by_week(Viewer.of(desk.head), MONDAY + timedelta(minutes=1))[-1]
    assert (week["question"], week["praise"], week["harm"]) == (0, 1, 1)


def test_what_the_sorter_could_not_tell_is_drawn_as_no_guess(desk):
    Mention.objects.filter(pk=desk.thanks.pk).update(abstained=True)
    week = queries.tones_by_week(Viewer.of(desk.head), MONDAY + timedelta(minutes=1))[-1]
    assert (week["praise"], week["neutral"]) == (0, 1)


@pytest.mark.parametrize("reason", ["", "because", "nothing_owed "])
def test_without_a_reason_that_we_know_nothing_is_put_away(desk, client, reason):
    page = words(put_away(client, desk.thanks, reason))
    assert "Choose a reason: nothing is owed, answered already, seen before." in page
    assert counts(client)["done"] == 0


def test_a_mention_in_a_case_is_not_put_away(desk, client):
    Mention.objects.filter(pk=desk.rant.pk).update(state=Mention.CASE)
    for reason in ("answered", "not_us"):
        page = words(put_away(client, desk.rant, reason))
        assert "This mention belongs to a case. Close the case instead." in page
    client.post(reverse("restore_mention", args=[desk.rant.id]))
    assert Mention.objects.get(pk=desk.rant.pk).state == Mention.CASE


def test_what_was_said_just_before_the_first_week_is_in_no_week(desk):
    viewer, now = Viewer.of(desk.head), MONDAY + timedelta(minutes=1)
    desk.thanks.post.posted = now - timedelta(weeks=6, hours=5)
    desk.thanks.post.save()
    weeks = queries.tones_by_week(viewer, now)
    assert [week["praise"] for week in weeks] == [0] * 6


def test_a_list_asked_for_in_part_is_only_the_list(client):
    page = source(client.get(reverse("inbox"), headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert page.count('<li class="item') == 4


def test_thanks_that_name_a_teacher_are_thanks_and_no_harm():
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    said = hear(
        make_source(school),
        "Thank you Mrs Lockhart at Tansy Lane Primary School in Wexcombe, the assembly was lovely.",
    )
    assert "person_identified" in said.flagged
    client = sign_in(head)
    assert said.post.text[:20] in words(client.get(reverse("inbox") + "?tone=praise"))
    assert said.post.text[:20] not in words(client.get(reverse("inbox") + "?tone=harm"))
