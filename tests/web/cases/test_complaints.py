"""A concern becomes a complaint: its stages, its clocks, and who never hears it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.models import Absence
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases import queries
from goodname.web.cases.actions import change_facts, close_case, open_case
from goodname.web.cases.models import Case, Complaint, ComplaintStage
from goodname.web.ledger.models import LedgerEntry
from goodname.web.ledger.sentences import SENTENCES
from tests.web.cases.desk import opened, page
from tests.web.reading import items, words
from tests.world import MONDAY, RANT, hear, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
CONCERN = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.CONCERN}),
    towards=frozenset({Towards.SCHOOL}),
    unresolved=True,
)
FAIR = "Thank you for your complaint. We were wrong, and we are sorry. Please come in and talk."
BEGIN = {"kind": "school", "reached": "2026-11-23"}


def voiced(desk, *about, facts: Facts = CONCERN) -> Case:
    return opened(desk, *about, facts=facts)


def begun(desk, case: Case, *about, by=None, **more) -> Complaint:
    sent = BEGIN | {"about": [person.id for person in about]} | more
    sign_in(by or desk.head).post(reverse("begin_complaint", args=[case.id]), sent)
    return Complaint.objects.get(case=case, kind=sent["kind"])


def do(person, complaint: Complaint, name: str, **sent):
    address = reverse(name, args=[complaint.case_id, complaint.id])
    return sign_in(person).post(address, sent, follow=True)


def at(complaint: Complaint) -> ComplaintStage:
    return complaint.stages.last()


def test_a_concern_begins_at_stage_one_with_both_clocks_and_says_whose_choice_they_are(desk):
    case = voiced(desk)
    complaint = begun(desk, case)
    stage = at(complaint)
    assert (stage.number, stage.owner) == (1, "dsl")
    assert stage.acknowledge_by == datetime(2026, 11, 26, 15, 30, tzinfo=LONDON)
    assert stage.answer_by == datetime(2026, 12, 7, 15, 30, tzinfo=LONDON)
    shown = sign_in(desk.dsl).get(reverse("complaint", args=[case.id, complaint.id]))
    told = words(shown)
    assert "The source sets no time; we chose three school days." in told
    assert "Nobody has to delete anything first" in told
    assert "Concerns, the procedure" in told
    assert case.steps.get(action="offer_complaints_procedure").state == "done"


def test_a_day_of_last_week_starts_the_clocks_then_and_tomorrow_is_refused(desk):
    case = voiced(desk)
    address = reverse("begin_complaint", args=[case.id])
    answer = sign_in(desk.head).post(address, BEGIN | {"reached": "2026-11-24"})
    assert answer.status_code == 422
    assert "still to come" in words(answer)
    complaint = begun(desk, case, reached="2026-11-18")
    assert at(complaint).acknowledge_by == datetime(2026, 11, 23, 15, 30, tzinfo=LONDON)


def test_words_that_are_no_concern_become_no_complaint(desk):
    case = opened(desk)
    answer = sign_in(desk.head).post(reverse("begin_complaint", args=[case.id]), BEGIN)
    assert answer.status_code == 422
    assert not Complaint.objects.exists()
    assert 'id="complaints"' not in page(desk.head, case).content.decode()


def test_the_offer_is_written_down_and_does_the_step(desk):
    case = voiced(desk)
    shown = words(page(desk.head, case))
    assert "You do not have to do anything else first" in shown
    sign_in(desk.office).post(reverse("offer_procedure", args=[case.id]))
    step = case.steps.get(action="offer_complaints_procedure")
    assert (step.state, step.done_by) == ("done", desk.office)
    assert LedgerEntry.objects.filter(kind="complaint.offered").count() == 1
    assert "They were told how to complain" in words(page(desk.head, case))


def test_all_three_stages_are_gone_through_each_by_somebody_else(desk):
    complaint = begun(desk, voiced(desk))
    do(desk.dsl, complaint, "acknowledge_complaint")
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    do(desk.dsl, complaint, "next_stage", owner="headteacher")
    assert (at(complaint).number, at(complaint).owner) == (2, "headteacher")
    assert not queries.case(Viewer.of(desk.chair), complaint.case_id)
    do(desk.head, complaint, "answer_complaint", words=FAIR)
    do(desk.head, complaint, "next_stage", owner="chair_of_governors")
    assert queries.case(Viewer.of(desk.chair), complaint.case_id)  # now it is theirs to arrange
    told = words(do(desk.chair, complaint, "answer_complaint", words=FAIR))
    assert "This was the last stage here" in told
    do(desk.chair, complaint, "end_complaint", outcome="partly")
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.ended_at) == ("partly", MONDAY)
    story = words(page(desk.head, complaint.case))
    for said in ("It became a complaint, at stage 1", "went to the next stage", "complaint ended"):
        assert said in story
    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
    assert {one for one in kinds if one.startswith("complaint.")} <= set(SENTENCES)


def test_who_answered_before_cannot_hear_it_again_in_another_office(desk):
    desk.head.roles = ["headteacher", "dsl"]
    desk.head.save()
    complaint = begun(desk, voiced(desk))
    do(desk.head, complaint, "answer_complaint", words=FAIR)
    do(desk.head, complaint, "next_stage", owner="headteacher")
    assert at(complaint).number == 1
    do(desk.head, complaint, "next_stage", owner="chair_of_governors")
    assert at(complaint).owner == "chair_of_governors"


def test_the_answer_belongs_to_whoever_hears_it(desk):
    complaint = begun(desk, voiced(desk))
    told = words(do(desk.lead, complaint, "answer_complaint", words=FAIR))
    assert "Somebody else hears this complaint" in told
    do(desk.lead, complaint, "end_complaint", outcome="not_upheld")
    complaint.refresh_from_db()
    assert (at(complaint).answer, complaint.ended_at) == ("", None)
    do(desk.lead, complaint, "end_complaint", outcome="withdrawn")  # they told the lead
    complaint.refresh_from_db()
    assert complaint.outcome == "withdrawn"


@pytest.mark.parametrize(
    "text",
    [
        "We will look into it once you delete the post.",
        "We hear your complaint as soon as it is taken down. Please come in and talk.",
        "Please talk to us. Lily Marchetti was there.",
    ],
)
def test_an_answer_that_makes_it_depend_on_a_post_or_names_a_pupil_never_leaves(desk, text):
    complaint = begun(desk, voiced(desk))
    answer = do(desk.dsl, complaint, "answer_complaint", words=text)
    assert answer.status_code == 422
    assert "Take this out first" in words(answer)
    assert at(complaint).answer == ""


def test_an_answer_is_looked_over_before_it_is_kept(desk):
    complaint = begun(desk, voiced(desk))
    answer = do(desk.dsl, complaint, "answer_complaint", words=FAIR, check="1")
    assert "Nothing found" in words(answer)
    assert FAIR in answer.content.decode()
    assert at(complaint).answered_at is None


def test_it_goes_on_only_after_an_answer_or_when_that_is_late(desk):
    complaint = begun(desk, voiced(desk))
    told = words(do(desk.dsl, complaint, "next_stage", owner="headteacher"))
    assert "Answer it at this stage first" in told
    with clock.at(MONDAY + timedelta(days=20)):
        do(desk.dsl, complaint, "next_stage", owner="headteacher")
    assert at(complaint).number == 2


def test_an_ended_complaint_and_a_second_press_change_nothing(desk):
    complaint = begun(desk, voiced(desk))
    do(desk.dsl, complaint, "acknowledge_complaint")
    assert "acknowledged already" in words(do(desk.dsl, complaint, "acknowledge_complaint"))
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    assert "answered already" in words(do(desk.dsl, complaint, "answer_complaint", words="Other."))
    do(desk.dsl, complaint, "end_complaint", outcome="upheld")
    for name, sent in (
        ("acknowledge_complaint", {}),
        ("next_stage", {"owner": "headteacher"}),
        ("end_complaint", {"outcome": "not_upheld"}),
    ):
        assert "This complaint is ended" in words(do(desk.dsl, complaint, name, **sent))
    complaint.refresh_from_db()
    assert (complaint.outcome, at(complaint).answer) == ("upheld", FAIR)


def test_a_complaint_is_begun_once(desk):
    case = voiced(desk)
    begun(desk, case)
    sign_in(desk.head).post(reverse("begin_complaint", args=[case.id]), BEGIN)
    assert Complaint.objects.count() == 1


def test_whoever_is_complained_of_never_hears_it_and_sees_nothing(desk):
    complaint = begun(desk, voiced(desk), desk.dsl)
    assert at(complaint).owner == "online_safety_lead"
    client = sign_in(desk.dsl)
    for name in ("complaint", "acknowledge_complaint", "answer_complaint", "next_stage"):
        address = reverse(name, args=[complaint.case_id, complaint.id])
        assert client.get(address).status_code in (404, 405)
        assert client.post(address, {"words": FAIR}).status_code == 404
    today = client.get(reverse("today")).content.decode()
    assert "complaint" not in today.lower()
    assert at(complaint).answer == ""


def test_a_complaint_about_the_head_goes_to_nobody_below_their_wish(desk):
    case = voiced(desk)
    complaint = begun(desk, case, desk.head, by=desk.lead)
    assert at(complaint).owner == "dsl"
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    told = words(do(desk.dsl, complaint, "next_stage", owner="headteacher"))
    assert at(complaint).number == 1, told
    do(desk.dsl, complaint, "next_stage", owner="chair_of_governors")
    assert at(complaint).owner == "chair_of_governors"
    assert page(desk.head, case).status_code == 404


def test_who_begins_one_about_themselves_is_led_away_from_it(desk):
    case = voiced(desk)
    sent = BEGIN | {"about": [desk.head.id]}
    answer = sign_in(desk.head).post(reverse("begin_complaint", args=[case.id]), sent)
    assert answer["Location"] == reverse("today")
    assert page(desk.head, case).status_code == 404


def test_when_the_hearer_turns_out_to_be_meant_the_next_takes_over(desk):
    case = voiced(desk)
    complaint = begun(desk, case)
    change_facts(viewer=Viewer.of(desk.head), case=case, facts=CONCERN, about=[desk.dsl])
    assert at(complaint).owner == "online_safety_lead"
    assert LedgerEntry.objects.filter(kind="complaint.passed_on").count() == 1
    assert any("A complaint to the school" in one for one in _today(desk.lead))


def test_a_head_and_a_chair_who_are_both_meant_leave_it_to_the_adviser_outside(desk):
    complaint = begun(desk, voiced(desk), desk.head, desk.chair, by=desk.lead)
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    do(desk.lead, complaint, "next_stage", owner="adviser")
    assert at(complaint).owner == "adviser"
    do(desk.lead, complaint, "answer_complaint", words=FAIR)  # a leader writes down what they said
    assert at(complaint).answer == FAIR


def _today(person) -> list[str]:
    return items(sign_in(person).get(reverse("today")))


def test_today_says_what_is_due_to_whoever_hears_it_and_lateness_to_those_who_lead(desk):
    case = voiced(desk)
    complaint = begun(desk, case)
    due = next(one for one in _today(desk.dsl) if "A complaint to the school, stage 1" in one)
    assert "Tell them that we have it, by 15:30 on Thursday" in due
    assert not any("A complaint to the school" in one for one in _today(desk.lead))
    with clock.at(MONDAY + timedelta(days=4)):
        assert any("Late" in one and "stage 1" in one for one in _today(desk.lead))
    do(desk.dsl, complaint, "acknowledge_complaint")
    assert any("Answer it" in one for one in _today(desk.dsl))
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    assert not any("A complaint to the school" in one for one in _today(desk.dsl))


def test_a_closed_case_does_not_stop_the_clocks_of_its_complaint(desk):
    case = voiced(desk)
    complaint = begun(desk, case)
    close_case(viewer=Viewer.of(desk.head), case=case, outcome="settled")
    assert any("A complaint to the school" in one for one in _today(desk.dsl))
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    assert at(complaint).answer == FAIR


def test_a_data_protection_complaint_has_thirty_days_by_the_calendar_and_its_own_officer(desk):
    dpo = make_person(desk.school, "Ines Calloway", Role.DPO)
    case = voiced(desk)
    begun(desk, case)
    complaint = begun(desk, case, kind="data_protection")
    stage = at(complaint)
    assert (stage.owner, stage.acknowledge_by) == ("dpo", MONDAY + timedelta(days=30))
    told = words(sign_in(dpo).get(reverse("complaint", args=[case.id, complaint.id])))
    assert "a complaint about data is acknowledged within 30 days" in told
    assert "How sure: high" in told
    assert "hilldickinson.com" in told
    assert any("A complaint about personal data" in one for one in _today(dpo))
    do(dpo, complaint, "answer_complaint", words=FAIR)
    assert "Information Commissioner" in words(do(dpo, complaint, "next_stage", owner="dpo"))


def test_a_deputy_hears_it_for_somebody_away_but_not_if_they_heard_it_before(desk):
    complaint = begun(desk, voiced(desk))
    do(desk.dsl, complaint, "answer_complaint", words=FAIR)
    do(desk.dsl, complaint, "next_stage", owner="headteacher")
    away = {"first": MONDAY.date(), "last": MONDAY.date(), "added_at": MONDAY}
    for deputy in (desk.dsl, desk.lead):
        Absence.objects.all().delete()
        Absence.objects.create(school=desk.school, person=desk.head, deputy=deputy, **away)
        do(deputy, complaint, "answer_complaint", words=f"{FAIR} {deputy.name} says so.")
    assert at(complaint).by == desk.lead


def test_those_without_need_another_school_and_a_stranger_reach_nothing(desk):
    complaint = begun(desk, voiced(desk))
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ash", Role.DSL)
    sibling = opened_beside(desk)
    for person in (desk.teacher, desk.chair, other):
        client = sign_in(person)
        for name in ("complaint", "acknowledge_complaint", "end_complaint"):
            address = reverse(name, args=[complaint.case_id, complaint.id])
            assert client.post(address, {"outcome": "withdrawn"}).status_code in (403, 404, 405)
        assert (
            client.get(reverse("complaint", args=[complaint.case_id, complaint.id])).status_code
            == 404
        )
    wrong = reverse("complaint", args=[sibling.id, complaint.id])
    assert sign_in(desk.head).get(wrong).status_code == 404
    complaint.refresh_from_db()
    assert complaint.ended_at is None
    assert at(complaint).acknowledged_at is None


def opened_beside(desk) -> Case:
    mention = hear(desk.source, RANT + " Again.", key="again")
    return open_case(viewer=Viewer.of(desk.head), mention=mention, facts=CONCERN, about=[])
