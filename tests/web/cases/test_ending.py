"""Later looks at a post, and how a case comes to its end and is taken up again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from goodname import clock
from goodname.core.act.recheck import Observation, State
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case, Check
from goodname.web.cases.removal.looking import keep_check
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, drafted, opened, page
from tests.web.reading import open_words, words
from tests.world import MONDAY, sign_in

pytestmark = pytest.mark.django_db
SENTENCES = {
    State.LIVE: "Still there on 23 November 2026.",
    State.GONE: "Missing in 3 checks since 21 November 2026.",
    State.GONE_ONCE: "Seen at 09:00, not seen at 10:00 on 23 November 2026.",
    State.SITE_DOWN: "On 23 November 2026 the site could not be reached.",
    State.BEHIND_LOGIN: "On 23 November 2026 the site asked for a login first.",
}


def look(case: Case, state: State, hours: float = 1, difference: str = "") -> Check:
    """What the worker hands over, the given number of hours after Monday at 9:00."""
    moment = MONDAY + timedelta(hours=hours)
    with clock.at(moment):
        told = SENTENCES.get(state, "The words are no longer the same.")
        return keep_check(case=case, observation=Observation(state, told, moment, difference))


def asked(desk) -> Case:
    case = opened(desk)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    client = sign_in(desk.head)
    letter = drafted(client, case)
    client.post(reverse("send_letter", args=[letter.id]), {"how": "in_person"})
    case.refresh_from_db()
    return case


def close(desk, case: Case, outcome: str = "", said: str = "", by=None):
    sent = {"outcome": outcome, "words": said}
    return sign_in(by or desk.head).post(reverse("close_case", args=[case.id]), sent, follow=True)


def test_what_a_look_saw_stands_on_the_page_and_in_the_ledger(desk):
    case = asked(desk)
    look(case, State.LIVE)
    told = words(page(desk.lead, case))
    assert "Is it still there? Still there on 23 November 2026." in told
    row = LedgerEntry.objects.get(kind="removal.checked")
    assert (row.actor, row.refs["state"]) == ("system", "live")
    case.refresh_from_db()
    assert case.next_check > MONDAY


def test_changed_words_that_may_hurt_stay_shut(desk):
    case = asked(desk)
    look(case, State.EDITED, difference="“pathetic idiot” became “useless fool”.")
    answer = page(desk.head, case)
    assert "useless fool" in words(answer)
    assert "useless fool" not in open_words(answer)
    assert "pathetic" not in open_words(answer)


def test_seen_gone_is_removed_and_nothing_is_chased_any_more(desk):
    case = asked(desk)
    look(case, State.GONE_ONCE)
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"  # one missing look proves nothing
    assert case.steps.get(action="check_removal").state == "waiting"
    look(case, State.GONE, hours=50)
    case.refresh_from_db()
    assert case.facts["removal"] == "removed"
    assert case.steps.get(action="check_removal").state == "done"
    assert not case.steps.filter(action="request_deletion", state="waiting").exists()


def test_still_there_after_the_day_that_was_given_is_overdue(desk):
    case = asked(desk)
    look(case, State.LIVE, hours=5)
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"
    look(case, State.LIVE, hours=31)
    case.refresh_from_db()
    assert case.facts["removal"] == "overdue"
    told = words(page(desk.lead, case))
    assert "Deletion asked for, and overdue" in told
    assert "Report it to the platform may you" in told


@pytest.mark.parametrize("state", [State.SITE_DOWN, State.BEHIND_LOGIN])
def test_a_look_that_saw_no_page_changes_nothing(desk, state):
    case = asked(desk)
    look(case, state, hours=40)
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"
    assert SENTENCES[state] in words(page(desk.head, case))


def test_what_a_person_changed_while_the_desk_was_looking_is_not_lost(desk):
    case = asked(desk)
    held_by_the_worker = Case.objects.get(pk=case.pk)
    changed = ABUSE | {"conduct": ["abusive", "threat"], "danger": "possibly_illegal"}
    sign_in(desk.head).post(reverse("change_facts", args=[case.id]), changed)
    look(held_by_the_worker, State.GONE, hours=50)
    case.refresh_from_db()
    assert case.facts["conduct"] == ["abusive", "threat"]
    assert case.facts["removal"] == "removed"
    assert case.steps.filter(action="contact_police").exists()


def test_a_case_that_was_closed_while_the_desk_was_looking_is_not_looked_at_again(desk):
    case = asked(desk)
    held_by_the_worker = Case.objects.get(pk=case.pk)
    close(desk, case, "settled")
    look(held_by_the_worker, State.LIVE)
    case.refresh_from_db()
    assert case.next_check is None


def test_a_look_is_asked_for_and_queued(desk):
    case = asked(desk)
    before = DBTaskResult.objects.count()
    sign_in(desk.head).post(reverse("look_again", args=[case.id]))
    told = words(page(desk.head, case))
    assert "We are looking now" in told
    assert "A new look was asked for Priya Hollis" in told
    assert DBTaskResult.objects.count() == before + 1
    look(Case.objects.get(pk=case.pk), State.LIVE)
    assert "We are looking now" not in words(page(desk.head, case))
    Case.objects.update(address="")
    answer = sign_in(desk.head).post(reverse("look_again", args=[case.id]), follow=True)
    assert "This case has no address to look at." in words(answer)


@pytest.mark.parametrize("outcome", ["", "forgotten"])
def test_without_an_outcome_a_case_stays_open(desk, outcome):
    case = opened(desk)
    assert close(desk, case, outcome).status_code == 422
    case.refresh_from_db()
    assert case.state == Case.OPEN


@pytest.mark.parametrize(
    "looks",
    [
        [],
        [State.LIVE],
        [State.SITE_DOWN],
        [State.BEHIND_LOGIN],
        [State.GONE_ONCE, State.LIVE],  # it was away for a while and is back
        [State.GONE, State.EDITED, State.SITE_DOWN],
    ],
)
def test_removed_is_not_said_of_a_post_that_the_last_look_did_not_find_gone(desk, looks):
    case = asked(desk)
    for hours, state in enumerate(looks, start=1):
        look(case, state, hours=hours)
    answer = close(desk, case, "removed")
    assert answer.status_code == 422
    assert "Look again first." in words(answer)
    case.refresh_from_db()
    assert case.state == Case.OPEN


@pytest.mark.parametrize("looks", [[State.LIVE, State.GONE], [State.GONE_ONCE, State.SITE_DOWN]])
def test_removed_may_be_said_once_a_look_saw_it_gone(desk, looks):
    case = asked(desk)
    for hours, state in enumerate(looks, start=1):
        look(case, state, hours=hours)
    answer = close(desk, case, "removed", "She took it down and we talked.")
    told = words(answer)
    assert "Closed today at 9:00: it was not there when we last looked." in told
    assert "Note: She took it down and we talked." in told
    assert LedgerEntry.objects.get(kind="case.closed").refs["outcome"] == "removed"
    case.refresh_from_db()
    assert case.next_check is None


def test_a_closed_case_is_listed_as_closed_and_cannot_be_closed_or_changed(desk):
    case = opened(desk)
    close(desk, case, "settled")
    assert "No case is open" in words(sign_in(desk.head).get(reverse("cases")))
    assert "This case is closed. Open it again first." in words(close(desk, case, "answered"))
    changed = sign_in(desk.head).post(reverse("change_facts", args=[case.id]), ABUSE)
    assert changed.status_code == 422


def test_a_case_is_opened_again_for_a_reason_that_is_kept(desk):
    case = asked(desk)
    address = reverse("reopen_case", args=[case.id])
    client = sign_in(desk.head)
    assert "This case is open." in words(client.post(address, {"words": "It is back."}))
    close(desk, case, "settled")
    nothing = client.post(address, {"words": "   "})
    assert nothing.status_code == 422
    assert "Say why it is opened again." in words(nothing)
    answer = client.post(address, {"words": "It is back."}, follow=True)
    assert "Note: It is back." in words(answer)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_at) == (Case.OPEN, "", None)
    assert case.next_check is not None  # deletion was asked for, so the desk looks again by itself


def test_office_and_teacher_neither_close_nor_open_again(desk):
    case = opened(desk)
    for person in (desk.office, desk.teacher):
        assert close(desk, case, "settled", by=person).status_code == 404
        address = reverse("reopen_case", args=[case.id])
        assert sign_in(person).post(address, {"words": "x"}).status_code == 404
    assert Viewer.of(desk.dsl).may("cases.lead")
    assert close(desk, case, "settled", by=desk.dsl).status_code == 200


def test_a_post_that_comes_back_is_looked_at_again_and_was_asked_for_already(desk):
    case = asked(desk)
    look(case, State.GONE, hours=60)
    look(case, State.LIVE, hours=61)
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"
    assert case.steps.get(action="check_removal").state == "waiting"
    assert case.steps.get(action="request_deletion").state == "done"


def test_asking_by_word_of_mouth_counts_as_asking(desk):
    case = opened(desk)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    step = case.steps.get(action="request_deletion")
    client = sign_in(desk.head)
    client.post(reverse("step", args=[case.id, step.id]))
    case.refresh_from_db()
    assert case.facts["removal"] == "asked"
    assert case.answer_due is not None
    assert case.next_check is not None
    client.post(reverse("step", args=[case.id, step.id]) + "?undo=1")
    case.refresh_from_db()
    assert case.facts["removal"] == "not_asked"
    assert case.next_check is None


def test_a_page_that_could_not_be_saved_can_be_tried_again(desk):
    case = opened(desk)
    case.matter.capture_set.update(state="failed")
    assert "Save the page now" in words(page(desk.head, case))
    sign_in(desk.head).post(reverse("save_page", args=[case.id]))
    assert case.matter.capture_set.filter(state="waiting").count() == 1
    again = sign_in(desk.head).post(reverse("save_page", args=[case.id]), follow=True)
    assert "being saved already" in words(again)


def test_what_may_be_an_image_of_a_child_is_never_gone_to_again(desk):
    case = asked(desk)
    Case.objects.filter(pk=case.pk).update(child_image=True)
    before = DBTaskResult.objects.count()
    for name in ("look_again", "save_page"):
        answer = sign_in(desk.head).post(reverse(name, args=[case.id]), follow=True)
        assert "never" in words(answer)
    assert DBTaskResult.objects.count() == before
    assert "The desk will not go there" in words(page(desk.head, case))
