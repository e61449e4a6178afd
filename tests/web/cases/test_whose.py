"""Steps are done by the right person: given, handed back, stood in for, and hidden from the subject."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Action, Audience, Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.absences import today
from goodname.web.accounts.models import Absence
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.keeping import keep_from
from goodname.web.cases.models import Case, Involvement, Letter, Note, Step
from goodname.web.cases.steps.whose import possible
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import drafted, opened
from tests.web.reading import heading, words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk) -> Case:
    return opened(desk)


@pytest.fixture
def step(case) -> Step:
    return case.steps.get(action=Action.SUPPORT_AFFECTED)


def press(client, name: str, step: Step, **sent: str):
    return client.post(reverse(name, args=[step.id]), sent, follow=True)


def give(desk, step: Step, person, briefing: str = "Please ask them how they are."):
    sent = {"person": person.id if person else "", "briefing": briefing}
    return press(sign_in(desk.head), "assign_step", step, **sent)


def again(step: Step) -> Step:
    step.refresh_from_db()
    return step


def test_a_teacher_is_given_one_step_and_sees_nothing_else_of_the_case(desk, case, step):
    give(desk, step, desk.teacher)
    teacher = sign_in(desk.teacher)
    today_page = words(teacher.get(reverse("today")))
    assert "You were asked to do this" in today_page
    assert case.title not in today_page
    page = teacher.get(reverse("my_step", args=[step.id]))
    told = words(page)
    assert "Please ask them how they are." in told
    assert case.title not in told
    assert "gatepost" not in page.content.decode()
    assert teacher.get(reverse("case", args=[case.id])).status_code in (403, 404)
    press(teacher, "do_step", step, words="We talked for half an hour.")
    assert again(step).state == Step.DONE
    assert step.done_by == desk.teacher
    assert Note.objects.get().text == "We talked for half an hour."


def test_handed_back_it_waits_for_its_office_with_the_reason(desk, case, step):
    give(desk, step, desk.teacher)
    teacher = sign_in(desk.teacher)
    assert press(teacher, "hand_back", step, words="").status_code == 422
    press(teacher, "hand_back", step, words="I teach all day.")
    assert again(step).assigned_to is None
    assert "I teach all day." in words(sign_in(desk.head).get(reverse("case", args=[case.id])))
    assert teacher.get(reverse("my_step", args=[step.id])).status_code == 404


def test_nobody_whom_it_is_about_is_given_a_step_or_keeps_one(desk, case, step):
    give(desk, step, desk.teacher)
    Involvement.objects.create(case=case, person=desk.teacher, part=Involvement.ABOUT)
    keep_from(Viewer.of(desk.head), case)
    assert again(step).assigned_to is None
    teacher = sign_in(desk.teacher)
    assert teacher.get(reverse("my_step", args=[step.id])).status_code == 404
    assert "You were asked" not in words(teacher.get(reverse("today")))
    page = sign_in(desk.head).get(reverse("my_step", args=[step.id]))
    assert f'value="{desk.teacher.id}"' not in page.content.decode()
    assert give(desk, step, desk.teacher).status_code == 422
    assert again(step).assigned_to is None


def test_others_neither_see_nor_do_nor_give_it(desk, case, step):
    give(desk, step, desk.teacher)
    other = make_person(make_school("Marsh End Primary School"), "Gwen Ashdown", Role.HEADTEACHER)
    colleague = make_person(desk.school, "Tom Brace", Role.CLASS_TEACHER)
    for person in (other, colleague):
        client = sign_in(person)
        assert client.get(reverse("my_step", args=[step.id])).status_code == 404
        for name in ("do_step", "hand_back", "assign_step"):
            answer = press(client, name, step, words="x", person=person.id, briefing="")
            assert answer.status_code in (403, 404)
    teacher = sign_in(desk.teacher)
    sent = {"person": colleague.id, "briefing": ""}
    assert press(teacher, "assign_step", step, **sent).status_code in (403, 404)
    assert again(step).assigned_to == desk.teacher
    assert step.state == Step.WAITING


def test_pressed_in_two_tabs_it_is_done_once(desk, case, step):
    give(desk, step, desk.teacher)
    teacher, head = sign_in(desk.teacher), sign_in(desk.head)
    press(teacher, "do_step", step, words="Done at noon.")
    late = head.post(reverse("step", args=[case.id, step.id]), follow=True)
    assert "This step is not waiting any more." in words(late)
    assert again(step).done_by == desk.teacher
    done = LedgerEntry.objects.filter(kind="step.done", refs__step=step.id)
    assert done.count() == 1


def away(person, deputy, days: int = 3) -> Absence:
    return Absence.objects.create(
        school=person.school,
        person=person,
        deputy=deputy,
        first=today(),
        last=today() + timedelta(days=days),
        added_at=clock.now(),
    )


def test_while_somebody_is_away_a_colleague_does_their_steps(desk, case):
    away(desk.lead, desk.office)
    office = sign_in(desk.office)
    assert "For Sana Qureshi, who is away" in words(office.get(reverse("today")))
    step = case.steps.get(action=Action.CAPTURE_EVIDENCE)
    assert office.get(reverse("case", args=[case.id])).status_code == 200
    office.post(reverse("step", args=[case.id, step.id]), follow=True)
    assert again(step).done_by == desk.office
    with clock.at(MONDAY + timedelta(days=7)):
        later = sign_in(desk.office)
        assert later.get(reverse("case", args=[case.id])).status_code == 404
        assert "who is away" not in words(later.get(reverse("today")))


def test_nobody_stands_in_where_it_is_about_themselves(desk):
    case = opened(desk, desk.office)
    away(desk.lead, desk.office)
    office = sign_in(desk.office)
    assert "who is away" not in words(office.get(reverse("today")))
    assert office.get(reverse("case", args=[case.id])).status_code == 404


def test_standing_in_changes_no_policy_and_no_source(desk):
    away(desk.head, desk.office)
    office = sign_in(desk.office)
    for name in ("policy_draft", "new_search"):
        assert office.get(reverse(name)).status_code in (403, 404)


def test_a_person_says_that_they_are_away_and_leaders_say_it_for_others(desk):
    sent = {"first": "2026-11-24", "last": "2026-11-27", "deputy": desk.dsl.id}
    teacher = sign_in(desk.teacher)
    shown = teacher.post(reverse("absences"), sent | {"person": desk.teacher.id}, follow=True)
    assert "Their steps go to the colleague on these days." in words(shown)
    assert teacher.post(reverse("absences"), sent | {"person": desk.head.id}).status_code == 422
    head = sign_in(desk.head)
    assert head.post(reverse("absences"), sent | {"person": desk.lead.id}).status_code == 302
    twice = head.post(reverse("absences"), sent | {"person": desk.lead.id})
    assert "On some of these days they are away already." in words(twice)
    backwards = sent | {"person": desk.office.id, "first": "2026-11-28"}
    assert "The last day away is before the first" in words(
        head.post(reverse("absences"), backwards)
    )
    row = Absence.objects.get(person=desk.lead)
    assert f"<td>{desk.lead.name}" not in teacher.get(reverse("absences")).content.decode()
    assert f"<td>{desk.lead.name}" in head.get(reverse("absences")).content.decode()
    assert teacher.post(reverse("end_absence", args=[row.id])).status_code == 404
    head.post(reverse("end_absence", args=[row.id]))
    assert not Absence.objects.filter(person=desk.lead).exists()
    other = make_person(make_school("Marsh End Primary School"), "Gwen Ashdown", Role.HEADTEACHER)
    row = Absence.objects.get(person=desk.teacher)
    assert sign_in(other).post(reverse("end_absence", args=[row.id])).status_code == 404


def noted(by, away, deputy) -> bool:
    """Whether somebody managed to say that another is away, and who acts for them."""
    sent = {"person": away.id, "deputy": deputy.id, "first": "2026-11-23", "last": "2026-11-24"}
    return sign_in(by).post(reverse("absences"), sent).status_code == 302


def test_nobody_puts_themselves_or_a_friend_in_the_place_of_who_stands_above_them(desk):
    for by, person, deputy in (
        (desk.lead, desk.head, desk.lead),  # to approve her own letters
        (desk.lead, desk.head, desk.office),
        (desk.head, desk.chair, desk.head),  # to hear what is about herself
        (desk.head, desk.chair, desk.office),
        (desk.head, desk.dsl, desk.head),
        (desk.office, desk.dsl, desk.office),
    ):
        assert not noted(by, person, deputy), (by.name, person.name, deputy.name)
    assert not Absence.objects.exists()
    assert noted(desk.chair, desk.head, desk.dsl)


def test_a_deputy_says_yes_to_a_letter_in_the_headteachers_place(desk, case):
    Step.objects.filter(case=case, action=Action.CAPTURE_EVIDENCE).update(state=Step.DONE)
    letter = drafted(sign_in(desk.lead), case)
    send = reverse("send_letter", args=[letter.id])
    sign_in(desk.dsl).post(send, {"how": "in_person"})
    letter.refresh_from_db()
    assert letter.state == Letter.DRAFT
    away(desk.head, desk.dsl)
    sign_in(desk.dsl).post(send, {"how": "in_person"})
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by) == (Letter.SENT, desk.dsl)


def test_the_headteacher_alone_changes_the_quiet_hours(desk):
    sent = {"begins": "19:00", "ends": "07:00"}
    assert sign_in(desk.lead).post(reverse("quiet_hours"), sent).status_code == 404
    head = sign_in(desk.head)
    assert head.post(reverse("quiet_hours"), {"begins": "late"}).status_code == 422
    shown = words(head.post(reverse("quiet_hours"), sent, follow=True))
    assert "From 19:00 until 07:00" in shown
    assert heading(head.get(reverse("absences"))) == "Who is away"


REQUEST = Facts(
    Author.STAFF, frozenset({Conduct.FRIEND_REQUEST}), frozenset({Towards.PUPIL}), Audience.DIRECT
)


def test_what_a_member_of_staff_should_do_is_asked_of_the_headteacher_and_of_no_colleague(desk):
    colleague = make_person(desk.school, "Ines Marlow", Role.STAFF_MEMBER)
    case = opened(desk, desk.teacher, facts=REQUEST)
    step = case.steps.get(action=Action.DECLINE_CONTACT)
    assert step.owner == Role.HEADTEACHER
    page = words(sign_in(desk.head).get(reverse("case", args=[case.id])))
    assert "It is for the member of staff to do. See to it that they do." in page
    mine = words(sign_in(desk.head).get(reverse("today")))
    assert "Next: decline the contact" in mine  # it has a day; the staff handbook has none
    for person in (desk.teacher, colleague):
        today_page = words(sign_in(person).get(reverse("today")))
        assert "Decline the contact" not in today_page
    assert desk.teacher not in possible(step)


def test_where_it_is_about_the_headteacher_another_sees_to_it(desk):
    case = opened(desk, desk.head, by=desk.dsl, facts=REQUEST)
    assert case.steps.get(action=Action.DECLINE_CONTACT).owner == Role.CHAIR_OF_GOVERNORS
