"""What the check says of our policy: the answer first, then why, then what a person should look at."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.decide.check.findings import ERROR, KINDS
from goodname.core.words import Role
from goodname.data import policies, proofs
from goodname.web.accounts.models import Person, School
from goodname.web.policy.labels import ERRORS, FINDINGS, FOUND
from goodname.web.policy.proof import report
from tests.web.policy.versions import in_use
from tests.web.reading import heading, plain, source, words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
# A rule that says no where another one says that it must be done.
CLASH = """
[[clause.row]]
author = ["parent"]
conduct.any = ["rude"]
forbid = ["request_deletion"]
why = "Nobody is asked to delete anything."
"""


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker) -> Iterator[School]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_school()
        transaction.set_rollback(True)


@pytest.fixture
def governor(school, db) -> Person:
    return make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS)


def test_every_kind_of_finding_has_its_words():
    assert set(ERRORS) == {kind for kind, severity in KINDS.items() if severity == ERROR}
    assert set(FOUND) == set(FINDINGS) == set(KINDS) - set(ERRORS)


def test_the_heading_is_the_answer_and_the_proof_is_counted(governor):
    answer = sign_in(governor).get(reverse("policy_check"))
    assert heading(answer).startswith("Our policy holds: nothing is left open")
    told = words(answer)
    for sentence in report(policies.text(policies.OWN), sampled=1_000).counted:
        assert sentence in told


def test_every_finding_stands_on_the_page_and_leads_to_its_clause(governor):
    client = sign_in(governor)
    page = source(client.get(reverse("policy_check")))
    told = plain(page)
    findings = report(policies.text(policies.OWN), sampled=1_000).findings
    assert len(findings) > 20
    for found in findings:
        first = found.text.partition("; the pack reads: ")[0].partition(" (")[0]
        assert first in told
    policy = source(client.get(reverse("policy")))
    places = set(re.findall(rf'href="{reverse("policy")}#([^"]+)"', page))
    assert {found.clause for found in findings if "." in found.clause} <= places
    assert {place for place in places if f'id="{place}"' not in policy} == set()


def test_a_finding_about_a_whole_document_leads_to_its_head(school, governor):
    text = re.sub(r"(?m)^review = .*\n", "", policies.text(policies.OWN), count=1)
    in_use(school, text)
    client = sign_in(governor)
    page = source(client.get(reverse("policy_check")))
    assert "No day is named on which somebody looks at this again." in page
    assert f'href="{reverse("policy")}#highfield"' in page
    assert 'id="highfield"' in source(client.get(reverse("policy")))


def test_what_must_be_put_right_comes_with_a_case_that_can_be_tried(school, governor):
    text = policies.text(policies.OWN)
    place = text.index("[[clause]]", text.index('id = "incidents.deletion"'))
    in_use(school, text[:place] + CLASH + "\n" + text[place:])
    client = sign_in(governor)
    answer = client.get(reverse("policy_check"))
    errors = re.search(r'<ul class="findings">.*?</ul>', source(answer), re.DOTALL)
    assert errors is not None
    assert "must be put right" in heading(answer)
    assert "Two rules contradict each other" in plain(errors[0])
    assert "For instance: A parent or carer posts something rude" in plain(errors[0])
    example = re.findall(rf'href="({reverse("what_if")}\?[^"]+)"', errors[0])[0]
    tried = client.get(unescape(example))
    assert tried.status_code == 200
    assert "Our policy cannot say" in words(tried)


def test_a_second_look_on_the_same_day_does_not_prove_it_again(governor, monkeypatch):
    client = sign_in(governor)
    client.get(reverse("policy_check"))

    def proved_again(*_: object) -> None:
        raise AssertionError("proved twice")

    monkeypatch.setattr(proofs, "check", proved_again)
    assert client.get(reverse("policy_check")).status_code == 200
