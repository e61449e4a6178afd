"""The policy as a governor reads it: what each clause triggers, and what is noted beside it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.decide.policy import Ask
from goodname.core.decide.reading import duty
from goodname.core.words import Role
from goodname.data import policies, registers
from goodname.web.accounts.models import Person, School
from goodname.web.policy.contacts import contacts
from goodname.web.policy.documents import document
from tests.web.policy.versions import in_use
from tests.web.reading import plain, source, words
from tests.world import make_person, make_school, sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker) -> Iterator[School]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_school()
        transaction.set_rollback(True)


@pytest.fixture
def teacher(school, db) -> Person:
    return make_person(school, "Rosa Lindley", Role.CLASS_TEACHER)


@pytest.fixture
def policy_page(teacher) -> str:
    return source(sign_in(teacher).get(reverse("policy")))


def article(page: str, clause: str) -> str:
    found = re.search(rf'<article [^>]*id="{re.escape(clause)}".*?</article>', page, re.DOTALL)
    assert found is not None, clause
    return found[0]


def test_every_rule_stands_under_its_clause_with_its_reason_and_its_chooser(policy_page):
    for clause in policies.load(policies.OWN).clauses:
        told = plain(article(policy_page, clause.id))
        for row in clause.rows:
            sentence = duty(row)
            assert sentence[1:] in told
            assert row.why in told
            if isinstance(row, Ask) and row.choice:
                assert f"Our choice: {row.choice}" in told


def test_the_rules_are_told_in_a_breath_before_anybody_opens_them(policy_page):
    summary = re.search(
        r"<summary>.*?</summary>", article(policy_page, "incidents.deletion"), re.DOTALL
    )
    assert summary is not None
    assert plain(summary[0]).startswith("Triggers save the evidence, ask the author to delete it")
    summary = re.search(
        r"<summary>.*?</summary>", article(policy_page, "england.lawful_criticism"), re.S
    )
    assert summary is not None
    assert "never: ask the author to delete it" in plain(summary[0])


def test_where_the_source_is_silent_our_choice_stands_beside_the_clause(policy_page):
    gaps = [(c.id, gap) for c in policies.load(policies.OWN).clauses for gap in c.gaps]
    assert len(gaps) > 20
    for clause, gap in gaps:
        told = plain(article(policy_page, clause))
        assert f"The source is silent about {gap.silent}. We read: {gap.choice}." in told


def test_what_a_register_contradicts_is_marked_where_it_is_said_and_leads_to_its_note(policy_page):
    ages = article(policy_page, "ages.minimum")
    assert re.search(r'<a class="doubted" href="#notes-ages.minimum"[^>]*>16</a>', ages)
    assert 'id="notes-ages.minimum"' in ages
    told = plain(ages)
    assert (
        "No longer so About the age for WhatsApp: the source says “16”; the register says “13”."
        in told
    )
    assert ">13</a>" not in ages  # what the register bears out stands plain


def test_a_pointer_that_leads_nowhere_is_marked(policy_page):
    told = plain(article(policy_page, "images.policy"))
    assert "Leads nowhere" in told
    assert "see page" in told


def test_the_law_is_marked_as_what_a_school_may_not_change(policy_page):
    said = "The law: a school may add to this and not change it."
    own, law = policies.load(policies.OWN).packs
    for clause in law.clauses:
        assert said in plain(article(policy_page, clause.id))
    for clause in own.clauses:
        assert "The law:" not in plain(article(policy_page, clause.id))


def test_a_locked_rule_among_a_schools_own_is_marked_by_itself():
    text = policies.text(policies.OWN).replace(
        "[[clause.row]]\nwhere", "[[clause.row]]\nlocked = true\nwhere", 1
    )
    own = document(policies.read_text(text), TODAY, editing=True)[0]
    clauses = [clause for chapter in own["chapters"] for clause in chapter["clauses"]]
    rules = [rule for clause in clauses for rule in clause["rules"]]
    assert [rule["locked"] for rule in rules].count(True) == 1
    assert [rule["change"] for rule in rules if rule["locked"]] == [""]


def test_only_who_may_write_a_draft_is_offered_to_change_a_rule(school, policy_page):
    assert "Change this rule" not in policy_page
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    theirs = source(sign_in(head).get(reverse("policy")))
    assert reverse("edit_row", args=["incidents.deletion", 1]) in article(
        theirs, "incidents.deletion"
    )
    assert "Change this rule" not in article(theirs, "england.danger")


def test_the_address_to_change_a_rule_opens_that_rule(school):
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    client = sign_in(head)
    page = source(client.get(reverse("policy")))
    address = re.findall(r'class="change" href="([^"]+)"', article(page, "incidents.deletion"))[0]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "evidence" in words(answer)


def test_version_review_day_and_seal_stand_at_its_head(policy_page):
    policy = policies.load(policies.OWN)
    told = plain(policy_page)
    assert f"Version {policy.packs[0].version} of " in told
    assert "to be looked at again by Wednesday 1 September 2027" in told
    assert policy.version.partition("+")[2] in told


def test_a_policy_without_a_review_day_says_so():
    text = re.sub(r"(?m)^review = .*\n", "", policies.text(policies.OWN), count=1)
    assert document(policies.read_text(text), TODAY)[0]["review"] is None


def test_chapters_keep_the_order_of_the_document_and_each_is_in_the_contents(policy_page):
    nav = re.search(r"<nav [^>]*contents.*?</nav>", policy_page, re.DOTALL)
    assert nav is not None
    wanted = re.findall(r'href="#([^"]+)"', nav[0])
    assert len(wanted) == len(set(wanted))
    places = [policy_page.index(f'id="{one}"') for one in wanted]
    assert places == sorted(places)
    assert len(wanted) < 20  # a phone shows it without being swamped


def test_clauses_of_an_unknown_family_get_a_chapter_of_their_own():
    text = policies.text(policies.OWN).replace('"teaching.lessons"', '"school_trips.lessons"')
    chapters = [
        chapter["title"] for chapter in document(policies.read_text(text), TODAY)[0]["chapters"]
    ]
    assert "School trips" in chapters


def test_whom_to_ask_gives_ways_that_can_be_pressed(policy_page):
    posh = next(body for body in registers.helplines() if body.id == "posh")
    assert f'href="tel:{posh.phone.replace(" ", "")}"' in policy_page
    assert f'href="mailto:{posh.email}"' in policy_page
    assert 'href="mailto:office@tansylane.example"' in policy_page
    told = plain(policy_page)
    for contact in policies.load(policies.OWN).packs[0].contacts:
        assert contact.use in told


def test_a_helpline_that_may_be_gone_is_not_handed_out_without_a_word():
    text = policies.text(policies.OWN).replace('"nspcc_helpline"', '"nspcc_parents"')
    text = text.replace('"lgfl_digisafe"', '"nobody_knows_it"')
    told = {one["name"]: one for one in contacts(policies.read_text(text).packs[0], "")}
    assert (
        told["NSPCC and O2 online safety helpline for parents"]["doubt"] == "last heard of in 2017"
    )
    assert told["Nobody knows it"]["doubt"] == "not in our list"
    assert not told["Professionals Online Safety Helpline (POSH)"]["doubt"]


def test_markup_in_a_schools_own_words_is_shown_as_words(school, teacher):
    text = policies.text(policies.OWN).replace(
        'title = "Incidents, 2"', 'title = "<script>alert(1)</script>"'
    )
    in_use(school, text)
    page = source(sign_in(teacher).get(reverse("policy")))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
