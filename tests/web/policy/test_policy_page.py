"""The policy as people read it: every clause, its rules as sentences, and addresses that hold."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.words import Action, Harm, Role
from goodname.data import policies
from goodname.web.accounts.models import Person
from goodname.web.policy.labels import ACTIONS, HARMS, ROLES
from goodname.web.policy.panel import asked
from tests.web.reading import source, words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def teacher(django_db_setup, django_db_blocker) -> Iterator[Person]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_person(make_school(), "Rosa Lindley", Role.CLASS_TEACHER)
        transaction.set_rollback(True)


def test_every_clause_has_its_own_address_title_and_words(teacher, db):
    answer = sign_in(teacher).get(reverse("policy"))
    page, told = source(answer), words(answer)
    clauses = policies.load("england", "highfield").clauses
    assert len(clauses) > 20
    for clause in clauses:
        assert page.count(f'id="{clause.id}"') == 1
        assert clause.title in told
        assert " ".join(clause.text.split()) in told


def test_every_link_within_the_page_leads_somewhere(teacher, db):
    page = source(sign_in(teacher).get(reverse("policy")))
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert wanted
    assert wanted <= set(re.findall(r'id="([^"]+)"', page))


def test_no_rule_shows_an_id_of_the_program(teacher, db):
    told = words(sign_in(teacher).get(reverse("policy")))
    ids = {action.value for action in Action if "_" in action} | {"online_safety_lead"}
    assert [one for one in ids if one in told] == []


@pytest.mark.parametrize(("kind", "labels"), [(Action, ACTIONS), (Role, ROLES), (Harm, HARMS)])
def test_every_word_of_the_vocabulary_can_be_said(kind, labels):
    assert set(labels) == set(kind)


def test_a_decision_says_its_time_in_words():
    step = {
        "action": "reply", "force": "should", "owner": "headteacher", "clauses": [], "why": "",
    }  # fmt: skip
    for within, unit, said in [
        ("P1D", "school_days", "within one school day"),
        ("P5D", "calendar", "within five days"),
        ("PT4H", "calendar", "within four hours"),
        ("P0D", "school_days", "today"),
        (None, "school_days", ""),
    ]:
        told = asked({"steps": [step | {"within": within, "within_unit": unit}]})
        assert told[0]["due_label"] == said
