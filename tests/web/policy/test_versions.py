"""The history of the policy: what everyone may read, what only its writers may, and what differs."""

import tomllib
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.decide import writing
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy import queries
from goodname.web.policy.actions import deciding
from goodname.web.policy.changes import between, pieces
from goodname.web.policy.models import PolicyVersion, digest
from tests.web.policy.drafting import (
    CONCERN,
    Staffroom,
    approved,
    drafted,
    make_staffroom,
    sent,
)
from tests.web.reading import heading, items, source, words
from tests.world import sign_in

pytestmark = pytest.mark.django_db

NAMES = ("policy_version", "policy_file")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Staffroom]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_staffroom()
        transaction.set_rollback(True)


@pytest.fixture
def room(made: Staffroom, db: None) -> Staffroom:
    return made


def test_a_school_begins_with_the_version_that_came(room: Staffroom):
    told = items(sign_in(room.teacher).get(reverse("policy_versions")))
    assert len(told) == 1
    assert told[0].startswith("In use Version 1.0, as it came with Goodname")


def test_the_history_says_who_when_and_why(room: Staffroom):
    approved(room)
    told = items(sign_in(room.teacher).get(reverse("policy_versions")))
    assert len(told) == 2
    assert "Version 2 of " in told[0]
    assert "In use" in told[0]
    assert "Families waited too long." in told[0]
    assert "by Ines Marchetti" in told[0]
    assert "Approved today at" in told[0]
    assert "by Priya Hollis" in told[0]
    assert "Used before" in told[1]


@pytest.mark.parametrize("state", ["draft", "waiting", "refused"])
def test_a_teacher_reads_only_what_is_or_was_in_use(state: str, room: Staffroom):
    version = drafted(room) if state == "draft" else sent(room)
    if state == "refused":
        deciding.refuse(viewer=Viewer.of(room.head), version=version, reason="Not yet.")
    teacher, lead = sign_in(room.teacher), sign_in(room.lead)
    compared = f"{reverse('compare_versions')}?old=shipped&new={version.id}"
    addresses = [reverse(name, args=[version.id]) for name in NAMES] + [compared]
    for address in addresses:
        assert teacher.get(address).status_code == 404
        assert lead.get(address).status_code in (200, 302)
    assert len(items(teacher.get(reverse("policy_versions")))) == 1
    assert version.id not in source(teacher.get(reverse("policy_versions")))
    assert len(items(lead.get(reverse("policy_versions")))) == 2


def test_another_schools_version_does_not_exist(room: Staffroom):
    version = approved(room)
    client = sign_in(room.other_head)
    for name in NAMES:
        assert client.get(reverse(name, args=[version.id])).status_code == 404
    for name in ("approve_version", "refuse_version", "take_back", "begin_again"):
        answer = client.post(reverse(name, args=[version.id]), {"seen": version.digest})
        assert answer.status_code == 404
    query = f"?old=shipped&new={version.id}"
    assert client.get(reverse("compare_versions") + query).status_code == 404


def test_a_version_is_read_whole(room: Staffroom):
    version = approved(room)
    told = words(sign_in(room.teacher).get(reverse("policy_version", args=[version.id])))
    for clause in policies.read_text(version.text).packs[0].clauses:
        assert clause.title in told
    assert "the Headteacher must invite the author to talk in private" in told


def test_the_file_is_the_whole_text_and_reads_again(room: Staffroom):
    version = approved(room)
    answer = sign_in(room.teacher).get(reverse("policy_file", args=[version.id]))
    assert answer["Content-Disposition"] == 'attachment; filename="policy-version-2.toml"'
    assert answer.content.decode() == version.text
    assert tomllib.loads(answer.content.decode())["pack"]["version"] == "2"
    shipped = sign_in(room.teacher).get(reverse("policy_file", args=["shipped"]))
    assert shipped.content.decode() == policies.text("highfield")


def test_what_differs_stands_side_by_side_as_sentences(room: Staffroom):
    version = approved(room)
    address = f"{reverse('compare_versions')}?old=shipped&new={version.id}"
    answer = sign_in(room.teacher).get(address)
    assert heading(answer) == "One clause differs"
    told = words(answer)
    assert "Concerns, come to us" in told
    assert "The rule before Where there is a concern: the Headteacher should invite" in told
    assert "The rule after Where there is a concern: the Headteacher must invite" in told
    assert "[[clause.row]]" not in told
    assert "invite_private_contact" not in told


def test_a_version_beside_itself_is_the_same(room: Staffroom):
    address = f"{reverse('compare_versions')}?old=shipped&new=shipped"
    assert heading(sign_in(room.teacher).get(address)) == "The same rules"


@pytest.mark.parametrize("query", ["?old=nowhere", "?new=0", "?old=shipped&new=%00", "?old=../x"])
def test_a_version_that_is_not_there_cannot_be_compared(query: str, room: Staffroom):
    assert sign_in(room.head).get(reverse("compare_versions") + query).status_code == 404


def test_rules_are_paired_by_what_they_ask():
    text = policies.text("highfield")
    clause = "footprint.respond"
    rows = writing.rows(text, clause)
    new = writing.set_row(text, clause, 2, rows[1] | {"force": "must"})
    new = writing.remove_row(new, clause, 1)
    new = writing.add_row(new, clause, {**rows[1], "ask": "give_guidance", "why": "As well."})
    found = between(policies.read_text(text), policies.read_text(new))
    assert [one.id for one in found] == [clause]
    assert [one.kind for one in found[0].changes] == ["changed", "removed", "added"]
    changed = found[0].changes[0]
    assert changed.before
    assert changed.after
    assert "should answer" in changed.before.sentence
    assert "must answer" in changed.after.sentence


def test_other_words_of_a_clause_are_told_too():
    text = policies.text("highfield")
    new = text.replace("answered alike, fairly", "answered alike, kindly", 1)
    assert new != text
    found = between(policies.read_text(text), policies.read_text(new))
    assert [(one.id, one.changes) for one in found] == [("footprint.respond", ())]
    assert found[0].words
    assert "kindly" in found[0].words[1]


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("the head must answer", "the head should answer", ["must"]),
        ("the head must answer", "the head must answer", []),
        ("first of all", "something quite else stands here", []),
        ("keep a copy.", "keep a copy, within a day.", []),
        ("keep a copy, within a day.", "keep a copy.", [", within a day"]),
        ("whole", "", []),
    ],
)
def test_only_what_differs_is_marked(text: str, other: str, marked: list[str]):
    found = pieces(text, other)
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.differs] == marked


def test_the_titles_on_every_page_are_those_of_our_own_policy(room: Staffroom):
    version = sent(room)
    text = version.text.replace('title = "Concerns, come to us"', 'title = "Come and talk to us"')
    PolicyVersion.objects.filter(pk=version.pk).update(text=text, digest=digest(text))
    version.refresh_from_db()
    deciding.approve(viewer=Viewer.of(room.head), version=version, seen=version.digest)
    assert queries.titles(room.school)[CONCERN[0]] == "Come and talk to us"
    ledger = words(sign_in(room.head).get(reverse("ledger")))
    assert "Come and talk to us" in ledger
    assert "Concerns, come to us" in words(
        sign_in(room.other_head).get(reverse("policy_version", args=["shipped"]))
    )


def test_an_old_version_can_be_read_with_the_law_of_its_time(room: Staffroom):
    version = approved(room)
    assert policies.read_text(version.text, version.law).version == version.version
    newer = version.law.replace('version = "2026.1"', 'version = "2027.1"')
    assert policies.read_text(version.text, newer).version != version.version
    PolicyVersion.objects.filter(pk=version.pk).update(
        law=version.law.replace('title = "Law and statutory', 'title = "Old law and statutory')
    )
    page = sign_in(room.teacher).get(reverse("policy_version", args=[version.id]))
    assert "Old law and statutory" in words(page)
