"""Whoever was hurt is asked how they are, and asked again."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Action, Role
from goodname.web.cases.letters.checking import findings
from goodname.web.cases.models import CheckIn, Involvement
from goodname.web.cases.steps.laying import mark_done
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import drafted, opened, page
from tests.web.reading import items, words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
ASKED = {"who": "Tobias Fennick", "offered": ["talk", "childline"], "words": "Sleeps badly."}


def ask(person, case, **more):
    sent = ASKED | {"ask_again": "P3D"} | more
    return sign_in(person).post(reverse("check_in", args=[case.id]), sent, follow=True)


def today(person) -> list[str]:
    return [one for one in items(sign_in(person).get(reverse("today"))) if "Ask again" in one]


def test_the_first_check_in_does_the_step_and_stands_on_the_page(desk):
    case = opened(desk)
    assert "No talk with anybody who was hurt is written down yet" in words(page(desk.dsl, case))
    told = words(ask(desk.dsl, case))
    assert "Tobias Fennick was asked" in told
    assert "Offered: Somebody to talk to; Childline" in told
    step = case.steps.get(action="support_affected")
    assert (step.state, step.done_by) == ("done", desk.dsl)
    row = CheckIn.objects.get()
    assert row.again_at == datetime(2026, 11, 26, 15, 30, tzinfo=LONDON)


def test_the_day_comes_and_goes_with_the_next_check_in(desk):
    case = opened(desk)
    ask(desk.dsl, case)
    assert today(desk.dsl) == []
    with clock.at(MONDAY + timedelta(days=3)):
        assert "Tobias" not in today(desk.dsl)[0]
        ask(desk.dsl, case, who="tobias  fennick", ask_again="none")
        assert today(desk.dsl) == []


def test_two_who_were_hurt_are_each_asked_again(desk):
    case = opened(desk)
    ask(desk.dsl, case)
    ask(desk.dsl, case, who="Mr Okafor", ask_again="P5D")
    with clock.at(MONDAY + timedelta(days=8)):
        assert "Two people were hurt" in today(desk.dsl)[0]


def test_the_name_stays_in_the_house_and_out_of_the_ledger(desk):
    case = opened(desk)
    ask(desk.dsl, case)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    letter = drafted(sign_in(desk.head), case)
    letter.body = "Tobias Fennick sleeps badly. Please come in and talk."
    assert any(one.stops and "Tobias" in one.words for one in findings(letter))
    letter.body = "The boy sleeps badly. Please come in and talk."
    CheckIn.objects.update(who="the boy")
    assert not any(one.stops for one in findings(letter))
    kept = str(LedgerEntry.objects.filter(kind="support.offered").values())
    assert "Tobias" not in kept
    assert "Sleeps" not in kept
    assert "digest" in kept


def test_an_empty_check_in_and_an_unknown_offer_are_refused(desk):
    case = opened(desk)
    for more in (
        {"offered": [], "words": ""},
        {"offered": ["a pony"]},
        {"who": " "},
        {"ask_again": "P9Y"},
    ):
        assert ask(desk.dsl, case, **more).status_code == 422
    assert not CheckIn.objects.exists()


def test_whom_it_is_about_a_teacher_and_another_school_see_nothing(desk):
    case = opened(desk, desk.lead)
    ask(desk.dsl, case)
    other = make_person(make_school("Marsh End Primary School", "Otterby"), "Gwen Ash", Role.DSL)
    with clock.at(MONDAY + timedelta(days=9)):
        for person in (desk.lead, desk.teacher, other):
            assert ask(person, case).status_code == 404
            assert sign_in(person).get(reverse("check_in", args=[case.id])).status_code == 404
            assert today(person) == []
    assert CheckIn.objects.count() == 1


def test_whoever_is_known_to_be_hurt_is_filled_in(desk):
    case = opened(desk)
    Involvement.objects.create(case=case, name="Tobias Fennick", part=Involvement.AFFECTED)
    shown = sign_in(desk.dsl).get(reverse("check_in", args=[case.id])).content.decode()
    assert 'value="Tobias Fennick"' in shown
