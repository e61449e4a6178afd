"""Filters of the inbox: what an address may say, what is found by it, and counts that add up."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from goodname import clock
from goodname.web.inbox.models import Mention
from goodname.web.inbox.triage.filters import BOXES, ORDERS, TONES, WHOSE, Filters, haystack
from goodname.web.inbox.triage.finding import Lines
from tests.web.inbox.desks import GATE, Team, make_team, tell
from tests.web.reading import items, source, words
from tests.world import MONDAY, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            team = make_team()
            hear(team.paper, "Tansy Lane Primary School, Wexcombe: a café “très” lovely.", key="e")
        with clock.at(MONDAY - timedelta(hours=1)):
            tell(team.paper, GATE, "gate too", author="another")
        Mention.objects.filter(pk=team.question.pk).update(assigned_to=team.lead)
        Mention.objects.filter(pk=team.rant.pk).update(assigned_to=team.head)
        Mention.objects.filter(pk=team.thanks.pk).update(snoozed_until=LATER + timedelta(days=1))
        yield team
        transaction.set_rollback(True)


@pytest.fixture
def team(made: Team, db: None) -> Iterator[Team]:
    with clock.at(LATER):
        yield made


days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
FILTERS = st.builds(
    Filters,
    box=st.sampled_from(BOXES),
    tone=st.sampled_from(list(TONES)),
    whose=st.sampled_from(list(WHOSE)),
    order=st.sampled_from(list(ORDERS)),
    source=st.from_regex(r"[a-z0-9]{0,16}", fullmatch=True),
    story=st.from_regex(r"[a-z0-9]{0,16}", fullmatch=True),
    first=days,
    last=days,
    q=st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(str.strip),
)


@given(FILTERS)
def test_filters_survive_being_an_address(filters: Filters):
    assert Filters.of_query(filters.query()) == filters


@given(st.dictionaries(st.sampled_from(["box", "tone", "first", "last", "q", "source", "page"]),
                       st.text(max_size=20)))  # fmt: skip
def test_whatever_stands_in_an_address_is_filters_or_no_page(asked: dict[str, str]):
    try:
        filters = Filters.read(asked)
    except Http404:
        return
    assert Filters.of_query(filters.query()) == filters
    assert all(part == part.strip() for part in filters.wanted())


@pytest.mark.parametrize("query", ["tone=loud", "box=nowhere", "whose=them", "order=best",
                                   "source=../x", "story=A%00", "kind=a'b"])  # fmt: skip
def test_what_cannot_be_meant_is_no_page(team: Team, query: str):
    assert team.client.get(f"{reverse('inbox')}?{query}").status_code == 404


def test_each_count_is_what_one_gets_by_choosing_it_and_the_boxes_are_all(team: Team):
    lines = Lines(team.viewer, LATER)
    for tone, whose, q in itertools.product(TONES, WHOSE, ("", "wexcombe", "gate bell")):
        filters = Filters(box="all", tone=tone, whose=whose, q=q)
        boxes = lines.counts(filters, "box")
        assert sum(boxes[box] for box in ("new", "snoozed", "cases", "done")) == boxes["all"]
        assert boxes["all"] == len(lines.fitting(filters))
        tones = lines.counts(filters, "tone")
        for choice in TONES:
            chosen = Filters(box="all", tone=choice, whose=whose, q=q)
            assert tones[choice] == len(lines.fitting(chosen))
        owners = lines.counts(filters, "whose")
        assert owners["anyone"] + owners["nobody"] == owners[""]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whose=me", ["question"]),
        ("whose=anyone", ["question", "rant"]),
        ("whose=nobody", ["gate"]),
        ("whose=me&tone=harm", []),
        ("box=snoozed", ["thanks"]),
        ("tone=harm&whose=anyone&q=gatepost", ["rant"]),
        ("q=%22open+on+Monday%22", ["question"]),
        ("q=%22on+open+Monday%22", []),
        ("q=%22answer the BELL%22+families", ["gate"]),
        ("q=%22answer the bell", ["gate"]),
        ("first=2026-11-23&q=pathetic", ["rant"]),
        ("first=24/11/2026", []),
        ("last=22/11/2026", []),
    ],
)
def test_filters_combine(team: Team, query: str, found: list[str]):
    page = source(team.client.get(f"{reverse('inbox')}?{query}"))
    names = ("question", "rant", "gate", "thanks")
    listed = [n for n in names if f'href="/inbox/{getattr(team, n).id}/"' in page]
    assert listed == found


@pytest.mark.parametrize("q", ["cafe", "CAFÉ", "tres", '"cafe tres" lovely', '"café “très”"'])
def test_words_are_found_without_their_accents_and_capitals(team: Team, q: str):
    page = words(team.client.get(reverse("inbox"), {"q": q}))
    assert ("One mention fits." in page) is (q != '"cafe tres" lovely')


def test_a_day_that_cannot_be_read_is_told_and_filters_nothing(team: Team):
    page = words(team.client.get(reverse("inbox") + "?first=next+week"))
    assert "“next week” is not a day that we can read." in page
    assert "Nothing fits" not in page


def test_days_the_wrong_way_round_are_told(team: Team):
    page = words(team.client.get(reverse("inbox") + "?first=2026-11-23&last=2026-11-20"))
    assert "The last day comes before the first" in page


def test_each_filter_can_be_taken_off_by_a_link_and_the_others_stay(team: Team):
    page = source(team.client.get(reverse("inbox") + "?tone=harm&whose=anyone&q=gatepost"))
    assert 'href="?tone=harm&amp;whose=anyone"' in page
    assert 'href="?whose=anyone&amp;q=gatepost"' in page
    assert 'href="?box=all&amp;tone=harm&amp;whose=anyone&amp;q=gatepost"' in page


def test_where_nothing_fits_the_other_boxes_are_offered(team: Team):
    page = words(team.client.get(reverse("inbox") + "?q=harvest"))
    assert "One mention in the other boxes would." in page
    assert "Look in all boxes" in page


def test_a_source_of_another_school_finds_nothing_and_is_not_named(team: Team):
    with clock.at(MONDAY):
        other = make_source(make_school("Marsh End Primary School", "Otterby"), title="Otterby Eye")
    page = words(team.client.get(f"{reverse('inbox')}?source={other.id}"))
    assert "Nothing fits" in page
    assert "Otterby" not in page


@pytest.mark.parametrize("order", ["", "oldest"])
def test_danger_stands_on_top_whatever_the_order(team: Team, order: str):
    with clock.at(MONDAY - timedelta(days=2)):
        threat = hear(team.talk, "I will come and kill Mr Okafor at Tansy Lane Primary School, "
                      "Wexcombe, tomorrow. I will burn it down.", key="threat")  # fmt: skip
    assert threat.facts["danger"] == "possibly_illegal"
    for query in ("", "&box=all", "&tone=harm"):
        page = team.client.get(f"{reverse('inbox')}?order={order}{query}")
        assert "May be dangerous" in items(page)[0]
        assert len(re.findall("May be dangerous", source(page))) == 1


def test_what_was_snoozed_comes_back_on_top_by_itself(team: Team):
    assert "harvest" not in words(team.client.get(reverse("inbox")))
    with clock.at(LATER + timedelta(days=1)):
        page = team.client.get(reverse("inbox"))
        assert "harvest" in items(page)[0]
        assert "Back today at" in items(page)[0]
        assert "Snoozed (0)" in words(page)


def test_a_hidden_mention_is_in_no_count_and_no_choice(team: Team):
    hidden = make_person(team.lead.school, "Olu Hart", *team.head.role_set)
    team.rant.matter.hidden_from.add(hidden)
    page = words(sign_in(hidden).get(reverse("inbox") + "?box=all"))
    assert "What may hurt (0)" in page
    assert "All (5)" in page
    assert "What may hurt (1)" in words(team.client.get(reverse("inbox") + "?box=all"))


def test_what_is_searched_has_one_space_between_words():
    assert haystack("A  Café,\nnow", "“Yes”") == 'a cafe, now "yes"'
