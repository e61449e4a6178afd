"""“What would our policy say?”: facts in an address, the answer beside them, and nothing kept."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st

from goodname.core.decide.decide import decide
from goodname.core.words import (
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Facts,
    Office,
    Removal,
    Role,
    Towards,
    Unreadable,
)
from goodname.data import policies
from goodname.web.accounts.models import Person, School
from goodname.web.policy.labels import ACTIONS
from goodname.web.policy.questions import (
    AUDIENCES,
    AUTHORS,
    CONDUCT,
    DANGERS,
    EXCEPTIONS,
    OFFICES,
    REMOVALS,
    TOWARDS,
)
from goodname.web.policy.telling import in_words
from goodname.web.policy.what_if import EXAMPLES, address, questions
from tests.web.policy.versions import in_use
from tests.web.reading import plain, source, words
from tests.world import make_person, make_school, sign_in

FRIEND = "?author=pupil&conduct=friend_request&towards=staff"


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker) -> Iterator[School]:
    with django_db_blocker.unblock(), transaction.atomic():
        found = make_school()
        make_person(found, "Daniel Okafor", Role.STAFF_MEMBER)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def governor(school, db) -> Person:
    return make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS)


def live(person: Person, query: str) -> Any:
    """As the page asks while somebody chooses."""
    return sign_in(person).get(reverse("what_if") + query, headers={"HX-Request": "true"})


def fault(page: str, field: str) -> str:
    """What stands beside one question."""
    found = re.search(rf'<div class="fault" id="id_{field}_error".*?</div>', page, re.DOTALL)
    assert found is not None
    return plain(found[0])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    sheet = {
        "author": draw(st.sampled_from(Author)).value,
        "conduct": draw(
            st.lists(st.sampled_from([c.value for c in Conduct]), min_size=1, max_size=5)
        ),
        "towards": draw(st.lists(st.sampled_from([t.value for t in Towards]), max_size=3)),
        "audience": draw(st.sampled_from(Audience)).value,
        "danger": draw(st.sampled_from(Danger)).value,
        "exception": draw(st.sampled_from(ContactException)).value,
        "removal": draw(st.sampled_from(Removal)).value,
        "unresolved": draw(st.booleans()),
        "concerned": draw(st.lists(st.sampled_from([o.value for o in Office]), max_size=2)),
        "author_age": draw(st.none() | st.integers(0, 120)),
        "platform": draw(st.none() | st.sampled_from(sorted(policies.platform_ages()))),
    }
    try:
        return policies.read_facts(sheet)
    except Unreadable:
        assume(False)
        raise


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            {"author": "pupil", "conduct": ["friend_request"], "towards": ["staff"]},
            "A pupil sends a friend request to someone who works here.",
        ),
        (
            {
                "author": "parent",
                "conduct": ["abusive", "rude"],
                "towards": ["parent"],
                "audience": "private_group",
                "danger": "possibly_illegal",
            },
            "A parent or carer posts something rude and abusive in a group or chat about another "
            "parent or carer. It may be against the law.",
        ),
        (
            {
                "author": "pupil",
                "conduct": ["underage_account"],
                "author_age": 9,
                "platform": "whatsapp",
            },
            "A pupil has an account below the age limit. They are nine years old. It is on WhatsApp.",
        ),
        (
            {
                "author": "staff",
                "conduct": ["concern"],
                "towards": ["school"],
                "concerned": ["headteacher"],
                "unresolved": True,
            },
            "Someone who works here has a grievance about the school. The Headteacher is spoken of, "
            "accused or the other side of it. They already talked to us, and it was not settled.",
        ),
    ],
)
def test_facts_in_words(sheet: dict[str, Any], said: str):
    assert in_words(policies.read_facts(sheet)) == said


@given(facts(), facts())
def test_different_facts_read_differently_and_never_in_ids(one: Facts, other: Facts):
    told = in_words(one)
    assert told.endswith(".")
    assert "_" not in told
    assert one == other or told != in_words(other)


@given(facts())
def test_an_address_carries_the_facts_whole(one: Facts):
    form = questions(QueryDict(address(one).partition("?")[2]))
    assert form.is_valid(), form.errors
    assert form.facts == one


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        (AUTHORS, Author),
        ([choice for _, group in CONDUCT for choice in group], Conduct),
        (TOWARDS, Towards),
        (AUDIENCES, Audience),
        (DANGERS, Danger),
        (EXCEPTIONS, ContactException),
        (REMOVALS, Removal),
        (OFFICES, Office),
    ],
)
def test_the_whole_vocabulary_can_be_chosen(choices: list[tuple[str, str]], kind: Any):
    assert sorted(value for value, _ in choices) == sorted(kind)


def test_it_starts_with_an_invitation_and_examples_to_begin_with(governor):
    told = words(sign_in(governor).get(reverse("what_if")))
    assert "Choose what is in it, and the answer stands here" in told
    for example in EXAMPLES:
        assert example.label in told


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label)
def test_each_example_is_an_address_that_answers(governor, example):
    answer = sign_in(governor).get(example.address)
    told = words(answer)
    assert answer.status_code == 200
    assert in_words(example.facts) in told
    decision = decide(example.facts, policies.load(policies.OWN))
    for step in decision.steps:
        assert ACTIONS[step.action] in told
        assert step.why in told
    for ban in decision.forbidden:
        assert ban.why in told


def test_the_answer_says_who_to_whom_how_firmly_by_when_and_by_which_clause(governor):
    page = source(live(governor, "?author=parent&conduct=praise"))
    step = next(
        one for one in re.findall(r"<li class=\"step.*?</li>", page, re.S) if "Say thank you" in one
    )
    assert re.search(r"Say thank you (must|should|may) the [a-z -]+, to the author", plain(step))
    assert 'href="/policy/#footprint.respond"' in step


def test_as_one_chooses_only_the_answer_comes_and_the_address_follows(governor):
    answer = live(governor, FRIEND + "&audience=unknown&danger=none&removal=not_asked&platform=")
    page = source(answer)
    assert "<html" not in page
    assert "Tell the safeguarding lead" in page
    assert answer["HX-Replace-Url"] == reverse("what_if") + FRIEND


def test_an_allegation_about_the_headteacher_goes_to_somebody_else(governor):
    address = "?author=parent&conduct=names_accused_teacher&towards=staff&concerned=headteacher"
    page = source(live(governor, address))
    for line in re.findall(r'<p class="meta">the .*?</p>', page):
        assert "the headteacher" not in plain(line)
    assert "chair of governors" in plain(page)


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        (
            "?author=parent&conduct=underage_account",
            "conduct",
            "needs a pupil as the one who wrote it",
        ),
        (
            "?author=parent&conduct=rude&exception=approved",
            "exception",
            "between a pupil and an adult",
        ),
        ("?author=parent&conduct=rude&concerned=dsl", "concerned", "works here or is a governor"),
        ("?author=pupil&conduct=rude&author_age=200", "author_age", "120"),
    ],
)
def test_what_cannot_all_be_true_is_said_beside_its_question(governor, query, field, said):
    for answer in (sign_in(governor).get(reverse("what_if") + query), live(governor, query)):
        page = source(answer)
        assert said in fault(page, field)
        assert "These answers do not go together yet" in page
        assert 'class="steps"' not in page
        assert "HX-Replace-Url" not in answer
    assert fault(source(live(governor, "?author=parent&conduct=rude")), field) == ""


def test_while_nothing_is_chosen_yet_nobody_is_told_off(governor):
    page = source(live(governor, "?author=parent&danger=none"))
    assert "Choose what is in it, and the answer stands here" in page
    assert fault(page, "conduct") == ""
    asked = sign_in(governor).get(reverse("what_if") + "?author=parent")
    assert "Choose at least one thing that is in it." in fault(source(asked), "conduct")


def test_an_address_with_words_that_nobody_knows_decides_nothing(governor):
    for query in ("?author=wizard&conduct=rude", "?author=parent&conduct=rude&platform=nowhere"):
        answer = sign_in(governor).get(reverse("what_if") + query)
        assert answer.status_code == 422
        assert 'class="steps"' not in source(answer)
    page = source(
        sign_in(governor).get(reverse("what_if") + "?conduct=%3Cscript%3Ealert(1)%3C/script%3E")
    )
    assert "<script>alert" not in page


def test_without_javascript_a_button_asks_and_leads_to_the_answer(governor):
    page = source(sign_in(governor).get(reverse("what_if")))
    form = re.search(r'<form [^>]*id="facts"[^>]*>', page)
    assert form is not None
    assert 'method="get"' in form[0]
    assert f'action="{reverse("what_if")}#weighed"' in form[0]
    assert 'type="submit">Show what our policy says' in page
    assert 'id="weighed"' in page


def test_what_the_address_carries_is_chosen_in_the_form_and_stands_open(governor):
    page = unescape(source(sign_in(governor).get(reverse("what_if") + FRIEND + "&removal=asked")))
    for value in ("pupil", "friend_request", "staff", "asked"):
        assert re.search(rf'<input [^>]*value="{value}"[^>]*checked', page)
    assert re.search(r'<details class="group more" open>', page)


def test_nothing_is_written_and_nobody_is_named(governor):
    client = sign_in(governor)
    client.get(reverse("what_if"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = source(client.get(reverse("what_if") + FRIEND))
    assert [q["sql"] for q in asked if not q["sql"].lstrip().upper().startswith("SELECT")] == []
    assert "Okafor" not in page


def test_it_answers_by_the_schools_own_version(school, governor):
    text = policies.text(policies.OWN)
    changed = text.replace(
        "A member of the school community posted it, and is asked to take it down.",
        "We ask our own people to take it down.",
    )
    assert changed != text
    query = reverse("what_if") + "?author=parent&conduct=rude"
    assert "We ask our own people" not in words(sign_in(governor).get(query))
    in_use(school, changed)
    assert "We ask our own people to take it down." in words(sign_in(governor).get(query))
