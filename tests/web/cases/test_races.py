"""Two people at one step, one letter or one mention in the same moment: done once, nothing lost."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event, current_thread
from typing import Any

import pytest
from django.db import connections, transaction
from django.urls import reverse

from goodname import clock
from goodname.core.words import Action
from goodname.web.accounts.models import Absence, Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases import actions as cases
from goodname.web.cases.letters import actions as letters
from goodname.web.cases.letters import approving
from goodname.web.cases.letters.recording import seal
from goodname.web.cases.models import Case, Letter, Note, Referral, Step
from goodname.web.cases.referrals import handing
from goodname.web.cases.steps import actions as steps
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from goodname.web.ledger.queries import verify
from goodname.web.work import beats, effects
from goodname.web.work.models import Beat
from goodname.worker import posting
from tests.web.cases.desk import ABUSE, Desk, drafted, make_desk, opened
from tests.web.reading import words
from tests.worker.postboxes import postbox
from tests.world import MONDAY, sign_in

__all__ = ["postbox"]
pytestmark = pytest.mark.django_db(transaction=True)
READER = "hale@home.example"
CHANGED = "Somebody changed this letter while you read it. Read it as it stands now."
PATIENCE = 4  # seconds until a test says that the two never met


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Iterator[Desk]:
    """A desk in a file, as a school has it: each thread has a connection of its own to it."""
    named = connections.settings["default"]
    with clock.at(MONDAY):
        kept, name = connections["default"], named["NAME"]
        kept.ensure_connection()
        with closing(sqlite3.connect(tmp_path / "goodname.sqlite3")) as copy:
            kept.connection.backup(copy)
        named["NAME"] = str(tmp_path / "goodname.sqlite3")
        del connections["default"]
        try:
            yield make_desk()
        finally:
            connections["default"].close()
            connections["default"] = kept
            named["NAME"] = name


@pytest.fixture
def case(desk: Desk) -> Case:
    made = opened(desk)
    with transaction.atomic():
        mark_done(made, Action.CAPTURE_EVIDENCE, by=None)
    return made


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """At these doors everybody waits until the other stands there too, and has read what was so.

    Then both go on at the same time, or the other only when `first` is through with it.
    """

    def at(*doors: tuple[Any, str], first: str = "") -> None:
        barrier, through = Barrier(2), Event()

        def guarded(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
            def together(*given: Any, **named: Any) -> Any:
                barrier.wait(PATIENCE)
                if first not in ("", name):
                    assert through.wait(PATIENCE)
                try:
                    return act(*given, **named)
                finally:
                    through.set()

            return together

        for room, name in doors:
            monkeypatch.setattr(room, name, guarded(name, getattr(room, name)))

    return at


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """What each of them saw, in the order in which they are given."""

    def alone(press: Callable[[], Any]) -> Any:
        try:
            with clock.at(MONDAY):
                return press()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as people:
        return [seen.result() for seen in [people.submit(alone, press) for press in presses]]


def pressing(person: Person, address: str, **sent: Any) -> Callable[[], str]:
    """Somebody sends a form, and reads the page that follows."""
    client = sign_in(person)
    return lambda: words(client.post(address, sent, follow=True))


def told(seen: list[str], won: str, lost: str) -> None:
    """One of the two was told that it is done, and the other why it is not."""
    assert sorted((won in page, lost in page) for page in seen) == [(False, True), (True, False)]


def entries(case: Case, kind: str, **refs: str) -> list[LedgerEntry]:
    """Those of one kind in the ledger of this case, which is whole."""
    assert verify(case.school) == ()
    rows = LedgerEntry.objects.filter(kind=kind, matter=case.matter_id).order_by("seq")
    return [row for row in rows if row.refs | refs == row.refs]


# Steps


def test_a_step_that_two_tick_is_done_once(desk, case, meet):
    step = case.steps.get(action="support_affected")
    where = reverse("step", args=[case.id, step.id])
    meet((steps, "complete_step"))
    told(
        at_once(pressing(desk.head, where), pressing(desk.lead, where)),
        "Done.",
        "This step is not waiting any more.",
    )
    (entry,) = entries(case, "step.done", action="support_affected")
    step.refresh_from_db()
    assert (step.state, step.done_by_id) == (Step.DONE, entry.actor)


def test_what_both_wrote_of_a_step_is_kept(desk, case, meet):
    step = case.steps.get(action="support_affected")
    where = reverse("do_step", args=[step.id])
    meet((steps, "complete_step"))
    seen = at_once(
        pressing(desk.head, where, words="I rang him at home."),
        pressing(desk.lead, where, words="I spoke to him at the gate."),
    )
    told(
        seen,
        "Done, thank you.",
        "This step is not waiting any more. What you wrote is kept as a note.",
    )
    assert set(Note.objects.filter(case=case).values_list("text", flat=True)) == {
        "I rang him at home.",
        "I spoke to him at the gate.",
    }


@pytest.mark.parametrize("first", ["", "complete_step", "change_facts"])
def test_a_step_is_done_or_dropped_by_other_facts_and_never_both(desk, case, meet, first):
    step = case.steps.get(action="request_deletion")
    tick = pressing(desk.head, reverse("step", args=[case.id, step.id]))
    other = ABUSE | {"author": "third_party"}
    change = pressing(desk.lead, reverse("change_facts", args=[case.id]), **other)
    meet((steps, "complete_step"), (cases, "change_facts"), first=first)
    ticked, changed = at_once(tick, change)
    assert "The facts are changed, and so is what is asked." in changed
    step.refresh_from_db()
    case.refresh_from_db()
    done = step.state == Step.DONE
    assert step.state in (Step.DONE, Step.DROPPED)
    assert ("Done." in ticked, "This step is not waiting any more." in ticked) == (done, not done)
    assert len(entries(case, "step.done", action="request_deletion")) == done
    assert step.done_by_id == (desk.head.id if done else None)
    assert case.facts["author"] == "third_party"
    assert case.facts["removal"] == ("asked" if done else "not_asked")
    assert (case.asked_at is not None) == done


# Letters


def test_a_letter_that_two_send_is_queued_once(desk, case, meet, settings):
    settings.MAIL_READY = True
    letter = drafted(sign_in(desk.head), case)
    approving.approve_letter(viewer=Viewer.of(desk.head), letter=letter)
    where, sent = reverse("send_letter", args=[letter.id]), {"how": "email", "to_email": READER}
    meet((letters, "send_letter"))
    told(
        at_once(pressing(desk.head, where, **sent), pressing(desk.lead, where, **sent)),
        "The letter is on its way.",
        "This letter has gone already.",
    )
    (entry,) = entries(case, "letter.sending")
    letter.refresh_from_db()
    assert (letter.state, letter.sent_by_id) == (Letter.QUEUED, entry.actor)


def test_a_letter_that_two_workers_carry_leaves_once(desk, case, meet, postbox, monkeypatch):
    letter = drafted(sign_in(desk.head), case)
    letters.send_letter(viewer=Viewer.of(desk.head), letter=letter, how="email", to_email=READER)
    monkeypatch.setattr(beats, "me", lambda: current_thread().name)
    monkeypatch.setattr(beats, "living", Beat.objects.all)
    meet((effects, "once"))

    def carry() -> None:
        Beat.objects.create(worker_id=beats.me(), at=clock.now())
        posting.send_letter(letter.id)

    at_once(carry, carry)
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (len(postbox.taken), letter.state) == (1, Letter.SENT)
    assert len(entries(case, "letter.sent")) == 1
    assert len(entries(case, "step.done", action="request_deletion")) == 1
    assert case.facts["removal"] == "asked"


def test_a_letter_to_which_two_say_yes_has_one_yes(desk, case, meet):
    day = MONDAY.date()
    Absence.objects.create(
        school=desk.school, person=desk.head, deputy=desk.dsl, first=day, last=day,
        added_by=desk.head, added_at=MONDAY,
    )  # fmt: skip
    letter = drafted(sign_in(desk.lead), case)
    approving.ask_approval(viewer=Viewer.of(desk.lead), letter=letter)
    where = reverse("approve_letter", args=[letter.id])
    meet((approving, "approve_letter"))
    told(
        at_once(pressing(desk.head, where), pressing(desk.dsl, where)),
        "You said yes. It can go now.",
        "This letter is approved, so that cannot be done now.",
    )
    (entry,) = entries(case, "letter.approved")
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by_id) == (Letter.APPROVED, entry.actor)


@pytest.mark.parametrize("first", ["", "approve_letter", "change_letter"])
def test_a_yes_is_for_the_words_that_were_read(desk, case, meet, first):
    letter = drafted(sign_in(desk.lead), case)
    approving.ask_approval(viewer=Viewer.of(desk.lead), letter=letter)
    read = letter.body
    meet((approving, "approve_letter"), (letters, "change_letter"), first=first)
    said, changed = at_once(
        pressing(desk.head, reverse("approve_letter", args=[letter.id]), read=seal(letter)),
        pressing(desk.lead, reverse("letter", args=[letter.id]), **other_words(letter)),
    )
    letter.refresh_from_db()
    assert "The letter is saved." in changed
    assert (letter.body, letter.state) == ("Other words.\n", Letter.DRAFT)
    assert letter.body != read
    assert ("You said yes." in said) != (CHANGED in said)
    assert len(entries(case, "letter.approved")) == ("You said yes." in said)


@pytest.mark.parametrize("first", ["", "send_letter", "change_letter"])
def test_no_letter_goes_that_its_sender_has_not_read(desk, case, meet, first):
    letter = drafted(sign_in(desk.head), case)
    read = letter.body
    where = reverse("send_letter", args=[letter.id])
    meet((letters, "send_letter"), (letters, "change_letter"), first=first)
    sent, changed = at_once(
        pressing(desk.head, where, how="in_person", read=seal(letter)),
        pressing(desk.lead, reverse("letter", args=[letter.id]), **other_words(letter)),
    )
    letter.refresh_from_db()
    gone = letter.state == Letter.SENT
    assert ("Marked as sent." in sent, CHANGED in sent) == (gone, not gone)
    assert ("The letter is saved." in changed) == (not gone)
    assert letter.body == (read if gone else "Other words.\n")
    assert len(entries(case, "letter.sent")) == gone


def test_of_two_who_write_one_letter_neither_loses_a_word(desk, case, meet):
    letter = drafted(sign_in(desk.head), case)
    where, read = reverse("letter", args=[letter.id]), seal(letter)
    meet((letters, "change_letter"))
    mine, yours = "I would like to talk.", "Please ring me."
    seen = at_once(
        pressing(desk.head, where, subject="A post", body=mine, read=read),
        pressing(desk.lead, where, subject="A post", body=yours, read=read),
    )
    told(seen, "The letter is saved.", "What you wrote stands below and is not saved yet.")
    letter.refresh_from_db()
    lost = yours if letter.body.strip() == mine else mine
    (page,) = [page for page in seen if "not saved yet" in page]
    assert lost in page


def other_words(letter: Letter) -> dict[str, str]:
    """What a form sends in which somebody wrote over the words of a letter."""
    return {"subject": "Other", "body": "Other words.", "read": seal(letter)}


# Cases and reports


def test_a_mention_on_which_two_open_a_case_has_one(desk, meet):
    where = reverse("open_case", args=[desk.rant.id])
    meet((cases, "open_case"))
    told(
        at_once(pressing(desk.head, where, **ABUSE), pressing(desk.lead, where, **ABUSE)),
        "The case is open.",
        "There is already a case for this mention.",
    )
    case = Case.objects.get()
    (entry,) = entries(case, "case.opened")
    assert case.opened_by_id == entry.actor
    assert case.steps.filter(action="request_deletion").count() == 1


def test_a_report_that_two_hand_in_is_handed_in_once(desk, case, meet):
    danger = ABUSE | {"danger": "possibly_illegal"}
    sign_in(desk.head).post(reverse("change_facts", args=[case.id]), danger)
    step = case.steps.get(action="contact_police")
    ways = reverse("prepare_report", args=[case.id, step.id])
    sign_in(desk.head).post(ways, {"way": "police.101:school"})
    report = Referral.objects.get()
    where = reverse("give_referral", args=[report.id])
    meet((handing, "give"))
    told(
        at_once(
            pressing(desk.head, where, reference="CAD 1"),
            pressing(desk.dsl, where, reference="CAD 2"),
        ),
        "It is written down that it was handed in.",
        "It is handed in once only.",
    )
    (entry,) = entries(case, "referral.given")
    report.refresh_from_db()
    number = "CAD 1" if entry.actor == desk.head.id else "CAD 2"
    assert (report.state, report.given_by_id, report.reference) == ("given", entry.actor, number)
    assert len(entries(case, "step.done", action="contact_police")) == 1
