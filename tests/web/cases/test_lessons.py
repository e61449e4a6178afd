"""The lesson log tells of themes and lessons, and of no case."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import Matter
from goodname.web.cases.models import Case, Lesson
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import opened, page
from tests.web.reading import items, words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 14, 10, 0, tzinfo=UTC)
PLAN = {"theme": "friendship", "title": "A good friend online", "classes": "Year 4"}


def closed(desk, many: int, theme: str = "friendship", when: datetime = OCTOBER, **more) -> None:
    for _ in range(many):
        Case.objects.create(
            school=desk.school, matter=Matter.objects.create(school=desk.school), title="A case",
            words="Some words", facts={}, decision={}, state=Case.CLOSED, opened_at=when,
            closed_at=when, theme=theme, **more,
        )  # fmt: skip


def seen(person) -> str:
    return words(sign_in(person).get(reverse("lessons")))


def of(page_words: str, theme: str) -> str:
    """What the page says between this theme and the next, in its list of themes."""
    listed = page_words[page_words.index("Theme by theme") :]
    return listed[listed.index(theme) + len(theme) :][:80]


def test_four_and_none_look_alike_and_five_are_told(desk):
    closed(desk, 4, "pictures")
    closed(desk, 5, "friendship")
    told = seen(desk.head)
    assert of(told, "Pictures, and asking before we share them").startswith(
        " Fewer than 5 No lesson yet"
    )
    assert of(told, "Ages and apps").startswith(" Fewer than 5 No lesson yet")
    assert of(told, "Friendship, and bullying online").startswith(" 5 to 9 No lesson yet")


def test_a_case_that_closes_today_changes_nothing_on_the_page(desk):
    closed(desk, 4)
    before = seen(desk.teacher)
    closed(desk, 1, when=MONDAY)
    assert seen(desk.teacher) == before
    with clock.at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC)):
        assert of(seen(desk.teacher), "Friendship, and bullying online").startswith(
            " 5 to 9 No lesson yet"
        )


def test_last_years_cases_and_those_of_another_school_do_not_count(desk):
    other = make_school("Marsh End Primary School", "Otterby")
    closed(desk, 4)
    closed(desk, 3, when=datetime(2026, 8, 31, 22, 59, tzinfo=UTC))
    desk_school, desk.school = desk.school, other
    closed(desk, 9)
    desk.school = desk_school
    assert "5 to 9" not in seen(desk.head)


def test_two_people_who_compare_their_pages_learn_nothing(desk):
    closed(desk, 5)
    Case.objects.first().matter.hidden_from.add(desk.lead)
    assert seen(desk.lead) == seen(desk.dsl)


def test_what_was_learnt_is_told_from_five_on_and_never_to_whom_it_is_about(desk):
    closed(desk, 1, learnt="We talk about group chats in September.")
    closed(desk, 3)
    assert "group chats" not in seen(desk.teacher)
    closed(desk, 1)
    assert "group chats" in seen(desk.teacher)
    Case.objects.exclude(learnt="").get().matter.hidden_from.add(desk.lead)
    assert "group chats" not in seen(desk.lead)


def test_a_lesson_is_planned_taught_and_changed_by_a_class_teacher(desk):
    client = sign_in(desk.teacher)
    assert "Friendship, and bullying online" in seen(desk.teacher).split("Theme by theme")[0]
    client.post(reverse("add_lesson"), PLAN | {"planned_for": "2026-11-23"})
    lesson = Lesson.objects.get()
    told = seen(desk.teacher)
    assert "Friendship, and bullying online" not in told.split("Theme by theme")[0]
    assert "Planned A good friend online , Year 4 for Monday 23 November" in told
    due = items(client.get(reverse("today")))
    assert any("Was this lesson taught? A good friend online" in one for one in due)
    client.post(reverse("lesson_taught", args=[lesson.id]))
    again = client.post(reverse("lesson_taught", args=[lesson.id]), follow=True)
    assert "written down already" in words(again)
    assert "Taught A good friend online" in seen(desk.teacher)
    client.post(reverse("edit_lesson", args=[lesson.id]), PLAN | {"notes": "Bring the cards."})
    lesson.refresh_from_db()
    assert (lesson.notes, lesson.taught_on) == ("Bring the cards.", None)
    kinds = LedgerEntry.objects.filter(kind__startswith="lesson.").order_by("seq")
    assert [row.kind for row in kinds] == ["lesson.planned", "lesson.taught", "lesson.changed"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"notes": "Lily was upset."}, "Take out the name of a pupil: “Lily”"),
        ({"taught_on": "2026-11-24"}, "still to come"),
        ({"theme": "dragons"}, "Select a valid choice"),
    ],
)
def test_what_cannot_stand_in_the_log_is_refused(desk, more, said):
    answer = sign_in(desk.teacher).post(reverse("add_lesson"), PLAN | more)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Lesson.objects.exists()


def test_the_page_says_what_the_next_agreements_should_say_with_its_clause(desk):
    told = seen(desk.teacher)
    assert "What the next agreements should say" in told
    assert "We always ask before we share a picture of somebody. Images, permission" in told


def test_the_office_the_chair_and_another_school_do_not_reach_our_lessons(desk):
    lesson = Lesson.objects.create(
        school=desk.school, theme="ages", title="Zebra day", at=clock.now()
    )
    for person in (desk.office, desk.chair):
        assert sign_in(person).get(reverse("lessons")).status_code == 404
    school = make_school("Marsh End Primary School", "Otterby")
    client = sign_in(make_person(school, "Gwen Ash", Role.CLASS_TEACHER))
    for name in ("edit_lesson", "lesson_taught"):
        assert client.post(reverse(name, args=[lesson.id]), PLAN).status_code == 404
    assert "Zebra day" not in words(client.get(reverse("lessons")))
    lesson.refresh_from_db()
    assert (lesson.title, lesson.taught_on) == ("Zebra day", None)


def test_a_closed_case_leads_to_the_lessons_of_its_theme(desk):
    case = opened(desk)
    assert 'id="lessons"' not in page(desk.head, case).content.decode()
    Case.objects.filter(pk=case.pk).update(
        state=Case.CLOSED,
        theme="kind_words",
        outcome="settled",
        closed_at=MONDAY - timedelta(days=40),
    )
    shown = page(desk.head, case)
    assert "No lesson is planned about it this year" in words(shown)
    assert reverse("lessons") + "#kind_words" in shown.content.decode()
