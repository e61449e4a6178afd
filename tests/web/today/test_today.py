"""Today: one heading that counts truly, the gravest first, and calm where there is nothing to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from goodname import clock
from goodname.core.words import Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import close_case, open_case
from goodname.web.cases.models import Case
from goodname.web.inbox.models import Mention, Source
from tests.web.reading import heading, items, words
from tests.world import MONDAY, RANT, THANKS, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db
QUESTION = "When does Tansy Lane Primary School in Wexcombe open on Monday?"
COMPLAINT = "Terrible communication from Tansy Lane Primary School in Wexcombe, they never answer."
NOTICE = "Tansy Lane Primary School, Wexcombe, opens at nine on Tuesday."
FACTS = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.ABUSIVE}),
    towards=frozenset({Towards.STAFF}),
)


@dataclass
class Desk:
    head: Person
    dsl: Person
    office: Person
    chair: Person
    teacher: Person
    source: Source


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            school = make_school()
            desk = Desk(
                make_person(school, "Priya Hollis", Role.HEADTEACHER),
                make_person(school, "Simone Achterberg", Role.DSL),
                make_person(school, "Denise Pruett", Role.OFFICE),
                make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS),
                make_person(school, "Rosa Lindley", Role.CLASS_TEACHER, Role.STAFF_MEMBER),
                make_source(school),
            )
        yield desk
        transaction.set_rollback(True)


@pytest.fixture
def desk(made: Desk, db: None) -> Iterator[Desk]:
    with clock.at(MONDAY):
        yield made


def today(person: Person):
    return sign_in(person).get(reverse("today"))


def opened(desk: Desk, *about: Person, by: Person | None = None) -> Case:
    mention = hear(desk.source, RANT, key=f"rant {Mention.objects.count()}")
    viewer = Viewer.of(by or desk.head)
    return open_case(viewer=viewer, mention=mention, facts=FACTS, about=list(about))


def test_when_nothing_waits_the_page_says_so(desk):
    answer = today(desk.head)
    assert heading(answer) == "Nothing needs you"
    assert "Monday 23 November" in words(answer)
    assert items(answer) == []


def test_where_no_browser_draws_saved_pages_that_is_said_unless_none_is_wanted(desk, monkeypatch):
    def said(person: Person) -> bool:
        return "a saved page has no picture" in words(sign_in(person).get(reverse("today")))

    monkeypatch.setenv("GOODNAME_BROWSER", "no-such-browser")
    assert said(desk.head)
    assert not said(desk.office)  # who never sees saved pages
    monkeypatch.setenv("GOODNAME_BROWSER", "none")
    assert not said(desk.head)
    monkeypatch.setenv("GOODNAME_BROWSER", "sh")  # one that is there
    assert not said(desk.head)


def test_the_heading_counts_what_needs_the_person_and_nothing_else(desk):
    hear(desk.source, THANKS, key="1")
    hear(desk.source, NOTICE, key="2")  # nothing is owed on it
    assert heading(today(desk.head)) == "One thing needs you"
    hear(desk.source, QUESTION, key="3")
    opened(desk)
    answer = today(desk.head)
    assert heading(answer) == "Three things need you"
    assert len(items(answer)) == 3
    assert "Nothing is owed." not in words(answer)
    assert heading(today(desk.office)) == "Two things need you"  # no step of the case is theirs


def test_more_than_fits_is_counted_and_said(desk):
    what = ["coat", "shoe", "bag", "scarf", "lunch", "bottle", "book", "kite", "drum"]
    for thing in what:
        asked = f"Has anybody at Tansy Lane Primary School in Wexcombe seen a lost {thing}?"
        hear(desk.source, asked, key=thing, author=f"{thing} owner")
    answer = today(desk.head)
    assert heading(answer) == "Nine things need you"
    assert len(items(answer)) == 6
    assert "Three more in the inbox" in words(answer)


def test_the_gravest_comes_first(desk):
    for key, text in enumerate([THANKS, QUESTION, COMPLAINT, RANT]):
        hear(desk.source, text, key=str(key))
    opened(desk)
    told = items(today(desk.head))
    signs = ["Waiting for you", "Insulting", "Criticism", "Question", "Praise"]
    assert [sign for item, sign in zip(told, signs, strict=True) if item.startswith(sign)] == signs
    assert "Next: support whoever was hurt" in told[0] or "Next: ask the author" in told[0]


def test_a_step_that_is_late_says_so(desk):
    opened(desk)
    with clock.at(MONDAY + timedelta(days=3)):
        told = items(today(desk.head))[0]
    assert told.startswith("Late")
    assert "was due" in told


def test_a_case_that_is_closed_needs_nobody(desk):
    case = opened(desk)
    close_case(viewer=Viewer.of(desk.head), case=case, outcome="settled", words="")
    assert heading(today(desk.head)) == "Nothing needs you"


def test_a_class_teacher_sees_a_calm_page_without_what_is_said(desk):
    hear(desk.source, THANKS, key="1")
    opened(desk)
    answer = today(desk.teacher)
    told = words(answer)
    assert heading(answer) == "Nothing needs you"
    assert "Nothing waits for you" in told
    assert "What is being said" not in told
    assert "Wexcombe Talk" not in told
    assert "Inbox" not in answer.content.decode()


def test_the_chair_sees_the_steps_that_are_theirs(desk):
    opened(desk)
    assert heading(today(desk.chair)) == "Nothing needs you"
    opened(desk, desk.head, by=desk.dsl)
    answer = today(desk.chair)
    assert heading(answer) == "One thing needs you"
    assert "A parent’s abusive post about a member of staff" in items(answer)[0]
    assert "What is being said" not in words(answer)


def test_the_person_whom_it_is_about_counts_as_if_it_were_not_there(desk):
    opened(desk, desk.head, by=desk.dsl)
    answer = today(desk.head)
    assert heading(answer) == "Nothing needs you"
    assert (
        "abusive"
        not in words(answer).lower().replace("abusive 23 nov", "").split("what is being said")[0]
    )


def test_what_was_put_away_last_stands_first(desk):
    for number, key in enumerate("abc"):
        mention = hear(desk.source, f"{THANKS} {key}", key=key, title=f"Title {key}")
        Mention.objects.filter(pk=mention.pk).update(
            state=Mention.FILED, changed_at=MONDAY - timedelta(hours=number)
        )
    told = words(today(desk.head)).split("Put away lately", 1)[1]
    assert told.index("Title a") < told.index("Title b") < told.index("Title c")


def test_what_the_desk_could_not_read_is_never_called_thanks():
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    source = make_source(school)
    for number in range(2):
        other = "Tansy Lane Primary School, Wexcombe, won at football. Well done to all of them."
        mention = hear(source, [THANKS, other][number], key=f"unsure-{number}")
        Mention.objects.filter(pk=mention.pk).update(abstained=True)
    page = words(sign_in(head).get(reverse("today")))
    assert "Two posts that the desk could not read for sure" in page
    assert "praised the school" not in page
