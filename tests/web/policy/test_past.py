"""What happened here, decided again under a draft: only what the reader may see, and no count of the rest."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.decide import writing
from goodname.data import policies
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.actions import drafting
from goodname.web.policy.effects import lines
from goodname.web.policy.past import differently, happened
from tests.web.policy.drafting import seen
from tests.web.reading import source, words
from tests.world import World, make_world, sign_in

pytestmark = pytest.mark.django_db

CLAUSE = "incidents.deletion"  # what the case of the small world asks of the headteacher


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    return made


def draft(world: World) -> None:
    """Deletion is asked for within five school days instead of one."""
    rows = enumerate(writing.rows(policies.text("highfield"), CLAUSE), start=1)
    number, row = next(one for one in rows if one[1].get("ask") == "request_deletion")
    drafting.set_row(
        viewer=Viewer.of(world.head),
        seen=seen(world.school),
        clause=CLAUSE,
        number=number,
        row=row | {"within": "P5D"},
    )


def page(person: Person) -> str:
    answer = sign_in(person).get(reverse("policy_draft"))
    assert answer.status_code == 200
    return source(answer)


def test_a_case_that_would_be_decided_differently_is_named_with_what_changes(world: World):
    draft(world)
    told = page(world.head)
    assert world.case.title in told
    assert reverse("case", args=[world.case.id]) in told
    said = words(sign_in(world.head).get(reverse("policy_draft")))
    assert "within five school days" in said
    assert "Of two cases and mentions that you may see" in said


def test_for_the_person_whom_a_case_is_about_it_never_happened(world: World):
    draft(world)
    told = page(world.subject)
    for secret in (world.case.title, world.case.id, world.mention.id, "Of two cases"):
        assert secret not in told
    assert "The one case or mention that you may see would be decided as it was." in told
    assert [one.address for one in happened(Viewer.of(world.subject))] == [
        reverse("mention", args=[world.praise.id])
    ]


def test_the_case_itself_keeps_its_decision(world: World):
    before = world.case.decision
    draft(world)
    world.case.refresh_from_db()
    assert world.case.decision == before


def test_words_that_may_hurt_are_not_in_the_list(world: World):
    draft(world)
    assert "pathetic" not in page(world.head)


def test_another_school_has_no_past_of_ours(world: World):
    assert happened(Viewer.of(world.other_head)) == []


def test_a_policy_beside_itself_decides_nothing_differently(world: World):
    policy = policies.load("highfield")
    assert differently(Viewer.of(world.head), policy, policy) == ([], 2)


def test_a_policy_that_contradicts_itself_says_so_instead_of_failing(world: World):
    text = policies.text("highfield")
    row = {
        "ask": "acknowledge",
        "force": "must",
        "owner": "office",
        "to": "author",
        "why": "The office is nearer.",
        "conduct": {"any": ["praise"]},
    }
    torn = policies.read_text(writing.add_row(text, "footprint.respond", row))
    found, _ = differently(Viewer.of(world.head), policies.load("highfield"), torn)
    assert [effect.address for effect in found] == [reverse("mention", args=[world.praise.id])]
    assert [line.kind for line in found[0].lines] == ["broken"]
    assert [line.kind for line in lines(None, None)] == []
