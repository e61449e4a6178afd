"""What led to nothing is let go of after 30 days, and does not come back as news."""

from datetime import date, timedelta

import pytest

from goodname import clock
from goodname.core.listen.talk import Batch
from goodname.core.words import Author, Conduct, Facts, Post, Role
from goodname.web.accounts.models import Matter
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.inbox.actions import not_us, restore_mention
from goodname.web.inbox.hearing import keep_batch
from goodname.web.inbox.models import Alert, DailyCount, Forgotten, Mention
from goodname.web.inbox.models import Post as Kept
from goodname.web.inbox.retaining import goes_at, let_go
from goodname.web.ledger.models import LedgerEntry
from tests.world import MONDAY, RANT, THANKS, hear, make_person, make_school, make_source

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def head():
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


@pytest.fixture
def source(head):
    return make_source(head.school)


def heard(source, text, key="1"):
    with clock.at(MONDAY):
        return hear(source, text, key=key)


def let_go_at(moment) -> int:
    with clock.at(moment):
        return let_go()


def test_after_thirty_days_only_a_count_is_left(source):
    mention = heard(source, RANT)
    heard(source, THANKS, key="2")
    assert goes_at(mention) == MONDAY + MONTH
    assert let_go_at(MONDAY + MONTH - timedelta(minutes=1)) == 0
    assert let_go_at(MONDAY + MONTH) == 2
    assert not Mention.objects.exists()
    assert not Kept.objects.exists()
    assert not Matter.objects.exists()
    counts = DailyCount.objects.values_list("day", "source_kind", "tone", "hurts", "number")
    assert sorted(counts) == [
        (date(2026, 11, 23), "feed", "criticism", True, 1),
        (date(2026, 11, 23), "feed", "praise", False, 1),
    ]
    assert LedgerEntry.objects.filter(kind="mention.let_go").count() == 2


def test_nothing_that_is_left_holds_a_word_a_name_or_an_address(source):
    heard(source, RANT)
    let_go_at(MONDAY + MONTH)
    left = str(list(DailyCount.objects.values())) + str(list(Forgotten.objects.values()))
    left += str(list(LedgerEntry.objects.values()))
    for word in ("Okafor", "idiot", "town.example", "Wexcombe"):
        assert word not in left


def test_a_feed_that_still_carries_it_does_not_bring_it_back(source):
    heard(source, RANT)
    let_go_at(MONDAY + MONTH)
    post = Post(key="1", address="http://town.example/post/1", title="", text=RANT)
    with clock.at(MONDAY + MONTH):
        assert keep_batch(source=source, batch=Batch(posts=(post,))) == 0
        other = make_source(source.school, "Wexcombe Gazette")
        assert keep_batch(source=other, batch=Batch(posts=(post,))) == 1


def test_what_is_in_a_case_stays(source, head):
    mention = heard(source, RANT)
    facts = Facts(author=Author.PARENT, conduct=frozenset({Conduct.ABUSIVE}))
    with clock.at(MONDAY):
        open_case(viewer=Viewer.of(head), mention=mention, facts=facts, about=[])
    mention.refresh_from_db()
    assert goes_at(mention) is None
    assert let_go_at(MONDAY + 12 * MONTH) == 0


def test_what_is_not_about_us_goes_after_a_day_and_is_not_counted(source, head):
    mention = heard(source, THANKS)
    with clock.at(MONDAY):
        not_us(viewer=Viewer.of(head), mention=mention, reason="namesake")
    assert let_go_at(MONDAY + timedelta(hours=23)) == 0
    assert let_go_at(MONDAY + timedelta(hours=24)) == 1
    assert not DailyCount.objects.exists()


def test_a_slip_can_be_taken_back_in_that_day(source, head):
    mention = heard(source, THANKS)
    with clock.at(MONDAY):
        not_us(viewer=Viewer.of(head), mention=mention, reason="namesake")
        mention.refresh_from_db()
        restore_mention(viewer=Viewer.of(head), mention=mention)
    assert let_go_at(MONDAY + timedelta(days=2)) == 0


THREAT = "I am going to stab a teacher at Tansy Lane Primary School, Wexcombe, tomorrow."


def test_danger_that_nobody_has_answered_is_never_let_go_of(source):
    mention = heard(source, THREAT)
    assert let_go_at(MONDAY + 3 * MONTH) == 0
    Alert.objects.update(seen_at=MONDAY)
    assert let_go_at(MONDAY + 3 * MONTH) == 1
    assert not Mention.objects.filter(pk=mention.pk).exists()


def test_thirty_days_count_from_the_last_change_of_the_words(source):
    heard(source, THANKS)
    late = MONDAY + MONTH - timedelta(hours=1)
    with clock.at(late):
        changed = hear(source, RANT)
    assert let_go_at(MONDAY + MONTH) == 0
    assert goes_at(changed) == late + MONTH
    assert let_go_at(late + MONTH) == 1


def test_an_entry_that_was_let_go_of_and_says_something_else_now_is_heard(source):
    heard(source, THANKS)
    let_go_at(MONDAY + MONTH)
    with clock.at(MONDAY + MONTH):
        assert hear(source, THREAT).alert_set.count() == 1


def test_what_somebody_put_off_is_there_when_its_day_comes(source):
    heard(source, THANKS)
    Mention.objects.update(snoozed_until=MONDAY + MONTH + timedelta(days=2))
    assert let_go_at(MONDAY + MONTH + timedelta(days=1)) == 0
    assert let_go_at(MONDAY + MONTH + timedelta(days=3)) == 1
