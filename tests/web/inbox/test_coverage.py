"""The coverage ledger: what was not heard is said first, and nobody learns from it what is kept from them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import NotHeard, Outcome
from goodname.core.words import Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import hearing
from goodname.web.inbox.models import CoverageDay, Look, Source
from goodname.web.inbox.sources.coverage import roll_up, said
from goodname.web.inbox.sources.needs import needs
from goodname.web.ui.wording import LONDON
from tests.web.reading import heading, words
from tests.world import MONDAY, make_person, make_school, make_source, make_world, sign_in

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def head():
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


def listened(head, title: str, days: int = 10) -> Source:
    """A source that answered four times a day for some days, and this morning."""
    made = make_source(head.school, title)
    Source.objects.filter(pk=made.pk).update(added_at=MONDAY - timedelta(days=days))
    for back in range(days):
        for hour in (0, 2, 4, 6):
            look(made, MONDAY - timedelta(days=back, hours=hour))
    return made


def look(source: Source, at: datetime, outcome: Outcome = Outcome.ANSWERED) -> None:
    seen = 30 if outcome is Outcome.ANSWERED else 0
    Look.objects.create(source=source, at=at, outcome=outcome, seen=seen, new=1)


def fell_silent(source: Source, days: int) -> None:
    since = MONDAY - timedelta(days=days)
    source.looks.filter(at__gt=since).update(outcome=Outcome.REFUSED, seen=0, new=0)
    Source.objects.filter(pk=source.pk).update(failures=9)


def test_what_is_missing_comes_first_and_silence_is_no_good_news(head):
    listened(head, "Wexcombe Talk")
    fell_silent(listened(head, "The Gazette"), 2)
    page = words(sign_in(head).get(reverse("coverage")))
    assert heading(sign_in(head).get(reverse("coverage"))) == "What was not heard comes first"
    assert "This week we could hear 1 of 2 places." in page
    assert "The Gazette has not answered since Saturday." in page
    assert page.index("What is missing") < page.index("Each place, day by day")
    assert "tell us what you see" in page
    assert "WhatsApp" in page


def test_each_day_of_each_place_stands_there_in_words(head):
    talk = listened(head, "Wexcombe Talk")
    look(talk, MONDAY - timedelta(days=1), Outcome.RATE_LIMITED)
    page = words(sign_in(head).get(reverse("coverage")))
    assert "it answered four times and asked us to come back later once" in page
    assert "Heard on six days and heard in part on one day." in page


@pytest.mark.parametrize("span", ["7", "28", "term"])
def test_one_may_look_further_back(head, span):
    listened(head, "Wexcombe Talk")
    assert sign_in(head).get(reverse("coverage") + f"?span={span}").status_code == 200


def test_a_span_that_is_none_is_not_found(head):
    assert sign_in(head).get(reverse("coverage") + "?span=9999999999").status_code == 404


def test_a_new_desk_says_that_nothing_reaches_it(head):
    page = words(sign_in(head).get(reverse("coverage")))
    assert "We do not listen anywhere yet, so nothing reaches us by itself." in page


def test_a_place_that_people_bring_to_is_never_called_silent(head):
    made = make_source(head.school, "What people tell us")
    Source.objects.filter(pk=made.pk).update(kind=Kind.PERSON)
    assert "We do not listen anywhere yet" in said(Viewer.of(head), MONDAY)["sentence"]


def test_what_today_says_is_the_same_before_and_after_the_rolling_up(head):
    fell_silent(listened(head, "The Gazette"), 3)
    listened(head, "Wexcombe Talk")
    viewer = Viewer.of(head)
    before = said(viewer, MONDAY)
    assert (before["state"], before["url"]) == ("partly", reverse("coverage"))
    page = words(sign_in(head).get(reverse("coverage") + "?span=28"))
    assert roll_up(TODAY) > 10
    assert said(viewer, MONDAY) == before
    assert words(sign_in(head).get(reverse("coverage") + "?span=28")) == page


def test_rolling_up_twice_is_the_same_as_once_and_forgets_after_thirty_days(head):
    talk = listened(head, "Wexcombe Talk", days=40)
    roll_up(TODAY)
    once = list(CoverageDay.objects.order_by("day").values("day", "outcomes", "seen", "new"))
    assert once[-1] == {
        "day": TODAY - timedelta(days=1), "outcomes": {"answered": 4}, "seen": 120, "new": 4,
    }  # fmt: skip
    assert not CoverageDay.objects.filter(day=TODAY).exists()
    oldest = talk.looks.order_by("at").first()
    assert oldest.at.astimezone(LONDON).date() == TODAY - timedelta(days=30)
    roll_up(TODAY)
    assert (
        list(CoverageDay.objects.order_by("day").values("day", "outcomes", "seen", "new")) == once
    )


def test_a_day_that_was_rolled_up_too_early_is_put_right(head):
    talk = listened(head, "Wexcombe Talk", days=2)
    roll_up(TODAY + timedelta(days=1))
    assert CoverageDay.objects.get(day=TODAY).outcomes == {"answered": 4}
    look(talk, MONDAY + timedelta(hours=3), Outcome.REFUSED)
    roll_up(TODAY + timedelta(days=1))
    assert CoverageDay.objects.get(day=TODAY).outcomes == {"answered": 4, "refused": 1}


def test_days_are_those_of_london(head):
    source = make_source(head.school)
    look(source, datetime(2026, 6, 30, 23, 30, tzinfo=MONDAY.tzinfo))  # 0:30 on 1 July in London
    roll_up(TODAY)
    assert CoverageDay.objects.get().day == date(2026, 7, 1)


def test_the_person_whom_a_case_is_about_learns_nothing_from_the_counts():
    world = make_world()
    told = words(sign_in(world.subject).get(reverse("coverage")))
    known = words(sign_in(world.head).get(reverse("coverage")))
    # One mention of two is kept from them: "About us" counts one, and no count of the new is shown.
    row = told.partition("Day by day")[2].partition("What we cannot hear")[0]
    theirs = known.partition("Day by day")[2].partition("What we cannot hear")[0]
    assert row.split()[-1] == "1"
    assert theirs.split()[-1] == "2"


def test_a_mailbox_does_not_tell_how_much_was_in_it():
    world = make_world()
    Source.objects.update(kind=Kind.MAILBOX)
    told = words(sign_in(world.subject).get(reverse("coverage")))
    row = told.partition("Day by day")[2].partition("What we cannot hear")[0]
    assert row.split()[-2:] == ["–", "1"]


def test_another_schools_places_are_not_in_ours(head):
    other = make_person(
        make_school("Marsh End Primary School", "Otterby"), "Gwen", Role.HEADTEACHER
    )
    listened(head, "Wexcombe Talk")
    assert "Wexcombe Talk" not in words(sign_in(other).get(reverse("coverage")))


def test_the_page_of_a_source_has_its_calendar_and_its_state(head):
    source = listened(head, "The Gazette")
    fell_silent(source, 2)
    page = words(sign_in(head).get(reverse("source", args=[source.id])))
    assert "The Gazette has not answered since Saturday." in page
    assert "Each day of the last four weeks, and whether it was heard" in page


def test_what_stays_silent_asks_for_a_person_once(head):
    talk = listened(head, "Wexcombe Talk")
    fell_silent(listened(head, "The Gazette"), 2)
    Source.objects.filter(pk=talk.pk).update(
        moved_to="http://new.example/", moved_looks=9, moved_since=MONDAY - timedelta(days=3)
    )
    closed = listened(head, "Old blog")
    with clock.at(MONDAY + timedelta(minutes=5)):
        hearing.keep_not_heard(source=closed, reason=NotHeard(Outcome.STOPPED, "Closed."))
    titles = [item["title"] for item in needs(Viewer.of(head))]
    assert titles == [
        "Old blog has closed for good",
        "The Gazette cannot be heard",
        "Wexcombe Talk says that it has moved",
    ]
    office = make_person(head.school, "Denise Pruett", Role.OFFICE)
    assert needs(Viewer.of(office)) == []


def test_a_source_that_only_asked_us_to_wait_troubles_nobody_at_first(head):
    talk = listened(head, "Wexcombe Talk")
    look(talk, MONDAY + timedelta(minutes=1), Outcome.RATE_LIMITED)
    Source.objects.filter(pk=talk.pk).update(failures=4)
    assert needs(Viewer.of(head)) == []
