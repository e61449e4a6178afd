"""A letter leaves once, whatever the mail server does with it."""

import pytest
from django.db import transaction

from goodname.core.words import Action, Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.cases.letters.actions import effect_key, send_letter
from goodname.web.cases.letters.drafting import draft_letter
from goodname.web.cases.models import Letter
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from goodname.web.work import effects
from goodname.web.work.models import Effect
from goodname.worker import posting
from tests.world import RANT, hear, make_person, make_school, make_source

pytestmark = pytest.mark.django_db(transaction=True)
READER = "hale@home.example"


@pytest.fixture
def letter() -> Letter:
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    facts = Facts(
        author=Author.PARENT,
        conduct=frozenset({Conduct.ABUSIVE}),
        towards=frozenset({Towards.STAFF}),
    )
    viewer = Viewer.of(head)
    mention = hear(make_source(school), RANT)
    case = open_case(viewer=viewer, mention=mention, facts=facts, about=[])
    with transaction.atomic():
        mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    return draft_letter(viewer=viewer, case=case, action=Action.REQUEST_DELETION)


def queue(letter: Letter, to: str = READER) -> None:
    viewer = Viewer.of(letter.drafted_by)  # type: ignore[arg-type]
    send_letter(viewer=viewer, letter=letter, how="email", to_email=to)


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def test_a_letter_is_sent_once_from_the_office_and_then_its_answer_is_awaited(postbox, letter):
    queue(letter)
    for _ in range(3):
        posting.send_letter(letter.id)
    assert len(postbox.taken) == 1
    sent = postbox.taken[0]
    assert (sent.mail_from, sent.rcpt_tos) == ("office@tansylane.example", [READER])
    assert b"Subject: A post about Tansy Lane Primary School" in sent.content
    assert state(letter) == Letter.SENT
    case = letter.case
    assert case.facts["removal"] == "asked"
    assert case.steps.get(action="request_deletion").state == "done"
    assert case.steps.get(action="check_removal").state == "waiting"
    assert LedgerEntry.objects.filter(kind="letter.sent").count() == 1


def test_a_letter_that_nobody_queued_does_not_leave(postbox, letter):
    posting.send_letter(letter.id)
    posting.send_letter("23456789abcdefgh")
    assert postbox.taken == []
    assert state(letter) == Letter.DRAFT


def test_a_reader_whom_the_server_does_not_know_is_a_failure_that_can_be_tried_again(
    postbox, letter
):
    queue(letter, to="nobody@home.example")
    posting.send_letter(letter.id)
    posting.send_letter(letter.id)
    assert state(letter) == Letter.FAILED
    assert letter.case.facts["removal"] == "not_asked"
    assert LedgerEntry.objects.filter(kind="letter.failed").count() == 1
    queue(letter)
    posting.send_letter(letter.id)
    assert state(letter) == Letter.SENT
    assert len(postbox.taken) == 1


def test_a_line_that_breaks_after_the_letter_left_is_unsure_and_never_tried_again_by_itself(
    postbox, letter
):
    postbox.cut = True
    queue(letter)
    posting.send_letter(letter.id)
    assert state(letter) == Letter.UNSURE
    postbox.cut = False
    for _ in range(3):
        posting.send_letter(letter.id)
    assert len(postbox.taken) == 1
    assert state(letter) == Letter.UNSURE
    assert letter.case.facts["removal"] == "not_asked"
    queue(letter)  # a person looked, and wants it sent once more
    posting.send_letter(letter.id)
    assert state(letter) == Letter.SENT
    assert len(postbox.taken) == 2


def test_a_worker_that_died_in_the_middle_leaves_a_letter_that_is_unsure(postbox, letter):
    queue(letter)
    effects.once(effect_key(letter), letter.case.school, lambda: None)
    Effect.objects.update(state=effects.SENDING, by="a worker that is no more")
    posting.send_letter(letter.id)
    assert postbox.taken == []
    assert state(letter) == Letter.UNSURE


def test_a_server_that_is_not_there_took_nothing(postbox, letter, settings):
    settings.EMAIL_PORT = 1
    queue(letter)
    posting.send_letter(letter.id)
    assert state(letter) == Letter.FAILED
