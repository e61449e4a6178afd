"""What becomes of a request to delete: a no, a second letter, a change, and what was seen on which day."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.act.recheck import LONDON, Observation, State
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import close_case
from goodname.web.cases.letters.actions import send_letter
from goodname.web.cases.letters.drafting import draft_letter
from goodname.web.cases.models import Case, Check, Letter
from goodname.web.cases.removal.looking import keep_check
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import Desk, make_desk, opened, page
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 3, 1, 9, tzinfo=LONDON)
NEW_WORDS = "I was cross about pick-up. I have taken the rest back."


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Case:
    """Evidence saved, and the parent asked by hand on a Monday."""
    with clock.at(MONDAY):
        case = opened(desk, desk.teacher)
        mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
        head = Viewer.of(desk.head)
        letter = draft_letter(viewer=head, case=case, action=Action.REQUEST_DELETION)
        send_letter(viewer=head, letter=letter, how="in_person")
    case.refresh_from_db()
    return case


def saw(
    case: Case, state: State, at: datetime, *, after: str = "", accepted: bool = False
) -> Check:
    with clock.at(at):
        seen = Observation(
            state, f"Seen as {state}.", at, "changes" if after else "", "", after, accepted
        )
        return keep_check(case=case, observation=seen)


def post(desk: Desk, case: Case, what: str, who: Any = None, **data: str) -> Any:
    client = sign_in(who or desk.head)
    return client.post(reverse(what, args=[case.id]), data, follow=True)


def removal(case: Case) -> str:
    case.refresh_from_db()
    return str(case.facts["removal"])


def asked(case: Case) -> set[str]:
    return set(case.steps.exclude(state="dropped").values_list("action", flat=True))


def test_a_no_is_written_down_and_the_policy_says_at_once_what_comes_next(desk, case):
    assert "report_to_platform" not in asked(case)
    with clock.at(MONDAY + timedelta(days=1)):
        said = post(desk, case, "note_refusal", how="call", words="It is a free country.")
    text = said.content.decode()
    assert removal(case) == "refused"
    assert {"report_to_platform", "contact_posh"} <= asked(case)
    assert "They said no. What our policy asks now stands beside this." in text
    assert "It is a free country." in text
    assert LedgerEntry.objects.get(kind="removal.refused").actor == desk.head.id
    again = post(desk, case, "note_refusal", how="call")
    assert "so that cannot be done now" in again.content.decode()
    assert LedgerEntry.objects.filter(kind="removal.refused").count() == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Say how they told us."),
        ({"how": "smoke"}, "Select a valid choice"),
        ({"how": "call", "on": "2027-02-27"}, "before they were asked"),
        ({"how": "call", "on": "2027-03-05"}, "still to come"),
        ({"how": "call", "on": "soon"}, "Write the day"),
    ],
)
def test_a_no_that_cannot_be_is_refused_beside_the_question(desk, case, data, why):
    with clock.at(MONDAY + timedelta(days=1)):
        said = post(desk, case, "note_refusal", **data)
    assert said.status_code == 422
    assert why in said.content.decode()
    assert removal(case) == "asked"


def test_whoever_said_no_is_asked_once_more_by_a_letter_that_names_the_first(desk, case):
    early = post(desk, case, "ask_again")
    assert "cannot be done now" in early.content.decode()
    with clock.at(MONDAY + timedelta(days=1)):
        post(desk, case, "note_refusal", how="email")
        shown = post(desk, case, "ask_again")
        body = shown.context["letter"].body
        assert "On Monday 1 March 2027 I asked you" in body
        assert "whether the post stays up or not" in body
        assert desk.teacher.name not in body
        post(desk, case, "ask_again")
        letter = Letter.objects.get(kind="deletion_again_parent")  # pressed twice, drafted once
        send_letter(viewer=Viewer.of(desk.head), letter=letter, how="in_person")
        text = page(desk.head, case).content.decode()
    assert removal(case) == "asked"
    assert "Asked once more today at 9:00 by Priya Hollis, by hand." in text
    assert case.answer_due > MONDAY + timedelta(days=1)


def test_nobody_is_asked_again_about_a_post_that_was_not_there(desk, case):
    with clock.at(MONDAY + timedelta(days=1)):
        post(desk, case, "note_refusal", how="email")
    saw(case, State.GONE_ONCE, MONDAY + timedelta(days=2))
    said = post(desk, case, "ask_again").content.decode()
    assert "It was not there when we last looked." in said
    assert not Letter.objects.filter(kind__startswith="deletion_again").exists()


def test_what_its_author_changed_is_for_a_person_to_judge(desk, case):
    check = saw(case, State.EDITED, MONDAY + timedelta(hours=3), after=NEW_WORDS)
    text = page(desk.head, case).content.decode()
    assert "Is that enough?" in text
    assert "Save the page as it is now" in text
    today = sign_in(desk.head).get("/").content.decode()
    assert "Its author changed it. Is that enough?" in today
    assert "Its author changed it" not in sign_in(desk.teacher).get("/").content.decode()
    assert removal(case) == "asked"
    post(
        desk, case, "judge_edit", check=str(check.pk), answer="enough", words="The insult is gone."
    )
    text = page(desk.head, case).content.decode()
    assert removal(case) == "removed"
    assert "Its author changed it, and Priya Hollis said that this is enough." in text
    assert "Is that enough?" not in text
    assert "Is that enough?" not in sign_in(desk.head).get("/").content.decode()
    assert "The insult is gone." in text
    # As it was accepted it is no return; the first words are one.
    saw(case, State.LIVE, MONDAY + timedelta(days=1), accepted=True)
    assert removal(case) == "removed"
    saw(case, State.LIVE, MONDAY + timedelta(days=2))
    assert removal(case) == "asked"


def test_a_change_that_is_not_enough_is_asked_about_once(desk, case):
    check = saw(case, State.EDITED, MONDAY + timedelta(hours=3), after=NEW_WORDS)
    post(desk, case, "judge_edit", check=str(check.pk), answer="not_enough")
    assert removal(case) == "asked"
    assert "Is that enough?" not in page(desk.head, case).content.decode()
    late = post(desk, case, "judge_edit", check=str(check.pk), answer="enough")
    assert "answered already" in late.content.decode()
    assert removal(case) == "asked"
    assert LedgerEntry.objects.filter(kind__startswith="removal.edit").count() == 1


def test_a_second_change_after_one_that_was_enough_is_asked_about_anew(desk, case):
    first = saw(case, State.EDITED, MONDAY + timedelta(hours=3), after=NEW_WORDS)
    post(desk, case, "judge_edit", check=str(first.pk), answer="enough")
    second = saw(case, State.EDITED, MONDAY + timedelta(days=1), after="Worse.", accepted=True)
    assert removal(case) == "removed"
    assert "Is that enough?" in page(desk.head, case).content.decode()
    post(desk, case, "judge_edit", check=str(second.pk), answer="not_enough")
    assert removal(case) == "asked"


def test_the_days_say_no_more_than_was_seen(desk, case):
    for day, state in enumerate(
        (State.LIVE, State.BOT_WALL, State.SITE_DOWN, State.GONE_ONCE, State.BEHIND_LOGIN)
    ):
        saw(case, state, MONDAY + timedelta(days=day))
    shown = page(desk.head, case).context["removal"]
    assert [(day["label"], day["said"]) for day in shown["days"]] == [
        ("1 March", "seen"),
        ("2 March", "could not be looked at"),
        ("3 March", "could not be looked at"),
        ("4 March", "not seen"),
        ("5 March", "could not be looked at"),
    ]
    assert removal(case) == "overdue" or removal(case) == "asked"
    assert "gone" not in shown["standing"]


@pytest.mark.parametrize("what", ["note_refusal", "ask_again", "judge_edit"])
def test_nobody_else_can_answer_for_the_author(desk, case, what):
    check = saw(case, State.EDITED, MONDAY + timedelta(hours=3), after=NEW_WORDS)
    data = {"how": "call", "check": str(check.pk), "answer": "enough"}
    elsewhere = make_person(make_school(name="Marsh End Primary School"), "Gwen Ashdown")
    for who in (desk.teacher, desk.office, elsewhere):
        assert post(desk, case, what, who, **data).status_code in (403, 404)
    assert removal(case) == "asked"


@pytest.mark.parametrize("what", ["note_refusal", "ask_again", "judge_edit"])
def test_a_closed_case_takes_no_answer(desk, case, what):
    check = saw(case, State.EDITED, MONDAY + timedelta(hours=3), after=NEW_WORDS)
    close_case(viewer=Viewer.of(desk.head), case=case, outcome="settled")
    before = LedgerEntry.objects.count()
    said = post(desk, case, what, how="call", check=str(check.pk), answer="enough")
    assert "This case is closed." in said.content.decode()
    assert removal(case) == "asked"
    assert LedgerEntry.objects.exclude(kind__startswith="account").count() <= before


def test_each_label_of_the_page_leads_to_its_own_field(desk, case):
    with clock.at(MONDAY):
        shown = page(desk.head, case).content.decode()
    assert "What did they say?" in shown
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []
