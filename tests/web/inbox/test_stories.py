"""Stories: the same words in several places are one row, and nobody sees more of it than they may."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from goodname import clock
from goodname.core.sort.likeness import fingerprint, keys
from goodname.core.words import Role
from goodname.web.inbox import stories
from goodname.web.inbox.models import Mention, Story, StoryKey
from tests.web.inbox.desks import GATE, Team, again, make_team, many, tell
from tests.web.reading import heading, items, source, words
from tests.world import MONDAY, RANT, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=1)
CLUB = "Is the after-school club at Tansy Lane Primary School in Wexcombe full this term?"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            team = make_team()
        yield team
        transaction.set_rollback(True)


@pytest.fixture
def team(made: Team, db: None) -> Iterator[Team]:
    with clock.at(MONDAY + 2 * HOURS):
        yield made


def told_again(team: Team, key: str = "copy", **more: object) -> Mention:
    """The paper passes on what the forum said about the gate."""
    address = f"http://lantern.example/{key}"
    return tell(team.paper, GATE, key, address=address, author=key, **more)


def inbox(team: Team, query: str = "") -> str:
    return words(team.client.get(reverse("inbox") + query))


def test_who_tells_the_same_joins_the_story_and_who_does_not_is_alone(team: Team):
    assert team.gate.story is None
    copy = told_again(team)
    assert copy.story is not None
    assert again(team.gate).story == copy.story
    assert tell(team.paper, CLUB, "ask").story is None
    assert Story.objects.count() == 1


def test_a_third_telling_stretches_the_story(team: Team):
    told_again(team)
    told_again(team, "late", at=MONDAY + HOURS)
    early = told_again(team, "early", at=MONDAY - 5 * HOURS)
    assert Mention.objects.filter(story=early.story).count() == 4
    assert early.story.begun_at == MONDAY - 5 * HOURS
    assert early.story.latest_at == MONDAY + HOURS


def test_after_a_month_the_same_words_are_a_new_story(team: Team):
    with clock.at(MONDAY + timedelta(days=31)):
        assert told_again(team).story is None


def test_another_school_shares_no_story_with_us(team: Team):
    other = make_school("Tansy Lane Primary School", "Wexcombe")
    assert tell(make_source(other), GATE, "theirs").story is None


def test_changed_words_are_compared_again_and_leave_no_old_key(team: Team):
    copy = told_again(team)
    post = copy.post
    stories.join(copy, "", "Tansy Lane Primary School sells its old piano on Saturday.", "", "x")
    assert again(copy).story is None
    stories.join(copy, post.title, GATE, post.address, post.author)
    assert again(copy).story == again(team.gate).story
    kept = StoryKey.objects.filter(mention=copy).values_list("key", flat=True)
    assert set(kept) == set(keys(fingerprint(GATE, post.title, post.address, post.author)))


def test_a_fingerprint_that_cannot_be_read_stops_nobody(team: Team):
    Mention.objects.filter(pk=team.gate.pk).update(likeness="of an older version")
    assert told_again(team).story is None


def test_of_hundreds_that_say_the_same_only_the_first_are_compared(team: Team):
    copies = [told_again(team, f"copy{n}") for n in range(12)]
    read: list[str] = []
    likeness = stories._likeness
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_likeness", lambda a, b: read.append(b) or likeness(a, b))
        last = told_again(team, "last")
    assert len(read) <= stories.FIRST_SIGHT
    assert last.story == again(copies[0]).story == again(team.gate).story


def test_a_story_is_one_row_that_says_how_far_it_went(team: Team):
    told_again(team)
    page = team.client.get(reverse("inbox") + "?q=rain")
    assert len(items(page)) == 1
    assert "Told in two places, today" in items(page)[0]
    assert "Two mentions fit in one row" in words(page)
    # In the boxes, each telling counts.
    assert "New (2)" in words(page)


def test_the_gravest_telling_stands_on_top(team: Team):
    copy = told_again(team)
    Mention.objects.filter(pk=team.gate.pk).update(hurts=True, flagged=["abusive"])
    page = source(team.client.get(reverse("inbox")))
    assert f'href="/inbox/{team.gate.id}/"' in page
    assert f'href="/inbox/{copy.id}/"' not in page


def test_the_page_of_a_story_lists_tellings_and_days(team: Team):
    copy = told_again(team, at=MONDAY - 24 * HOURS)
    page = team.client.get(reverse("story", args=[copy.story_id]))
    assert heading(page) == "Told twice in two places"
    assert len(items(page)) == 2
    assert "Sunday 22 November 1 Monday 23 November 1" in words(page)
    assert "lantern.example" in words(page)


def test_the_row_of_a_story_is_put_away_with_all_its_tellings_unless_one_says_no(team: Team):
    copy = told_again(team)
    page = many(team.client, "file", copy, reason="answered", tellings="1")
    assert "Put away: two mentions." in words(page)
    many(team.client, "file", team.thanks, reason="answered")
    Mention.objects.update(state=Mention.NEW)
    many(team.client, "file", copy, reason="answered")
    assert (again(copy).state, again(team.gate).state) == (Mention.FILED, Mention.NEW)


def test_on_its_own_page_the_other_tellings_can_go_with_it(team: Team):
    copy = told_again(team)
    address = reverse("mention", args=[copy.id])
    page = words(team.client.get(address))
    assert "And the other telling of the same story that is still open" in page
    form = {"reason": "answered", "story": "1"}
    page = team.client.post(address + "file/", form, follow=True)
    assert "Put away: two mentions." in words(page)
    assert {again(copy).state, again(team.gate).state} == {Mention.FILED}


def test_a_harmful_telling_is_not_put_away_along_with_the_one_that_was_read(team: Team):
    copy = told_again(team)
    Mention.objects.filter(pk=team.gate.pk).update(hurts=True, flagged=["abusive"])
    address = reverse("file_mention", args=[copy.id])
    page = team.client.post(address, {"reason": "answered", "story": "1"}, follow=True)
    assert "One stays as before: it may hurt somebody" in words(page)
    assert again(team.gate).state == Mention.NEW


@pytest.mark.parametrize("hidden", ["gate", "copy"])
def test_a_hidden_telling_is_in_no_row_count_or_page_of_its_story(team: Team, hidden: str):
    copy = told_again(team, at=MONDAY - 30 * HOURS)
    kept, shown = (team.gate, copy) if hidden == "gate" else (copy, team.gate)
    someone = make_person(team.lead.school, "Olu Hart", Role.HEADTEACHER)
    kept.matter.hidden_from.add(someone)
    theirs = sign_in(someone)
    row = words(theirs.get(reverse("inbox") + "?q=rain"))
    assert "Told in" not in row
    assert "One mention fits." in row
    page = theirs.get(reverse("story", args=[copy.story_id]))
    assert heading(page) == "Told once"
    assert kept.id not in source(page)
    own = words(theirs.get(reverse("mention", args=[shown.id])))
    assert "told elsewhere" not in own
    assert "other telling" not in own
    form = {"reason": "answered", "story": "1"}
    theirs.post(reverse("file_mention", args=[shown.id]), form)
    many(theirs, "file", kept, reason="answered", tellings="1")
    assert again(kept).state == Mention.NEW


def test_a_story_that_is_hidden_whole_or_of_another_school_is_no_page(team: Team):
    copy = told_again(team)
    someone = make_person(team.lead.school, "Olu Hart", Role.HEADTEACHER)
    for mention in (copy, team.gate):
        mention.matter.hidden_from.add(someone)
    address = reverse("story", args=[copy.story_id])
    assert sign_in(someone).get(address).status_code == 404
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ashdown",
                        Role.HEADTEACHER)  # fmt: skip
    assert sign_in(other).get(address).status_code == 404
    assert team.client.get(address).status_code == 200


def test_words_that_hurt_are_on_the_page_of_their_story_only_behind_their_own_page(team: Team):
    first = tell(team.talk, RANT, "r1", author="a", at=MONDAY - HOURS)
    second = tell(team.paper, RANT, "r2", author="b", address="http://lantern.example/r")
    assert first.story_id or second.story_id
    page = source(team.client.get(reverse("story", args=[second.story_id])))
    assert [word for word in ("pathetic", "liar", "idiot") if word in page] == []
