"""A letter goes when whoever answers for it has said yes to these very words."""

import pytest
from django.urls import reverse

from goodname.core.words import Action, Role
from goodname.web.cases.models import Letter, Note
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import drafted, opened
from tests.web.reading import heading, words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(desk) -> Letter:
    case = opened(desk, desk.teacher)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    return drafted(sign_in(desk.lead), case)


def press(client, name: str, letter: Letter, **sent: str):
    return client.post(reverse(name, args=[letter.id]), sent, follow=True)


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def test_the_online_safety_lead_cannot_send_what_the_headteacher_answers_for(desk, letter):
    lead = sign_in(desk.lead)
    shown = words(lead.get(reverse("letter", args=[letter.id])))
    assert "The headteacher says yes to this letter before it goes." in shown
    assert "How does it reach them?" not in shown
    answer = words(press(lead, "send_letter", letter, how="in_person"))
    assert "has to say yes to this letter first" in answer
    assert state(letter) == Letter.DRAFT
    assert not LedgerEntry.objects.filter(kind="letter.sent").exists()


def test_asked_approved_and_sent_by_two_people(desk, letter):
    lead, head = sign_in(desk.lead), sign_in(desk.head)
    press(lead, "ask_approval", letter)
    assert state(letter) == Letter.ASKED
    assert "A letter waits for your yes" in words(head.get(reverse("today")))
    assert "A letter waits for your yes" not in words(lead.get(reverse("today")))
    press(head, "approve_letter", letter)
    assert state(letter) == Letter.APPROVED
    assert letter.approved_by == desk.head
    assert "Marked as sent." in words(press(lead, "send_letter", letter, how="in_person"))
    told = [row.kind for row in LedgerEntry.objects.order_by("seq") if "letter" in row.kind]
    assert told == ["letter.drafted", "letter.approval_asked", "letter.approved", "letter.sent"]


def test_a_changed_word_needs_a_new_yes(desk, letter):
    lead, head = sign_in(desk.lead), sign_in(desk.head)
    press(lead, "ask_approval", letter)
    press(head, "approve_letter", letter)
    press(lead, "letter", letter, subject=letter.subject, body=letter.body + "\nOne more thing.")
    assert state(letter) == Letter.DRAFT
    assert letter.approved_by is None
    press(lead, "send_letter", letter, how="in_person")
    assert state(letter) == Letter.DRAFT


def test_sent_back_it_says_what_should_change(desk, letter):
    lead, head = sign_in(desk.lead), sign_in(desk.head)
    press(lead, "ask_approval", letter)
    assert press(head, "send_back", letter, words="").status_code == 422
    press(head, "send_back", letter, words="Say when we can meet.")
    assert state(letter) == Letter.DRAFT
    assert "Say when we can meet." in Note.objects.get().text


def test_nobody_says_yes_in_anothers_place(desk, letter):
    press(sign_in(desk.lead), "ask_approval", letter)
    for person in (desk.lead, desk.dsl):
        assert "has to say yes" in words(press(sign_in(person), "approve_letter", letter))
    for person in (desk.office, desk.teacher):
        assert press(sign_in(person), "approve_letter", letter).status_code == 404
    other = make_person(make_school(name="Other School"), "Other Head", Role.HEADTEACHER)
    for name in ("letter", "letter_paper"):
        assert sign_in(other).get(reverse(name, args=[letter.id])).status_code == 404
    assert press(sign_in(other), "approve_letter", letter).status_code == 404
    assert state(letter) == Letter.ASKED


def test_an_unfair_letter_is_not_even_shown_for_a_yes(desk, letter):
    lead = sign_in(desk.lead)
    body = letter.body + "\nWe cannot hear you until you delete it."
    press(lead, "letter", letter, subject=letter.subject, body=body)
    assert "Take this out first." in words(press(lead, "ask_approval", letter))
    assert state(letter) == Letter.DRAFT


def test_what_a_family_may_read_the_world_may_not(desk, letter):
    head = sign_in(desk.head)
    body = letter.body + "\nWe know that your daughter was upset."
    press(head, "letter", letter, subject=letter.subject, body=body)
    answer = press(head, "send_letter", letter, how="website", where="our news page")
    assert answer.status_code == 422
    assert "Only they may say that." in words(answer)
    assert "Marked as sent." in words(press(head, "send_letter", letter, how="in_person"))


def test_where_a_person_wrote_it_is_kept(desk, letter):
    head = sign_in(desk.head)
    assert press(head, "send_letter", letter, how="platform").status_code == 422
    press(head, "send_letter", letter, how="platform", where="As myself, in the thread")
    assert "As myself, in the thread" in words(head.get(reverse("letter", args=[letter.id])))


def test_on_paper_only_after_the_yes_and_each_copy_is_a_line(desk, letter):
    head = sign_in(desk.head)
    assert head.get(reverse("letter_paper", args=[letter.id])).status_code == 404
    assert "when somebody has said yes" in words(press(head, "print_letter", letter))
    press(head, "approve_letter", letter)
    paper = press(head, "print_letter", letter)
    assert heading(paper) == letter.subject
    assert LedgerEntry.objects.filter(kind="letter.printed").count() == 1


def test_two_people_press_at_once_and_one_letter_leaves(desk, letter):
    head = sign_in(desk.head)
    press(head, "send_letter", letter, how="in_person")
    assert "This letter has gone already." in words(press(head, "send_letter", letter, how="post"))
    assert LedgerEntry.objects.filter(kind="letter.sent").count() == 1
