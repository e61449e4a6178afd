"""People and their part in a case: whoever is a subject of it is out of it at once."""

import pytest
from django.urls import reverse

from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case, Involvement, Step
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, opened, page
from tests.web.reading import source, words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db


def add(case: Case, part: str, person: Person | None = None, name: str = "", *, by: Person):
    sent = {"part": part, "person": person.id if person else "", "name": name}
    return sign_in(by).post(reverse("add_part", args=[case.id]), sent, follow=True)


@pytest.mark.parametrize("part", ["author", "about", "affected"])
def test_whoever_wrote_it_is_spoken_of_or_was_hurt_no_longer_sees_it(desk, part):
    case = opened(desk)
    assert page(desk.dsl, case).status_code == 200
    told = words(add(case, part, desk.dsl, by=desk.head))
    assert "Simone Achterberg is written down. They can no longer see this case." in told
    for place in ("case", "case_story", "change_facts", "merge_case", "case_file_gate"):
        assert sign_in(desk.dsl).get(reverse(place, args=[case.id])).status_code == 404
    assert sign_in(desk.dsl).get(reverse("mention", args=[desk.rant.id])).status_code == 404
    assert case.title not in words(sign_in(desk.dsl).get(reverse("cases")))
    owners = case.steps.exclude(state="dropped").values_list("owner", flat=True)
    assert "dsl" not in owners


@pytest.mark.parametrize("part", ["witness", "reporter"])
def test_a_witness_and_who_told_us_still_see_it_where_it_is_theirs_to_see(desk, part):
    case = opened(desk)
    add(case, part, desk.dsl, by=desk.head)
    assert page(desk.dsl, case).status_code == 200
    assert not LedgerEntry.objects.filter(kind="matter.hidden").exists()


def test_somebody_who_writes_themselves_down_is_led_away_with_a_sentence(desk):
    case = opened(desk)
    answer = add(case, "affected", desk.head, by=desk.head)
    assert answer.redirect_chain[-1][0] == reverse("today")
    assert "It has been passed on, away from you." in words(answer)
    assert page(desk.head, case).status_code == 404


def test_where_the_headteacher_is_meant_it_says_who_stands_in(desk):
    case = opened(desk)
    told = words(add(case, "author", desk.head, by=desk.dsl))
    assert "This concerns the headteacher. The chair of governors stands in for them." in told
    assert page(desk.chair, case).status_code == 200


def test_a_part_is_taken_away_and_the_person_sees_it_again(desk):
    case = opened(desk)
    add(case, "affected", desk.dsl, by=desk.head)
    row = case.people.get()
    sign_in(desk.head).post(reverse("remove_part", args=[case.id, row.key]))
    assert page(desk.dsl, case).status_code == 200
    assert not case.people.exists()
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds.count("person.involved") == kinds.count("person.released") == 1
    assert kinds.count("matter.hidden") == kinds.count("matter.shown") == 1


def test_somebody_with_two_parts_stays_out_until_both_are_taken_away(desk):
    case = opened(desk, desk.dsl)
    add(case, "affected", desk.dsl, by=desk.head)
    first = case.people.get(part="affected")
    sign_in(desk.head).post(reverse("remove_part", args=[case.id, first.key]))
    assert page(desk.dsl, case).status_code == 404


def test_changing_the_facts_lets_nobody_in_who_has_another_part(desk):
    case = opened(desk)
    add(case, "author", desk.dsl, by=desk.head)
    sign_in(desk.head).post(reverse("change_facts", args=[case.id]), ABUSE)
    assert page(desk.dsl, case).status_code == 404
    case.refresh_from_db()
    assert case.facts["concerned"] == ["dsl"]


def test_a_step_that_was_given_to_somebody_who_turns_out_to_be_meant_is_taken_back(desk):
    case = opened(desk)
    step = case.steps.get(action="support_affected")
    Step.objects.filter(pk=step.pk).update(assigned_to=desk.teacher, briefing="Please talk to her.")
    add(case, "about", desk.teacher, by=desk.head)
    step.refresh_from_db()
    assert (step.assigned_to, step.briefing) == (None, "")


def test_others_are_called_by_a_name_and_nobody_is_written_down_twice(desk):
    case = opened(desk)
    told = words(add(case, "witness", name="Mrs <b>Hale</b>", by=desk.head))
    assert "Mrs <b>Hale</b> saw it." in told
    answer = add(case, "witness", name="mrs <b>hale</b>", by=desk.head)
    assert "That is written down already." in words(answer)
    assert "<b>Hale" not in source(answer)
    assert "Choose somebody here, or write one name below." in words(
        add(case, "witness", desk.teacher, "Mrs Hale", by=desk.head)
    )
    assert case.people.count() == 1


def test_somebody_of_another_school_and_an_unknown_part_are_not_taken(desk):
    case = opened(desk)
    stranger = make_person(make_school("Marsh End Primary School"), "Gwen Ashdown")
    add(case, "witness", stranger, by=desk.head)
    add(case, "king", desk.teacher, by=desk.head)
    assert not case.people.exists()


def test_who_told_us_is_for_those_who_lead_and_no_one_else(desk):
    case = opened(desk, desk.head, by=desk.dsl)  # the chair of governors takes it on
    add(case, "reporter", desk.teacher, by=desk.dsl)
    lead, chair = Viewer.of(desk.lead), Viewer.of(desk.chair)
    assert lead.may("cases.lead")
    assert chair.may("cases.lead")
    story = reverse("case_story", args=[case.id])
    assert "Daniel Okafor told us" in words(page(desk.lead, case))
    assert "Daniel Okafor told us" in words(sign_in(desk.lead).get(story))
    assert "Daniel Okafor told us" not in words(page(desk.chair, case))
    assert "told us" not in words(sign_in(desk.chair).get(story))


def test_nobody_is_written_down_in_a_closed_case(desk):
    case = opened(desk)
    Case.objects.update(state=Case.CLOSED, outcome="settled")
    assert "This case is closed." in words(add(case, "author", desk.dsl, by=desk.head))
    assert not Involvement.objects.exists()


def test_the_office_cannot_write_anybody_down(desk):
    case = opened(desk)
    assert add(case, "witness", name="Mrs Hale", by=desk.office).status_code == 404
