"""A report is prepared by the right way, handed in once by a person, chased and answered."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.words import Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case, Referral, Step
from goodname.web.cases.told.keeping import keep_note
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import opened, page
from tests.web.reading import items, source, words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db


def waiting(case: Case, action: str = "contact_posh") -> Step:
    return Step.objects.get_or_create(
        case=case, action=action, defaults={"force": "may", "owner": "headteacher", "position": 90}
    )[0]


def begin(person, case, way="posh:school", action="contact_posh"):
    where = reverse("prepare_report", args=[case.id, waiting(case, action).id])
    return sign_in(person).post(where, {"way": way}, follow=True)


def post(person, name, referral, **sent):
    return sign_in(person).post(reverse(name, args=[referral.id]), sent, follow=True)


def kinds() -> list[str]:
    found = LedgerEntry.objects.order_by("seq").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith(("referral.", "case.exported", "step.done"))]


def test_from_the_step_to_the_answer(desk):
    case = opened(desk)
    waiting(case)
    assert "Prepare the report" in words(page(desk.head, case))
    shown = words(begin(desk.head, case))
    assert "Professionals Online Safety Helpline" in shown
    assert "0344 381 4772" in shown
    row = Referral.objects.get()
    assert "pathetic" not in row.text
    assert case.address in row.text
    told = words(post(desk.head, "give_referral", row, reference="P-77"))
    assert "Handed in" in told
    assert "Ask what became of it" in told
    assert waiting(case).state == "done"
    assert waiting(case).done_by == desk.head
    told = words(post(desk.head, "answer_referral", row, outcome="They asked the platform."))
    assert "They asked the platform." in told
    row.refresh_from_db()
    assert (row.state, row.chase_at) == ("answered", None)
    began = kinds().index("referral.prepared")
    assert kinds()[began:] == [
        "referral.prepared",
        "referral.given",
        "step.done",
        "referral.answered",
    ]
    assert "They asked the platform." in words(page(desk.head, case))


def test_it_is_handed_in_once_whoever_presses_again(desk):
    case = opened(desk)
    begin(desk.head, case)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "give_referral", row, reference="P-77")
    again = words(post(desk.head, "give_referral", row, reference="other"))
    assert "Priya Hollis handed this in today at 9:00. It is handed in once only." in again
    row.refresh_from_db()
    assert row.reference == "P-77"
    assert kinds().count("referral.given") == 1
    changed = sign_in(desk.head).post(reverse("referral", args=[row.id]), {"text": "New words"})
    assert changed.status_code == 422
    assert "New words" not in Referral.objects.get().text


def test_it_stands_on_today_when_it_is_to_be_chased(desk):
    case = opened(desk)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "give_referral", row, chase_on="2026-11-25")

    def today(person):
        found = items(sign_in(person).get(reverse("today")))
        return [one for one in found if "what became of a report" in one]

    assert today(desk.head) == []
    with clock.at(MONDAY + timedelta(days=2)):
        assert "Helpline" in today(desk.head)[0]
        assert today(desk.office) == []
        assert today(desk.teacher) == []
        post(desk.head, "chase_referral", row)
        assert today(desk.head) == []
    past = post(desk.head, "give_referral", row, chase_on="2020-01-01")
    assert past.status_code == 422


def test_a_pupils_name_stops_a_report_to_posh_and_is_marked_for_the_police(desk):
    case = opened(desk)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "referral", row, text="Lily Marchetti is meant.")
    for name in ("give_referral", "copy_referral", "print_referral"):
        assert "Take “Lily Marchetti” out first." in words(post(desk.head, name, row))
    row.refresh_from_db()
    assert row.state == "prepared"
    begin(desk.head, case, "police.101:school", "contact_police")
    police = Referral.objects.get(action="contact_police")
    shown = source(post(desk.head, "referral", police, text="Lily Marchetti was threatened."))
    assert "<mark>Lily Marchetti</mark>" in shown
    post(desk.head, "give_referral", police)
    police.refresh_from_db()
    assert police.state == "given"


def test_each_copy_and_print_is_written_down_without_its_words(desk):
    case = opened(desk)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "copy_referral", row)
    paper = source(post(desk.head, "print_referral", row))
    assert "We are Tansy Lane Primary School" in paper
    assert kinds()[-2:] == ["referral.copied", "referral.printed"]
    kept = str(list(LedgerEntry.objects.filter(kind__startswith="referral.").values()))
    assert "advice" not in kept
    assert "digest" in kept
    assert sign_in(desk.head).get(reverse("print_referral", args=[row.id])).status_code == 405


def test_on_facebook_a_childs_picture_is_for_the_parent_and_the_school_is_not_offered(desk):
    facts = Facts(
        Author.PARENT,
        frozenset({Conduct.IMAGE_WITHOUT_PERMISSION}),
        frozenset({Towards.PUPIL}),
        platform="facebook",
    )
    case = opened(desk, facts=facts)
    step = waiting(case, "report_to_platform")
    shown = source(sign_in(desk.head).get(reverse("prepare_report", args=[case.id, step.id])))
    assert "facebook.privacy:parent" in shown
    assert "facebook.privacy:school" not in shown
    assert "A school is not listed." in shown
    refused = begin(desk.head, case, "facebook.privacy:school", "report_to_platform")
    assert refused.status_code == 422
    assert not Referral.objects.exists()
    told = words(begin(desk.head, case, "facebook.privacy:parent", "report_to_platform"))
    assert "Dear parent or carer" in told
    assert "Not verified" not in told


def test_a_picture_that_may_be_sexual_leaves_nothing_to_attach(desk):
    case = opened(desk)
    Case.objects.update(child_image=True)
    begin(desk.head, case, "police.101:school", "contact_police")
    told = words(begin(desk.head, case, "police.101:school", "contact_police"))
    assert "Nothing goes with it." in told
    assert "SHA-256" not in told
    told = words(begin(desk.dsl, case, "report_remove:child", "hand_to_report_remove"))
    assert "It is not your fault." in told
    assert case.address not in told


def test_the_story_goes_to_the_safeguarding_system_and_its_number_comes_back(desk):
    case = opened(desk)
    asked = {"system": "cpoms", "kind": "csv"}
    got = sign_in(desk.head).post(reverse("export_case", args=[case.id]), asked)
    assert got["Content-Disposition"] == f'attachment; filename="case-{case.id}.csv"'
    rows = list(csv.reader(io.StringIO(got.content.decode())))
    assert rows[0] == ["Date", "Time", "What happened", "Words"]
    assert len(rows) > 2
    plain = sign_in(desk.head).post(reverse("export_case", args=[case.id]), asked | {"kind": "txt"})
    assert case.title in plain.content.decode()
    entry = LedgerEntry.objects.filter(kind="case.exported").first()
    assert entry.refs["system"] == "cpoms"
    assert entry.digests["file"]
    row = Referral.objects.first()
    post(desk.head, "answer_referral", row, outcome="Entered.", reference="CP-5521")
    assert "number CP-5521" in words(page(desk.head, case))


def test_a_cell_is_words_and_never_a_sum(desk):

    case = opened(desk)
    keep_note(viewer=Viewer.of(desk.head), case=case, words="=HYPERLINK(1)")
    asked = {"system": "cpoms", "kind": "csv"}
    got = sign_in(desk.head).post(reverse("export_case", args=[case.id]), asked)
    cells = [cell for row in csv.reader(io.StringIO(got.content.decode())) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "=HYPERLINK(1)" not in cells


def test_whom_it_is_about_a_teacher_and_another_school_see_nothing(desk):
    case = opened(desk, desk.lead)
    begin(desk.head, case)
    row = Referral.objects.get()
    post(desk.head, "give_referral", row)
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ash", Role.DSL)
    with clock.at(MONDAY + timedelta(days=20)):
        for person in (desk.lead, desk.teacher, other):
            client = sign_in(person)
            for name in ("give_referral", "chase_referral", "answer_referral", "copy_referral"):
                assert post(person, name, row, outcome="no").status_code == 404
            assert post(person, "print_referral", row).status_code == 404
            assert client.get(reverse("referral", args=[row.id])).status_code == 404
            assert client.get(reverse("export_case", args=[case.id])).status_code == 404
            assert (
                client.post(
                    reverse("export_case", args=[case.id]), {"system": "cpoms", "kind": "txt"}
                ).status_code
                == 404
            )
            assert begin(person, case).status_code == 404
            assert "Helpline" not in source(client.get(reverse("today")))
    assert Referral.objects.get().state == "given"


def test_who_is_not_asked_for_the_step_cannot_prepare_it(desk):
    case = opened(desk)
    step = waiting(case, "contact_posh")
    Step.objects.create(case=case, action="acknowledge", force="may", owner="office", position=91)
    where = reverse("prepare_report", args=[case.id, step.id])
    assert sign_in(desk.office).post(where, {"way": "posh:school"}).status_code == 404
    assert not Referral.objects.exists()


def test_a_closed_case_hands_nothing_in(desk):
    case = opened(desk)
    begin(desk.head, case)
    row = Referral.objects.get()
    Case.objects.update(state=Case.CLOSED)
    assert "This case is closed." in words(post(desk.head, "give_referral", row))
    assert Referral.objects.get().state == "prepared"
