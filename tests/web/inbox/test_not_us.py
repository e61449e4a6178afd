"""Not us: the reason, the words that keep such posts out, and a look at what they would keep out."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname import clock
from goodname.web.accounts.models import School
from goodname.web.inbox.models import Mention
from goodname.web.ledger.models import LedgerEntry
from tests.web.inbox.desks import Team, again, make_team
from tests.web.reading import heading, source, words
from tests.world import MONDAY, RANT, hear, sign_in

pytestmark = pytest.mark.django_db
KEEP_OUT = "/inbox/keep-out/"
FARM = "The jumble sale at Tansy Lane Primary School, Wexcombe, was moved to Marrow Farm."


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            team = make_team()
            hear(team.talk, FARM, key="farm")
        yield team
        transaction.set_rollback(True)


@pytest.fixture
def team(made: Team, db: None) -> Iterator[Team]:
    with clock.at(MONDAY):
        yield made


def not_us_words(team: Team) -> list[str]:
    return School.objects.get(pk=team.lead.school_id).not_us


def test_it_asks_what_it_is_about_and_then_offers_words(team: Team):
    address = reverse("mention", args=[team.question.id])
    page = team.client.post(address + "file/", {"reason": "not_us"}, follow=True)
    assert heading(page) == "What is it about, if not our school?"
    assert again(team.question).state == Mention.NEW
    page = team.client.post(address + "not-us/", {"reason": "place"}, follow=True)
    assert heading(page) == "Which words mean something else?"
    assert "Put away: it is not about our school." in words(page)
    assert again(team.question).reason == "place"
    assert LedgerEntry.objects.get(kind="mention.not_us").refs["reason"] == "place"


def test_whoever_may_not_change_sources_is_not_offered_words(team: Team):
    office = sign_in(team.office)
    address = reverse("not_us", args=[team.question.id])
    page = office.post(address, {"reason": "namesake"}, follow=True)
    assert page.redirect_chain == [("/inbox/", 302)]
    assert office.get(KEEP_OUT).status_code == 404
    assert office.post(KEEP_OUT, {"words": "marrow farm"}).status_code == 404
    assert office.post(KEEP_OUT + "let-in/", {"words": "x"}).status_code == 404


def test_without_a_reason_it_stays(team: Team):
    page = team.client.post(reverse("not_us", args=[team.question.id]), {"reason": "mood"})
    assert page.status_code == 422
    assert "Choose what it is about" in words(page)
    assert again(team.question).state == Mention.NEW


def test_a_preview_says_how_many_and_keeps_nothing_out(team: Team):
    page = words(team.client.get(KEEP_OUT, {"words": "Marrow  farm"}))
    assert "One mention of 5 would not have been heard" in page
    assert not_us_words(team) == []
    page = words(team.client.get(KEEP_OUT, {"words": "pumpkin patch"}))
    assert "Nothing that is here now would have been kept out" in page


def test_words_keep_out_what_is_still_to_come_and_undo_lets_it_in(team: Team):
    page = team.client.post(KEEP_OUT, {"words": "Marrow Farm"}, follow=True)
    assert "From now on a post with “Marrow Farm” in it is not about us." in words(page)
    assert not_us_words(team) == ["Marrow Farm"]
    assert Mention.objects.count() == 5  # what is here stays
    team.talk.refresh_from_db()
    with pytest.raises(Mention.DoesNotExist):
        hear(team.talk, FARM + " Again.", key="next")
    undo = source(page).split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0]
    page = team.client.post(undo.replace("&amp;", "&"), follow=True)
    assert "“Marrow Farm” keeps nothing out any more." in words(page)
    assert not_us_words(team) == []
    kinds = LedgerEntry.objects.filter(kind__in=["mention.kept_out", "mention.let_in"])
    assert list(kinds.order_by("seq").values_list("kind", flat=True)) == [
        "mention.kept_out",
        "mention.let_in",
    ]


@pytest.mark.parametrize(
    "given",
    ["", "  ", "ab", "x" * 61, "!!!!!", "Tansy Lane", "tansy lane primary school", "WEXCOMBE",
     "wx4 7tl", "Primary School", "Tansy-Lane"],
)  # fmt: skip
def test_words_that_would_silence_our_own_school_are_refused(team: Team, given: str):
    assert team.client.get(KEEP_OUT, {"words": given}).status_code == 422
    page = team.client.post(KEEP_OUT, {"words": given}, follow=True)
    assert 'class="flash error"' in source(page)
    assert not_us_words(team) == []


def test_the_same_words_are_not_kept_twice(team: Team):
    for given in ("Marrow Farm", "marrow   FARM"):
        page = team.client.post(KEEP_OUT, {"words": given}, follow=True)
    assert "Those words keep posts out already." in words(page)
    assert not_us_words(team) == ["Marrow Farm"]


def test_harm_among_what_would_be_kept_out_is_said_without_its_words(team: Team):
    page = team.client.get(KEEP_OUT, {"words": "Picking up"})
    assert "What may hurt somebody, or is in a case, is among them." in words(page)
    assert RANT[:30] not in source(page)
    assert "stupid liar" not in source(page)


def test_the_preview_counts_only_what_the_viewer_may_see(team: Team):
    team.rant.matter.hidden_from.add(team.lead)
    page = words(team.client.get(KEEP_OUT, {"words": "pathetic"}))
    assert "Nothing that is here now would have been kept out" in page
