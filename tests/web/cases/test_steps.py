"""The checklist of a case: who ticks what, and what happens when the facts turn out otherwise."""

import pytest
from django.test import Client
from django.urls import reverse

from goodname.core.words import Author, Conduct, Facts, Refused, Towards
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.facts import card
from goodname.web.cases.models import Note
from goodname.web.cases.panel import panel
from goodname.web.cases.steps.actions import undo_step
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, opened, page, tick
from tests.web.reading import source, words
from tests.world import sign_in

pytestmark = pytest.mark.django_db


def test_a_step_is_ticked_and_the_tick_is_taken_back(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    done = tick(client, case, "support_affected")
    assert "Done: Support whoever was hurt Priya Hollis, today at 9:00" in words(done)
    assert "?undo=1" in source(done)
    back = tick(client, case, "support_affected", "?undo=1")
    assert "The tick is taken back." in words(back)
    assert case.steps.get(action="support_affected").state == "waiting"
    kinds = list(LedgerEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["step.done", "step.undone"]


def test_a_step_is_not_ticked_twice_nor_taken_back_when_it_was_not_ticked(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    assert "This step is not ticked." in words(tick(client, case, "support_affected", "?undo=1"))
    tick(client, case, "support_affected")
    assert "This step is not waiting any more." in words(tick(client, case, "support_affected"))


def test_leaders_tick_for_each_other_and_the_others_only_their_own(desk):
    unsettled = Facts(
        author=Author.PARENT,
        conduct=frozenset({Conduct.CRITICISM, Conduct.ABUSIVE}),
        towards=frozenset({Towards.SCHOOL, Towards.STAFF}),
        unresolved=True,
    )
    case = opened(desk, facts=unsettled)
    tick(sign_in(desk.dsl), case, "support_affected")
    assert case.steps.get(action="support_affected").done_by == desk.dsl
    office = sign_in(desk.office)  # the complaints procedure is theirs, so they see the case
    assert "This step belongs to somebody else." in words(tick(office, case, "request_deletion"))
    assert "Ask the author to delete it: done" not in words(page(desk.office, case))
    tick(office, case, "offer_complaints_procedure")
    assert case.steps.get(action="offer_complaints_procedure").done_by == desk.office


def test_nobody_without_a_part_in_it_reaches_a_step(desk):
    case = opened(desk)
    for person in (desk.office, desk.chair, desk.teacher):
        assert tick(sign_in(person), case, "support_affected").status_code == 404
    assert case.steps.get(action="support_affected").state == "waiting"


def test_a_step_of_another_case_is_not_there(desk):
    case = opened(desk)
    step = case.steps.get(action="support_affected")
    address = reverse("step", args=["23456789abcdefgh", step.id])
    assert sign_in(desk.head).post(address).status_code == 404


def test_a_letter_is_offered_only_where_there_is_one(desk):
    unsettled = Facts(
        author=Author.PARENT, conduct=frozenset({Conduct.CRITICISM}),
        towards=frozenset({Towards.SCHOOL}), unresolved=True,
    )  # fmt: skip
    answer = page(desk.head, opened(desk, facts=unsettled))
    assert "Draft the letter : Invite them in to talk" in words(answer)
    assert "Draft the letter : Offer the complaints procedure" not in words(answer)


def test_what_is_due_first_stands_first_and_evidence_before_a_request(desk):
    hurt = Facts(
        author=Author.PUPIL,
        conduct=frozenset({Conduct.BULLYING}),
        towards=frozenset({Towards.PUPIL}),
    )
    case = opened(desk, facts=hurt)
    days = [step.due for step in case.steps.order_by("position") if step.due]
    assert days != sorted(days), "the policy's own order is another"
    lines = panel(Viewer.of(desk.lead), case)
    steps = {step.id: step for step in case.steps.all()}
    due = [steps[line.id].due for line in lines if line.state == "waiting"]
    known = [day for day in due if day]
    assert known == sorted(known)
    assert due[: len(known)] == known, "what has no day comes last"
    actions = [line.action for line in lines]
    assert actions.index("capture_evidence") < actions.index("request_deletion")
    first = next(line for line in lines if line.state == "waiting")
    assert first.action == "notify_dsl"
    assert card(case)["why"].startswith("Next: tell the safeguarding lead")


def test_changed_facts_keep_what_is_done_and_drop_what_is_no_longer_asked(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    tick(client, case, "support_affected")
    milder = ABUSE | {"conduct": ["criticism"], "towards": ["school"]}
    answer = client.post(reverse("change_facts", args=[case.id]), milder, follow=True)
    assert "The facts are changed, and so is what is asked." in words(answer)
    states = dict(case.steps.values_list("action", "state"))
    assert states == {
        "record": "done",
        "support_affected": "done",
        "capture_evidence": "dropped",
        "request_deletion": "dropped",
        "invite_private_contact": "waiting",
    }
    told = words(page(desk.head, case))
    assert "A parent’s criticism about the school" in told
    assert "No longer asked: Ask the author to delete it" in told
    client.post(reverse("change_facts", args=[case.id]), ABUSE)
    assert case.steps.get(action="request_deletion").state == "waiting"


def test_somebody_who_turns_out_to_be_meant_loses_sight_of_it_and_gets_it_back(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    assert page(desk.dsl, case).status_code == 200
    client.post(reverse("change_facts", args=[case.id]), ABUSE | {"about": [desk.dsl.id]})
    assert page(desk.dsl, case).status_code == 404
    client.post(reverse("change_facts", args=[case.id]), ABUSE)
    assert page(desk.dsl, case).status_code == 200
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds.count("matter.hidden") == kinds.count("matter.shown") == 1


def test_a_note_is_kept_and_the_ledger_holds_only_its_digest(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    note = "Spoke to <b>Mrs Hale</b> at the gate."
    answer = client.post(reverse("add_note", args=[case.id]), {"words": note}, follow=True)
    assert f"Note: {note}" in words(answer)
    assert "<b>Mrs Hale" not in source(answer)
    row = LedgerEntry.objects.get(kind="note.added")
    assert "Hale" not in str(row.refs) + str(row.digests)
    assert len(row.digests["text"]) == 64
    empty = client.post(reverse("add_note", args=[case.id]), {"words": "  "})
    assert empty.status_code == 422
    assert "Write something first." in words(empty)
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["add_note", "look_again", "close_case", "reopen_case", "draft_letter", "step"]
)
def test_a_request_from_another_site_changes_nothing(desk, name):
    case = opened(desk)
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        desk.head.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    arguments = [case.id] + ([case.steps.get(position=2).id] if name == "step" else [])
    before = LedgerEntry.objects.count()
    sent = {"words": "x", "outcome": "no_action", "action": "request_deletion"}
    assert client.post(reverse(name, args=arguments), sent).status_code == 403
    assert LedgerEntry.objects.count() == before


def test_the_steps_of_a_closed_case_stand_still(desk):
    case = opened(desk)
    client = sign_in(desk.head)
    client.post(reverse("close_case", args=[case.id]), {"outcome": "settled"})
    assert "This case is closed. Open it again first." in words(
        tick(client, case, "support_affected")
    )
    case.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        undo_step(viewer=Viewer.of(desk.head), step=case.steps.get(action="record"))
