"""Saved views: kept, shown with counts, renamed and deleted, by one person and for nobody else."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from goodname import clock
from goodname.web.inbox.models import SavedView
from goodname.web.inbox.triage.saved import MOST
from tests.web.inbox.desks import Team, make_team
from tests.web.reading import heading, source, words
from tests.world import MONDAY, sign_in

pytestmark = pytest.mark.django_db
QUERY = "tone=praise&q=assembly"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            team = make_team()
        yield team
        transaction.set_rollback(True)


@pytest.fixture
def team(made: Team, db: None) -> Iterator[Team]:
    with clock.at(MONDAY):
        yield made


@pytest.fixture
def client(team: Team) -> Client:
    return team.client


def keep(client: Client, name: str = "Kind words", query: str = QUERY):
    return client.post(reverse("save_view"), {"name": name, "query": query}, follow=True)


def test_the_present_filters_are_kept_under_a_name_and_counted(client: Client):
    assert "Keep this as a view" not in words(client.get(reverse("inbox")))
    assert "Keep this as a view" in words(client.get(f"{reverse('inbox')}?{QUERY}"))
    page = keep(client, "  Kind   words ")
    assert page.redirect_chain == [(f"/inbox/?{QUERY}", 302)]
    assert "Kept as “Kind words”. Only you see it." in words(page)
    page = client.get(reverse("inbox"))
    assert "Kind words (1)" in words(page)
    assert 'href="?tone=praise&amp;q=assembly"' in source(page)
    assert "Keep this as a view" not in words(client.get(f"{reverse('inbox')}?{QUERY}"))


def test_a_view_is_its_persons_own(team: Team, client: Client):
    keep(client)
    view = SavedView.objects.get()
    theirs = sign_in(team.head)
    assert "Kind words" not in words(theirs.get(reverse("inbox")))
    assert "Kind words" not in words(theirs.get(reverse("saved_views")))
    for name in ("rename_view", "delete_view"):
        assert theirs.post(reverse(name, args=[view.id]), {"name": "Mine"}).status_code == 404
    assert SavedView.objects.get().name == "Kind words"


def test_a_view_is_renamed_deleted_and_brought_back(client: Client):
    keep(client)
    view = SavedView.objects.get()
    client.post(reverse("rename_view", args=[view.id]), {"name": "Praise"})
    assert "Praise (1)" in words(client.get(reverse("inbox")))
    page = client.post(reverse("delete_view", args=[view.id]), follow=True)
    assert heading(page) == "You keep no views yet"
    undo = source(page).split("data-undo")[0].rsplit('action="', 1)[1].split('"')[0]
    client.post(undo.replace("&amp;", "&"))
    assert "Praise (1)" in words(client.get(reverse("inbox")))
    assert SavedView.objects.get().query == QUERY


def test_two_views_of_one_name_and_a_view_without_one_are_refused(client: Client):
    keep(client)
    assert "You have a view of that name already." in words(keep(client, query="tone=harm"))
    assert "Give the view a name." in words(keep(client, "  "))
    keep(client, "Other", "tone=harm")
    other = SavedView.objects.get(name="Other")
    address = reverse("rename_view", args=[other.id])
    page = client.post(address, {"name": "Kind words"}, follow=True)
    assert "You have a view of that name already." in words(page)
    assert SavedView.objects.count() == 2


def test_there_is_an_end_to_views(client: Client):
    for number in range(MOST):
        keep(client, f"View {number}")
    assert "as many as there can be" in words(keep(client, "One more"))
    assert SavedView.objects.count() == MOST


def test_filters_that_cannot_be_meant_are_not_kept(client: Client):
    form = {"name": "Odd", "query": "tone=loud"}
    assert client.post(reverse("save_view"), form).status_code == 404
    assert SavedView.objects.count() == 0


def test_a_name_with_mark_up_comes_back_as_letters(client: Client):
    keep(client, "<b>bold</b>")
    assert "<b>bold" not in source(client.get(reverse("inbox")))


def test_a_view_whose_source_is_gone_is_still_there_to_be_deleted(client: Client):
    keep(client, "Gone", "source=gone1234")
    assert "Gone (0)" in words(client.get(reverse("inbox")))
    assert "Nothing fits" in words(client.get(reverse("inbox") + "?source=gone1234"))
