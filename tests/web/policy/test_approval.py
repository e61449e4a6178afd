"""From a draft to the policy in use: who may send, who may say yes, and what is decided from then on."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.words import Author, Conduct, Facts, Refused, Role, Towards
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import change_facts, open_case
from goodname.web.cases.models import Case
from goodname.web.inbox.models import Mention
from goodname.web.ledger.models import LedgerEntry
from goodname.web.policy import queries
from goodname.web.policy.actions import deciding, drafting
from goodname.web.policy.models import PolicyVersion
from tests.web.policy.drafting import (
    CONCERN,
    Staffroom,
    approved,
    change,
    drafted,
    make_staffroom,
    seen,
    sent,
)
from tests.web.reading import heading, items, source, words
from tests.world import hear, make_person, make_source, sign_in

pytestmark = pytest.mark.django_db

GRIEF = "Poor show: the gate at Tansy Lane Primary School, Wexcombe, is always shut too early."
UPSET = Facts(Author.PARENT, frozenset({Conduct.CONCERN}), frozenset({Towards.SCHOOL}))


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Staffroom]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_staffroom()
        transaction.set_rollback(True)


@pytest.fixture
def room(made: Staffroom, db: None) -> Staffroom:
    return made


def force(decision: dict[str, object]) -> str:
    """How firmly a decision asks to invite somebody in."""
    steps = {step["action"]: step["force"] for step in decision["steps"]}  # type: ignore[attr-defined]
    return steps["invite_private_contact"]


def open_one(room: Staffroom, key: str) -> Case:
    mention = hear(make_source(room.school, f"Source {key}"), GRIEF, key=key)
    return open_case(viewer=Viewer.of(room.head), mention=mention, facts=UPSET, about=[])


def test_the_whole_way_from_a_rule_to_the_policy_in_use(room: Staffroom):
    lead, head = sign_in(room.lead), sign_in(room.head)
    change(lead, room.school, *CONCERN, force="must")
    note = "Families told us that they waited too long."
    answer = lead.post(
        reverse("send_draft"), {"note": note, "seen": seen(room.school)}, follow=True
    )
    assert "It is with the Headteacher now." in words(answer)
    assert "Approve it" not in words(answer)

    need = next(one for one in items(head.get(reverse("today"))) if "Version 2" in one)
    assert "waits for your yes or no" in need
    assert note in need
    assert "Ines Marchetti sent it" in need
    assert not any("Version 2" in one for one in items(lead.get(reverse("today"))))

    version = PolicyVersion.objects.get(school=room.school)
    page = reverse("policy_version", args=[version.id])
    told = words(head.get(page))
    assert "The Headteacher must invite the author to talk in private" in told
    assert "What would be decided differently" in told
    yes = reverse("approve_version", args=[version.id])
    told = words(head.post(yes, {"seen": version.digest}, follow=True))
    assert "Version 2 is in use now." in told
    assert "In use" in told

    assert queries.current(room.school).version.startswith("2+")
    kinds = LedgerEntry.objects.filter(kind__startswith="policy.").order_by("seq")
    assert [one.kind.partition(".")[2] for one in kinds] == [
        "draft_begun",
        "rule_changed",
        "sent",
        "approved",
    ]
    ledger = words(head.get(reverse("ledger")))
    assert "Priya Hollis approved a version of the policy, and put it into use." in ledger


def test_new_mentions_and_cases_decide_by_the_new_version_and_old_ones_keep_theirs(
    room: Staffroom,
):
    old = open_one(room, "old")
    before = old.decision["policy"]["version"]
    approved(room)
    new = open_one(room, "new")
    old.refresh_from_db()
    assert (force(old.decision), force(new.decision)) == ("should", "must")
    assert old.decision["policy"]["version"] == before
    assert new.decision["policy"]["version"] == queries.current(room.school).version
    heard = Mention.objects.get(post__key="new").decision
    assert heard is None or heard["policy"]["version"].startswith("2+")

    client = sign_in(room.head)
    told = words(client.get(reverse("case", args=[old.id])))
    assert "Decided by our policy, version 1.0, as it came with Goodname ." in told
    page = client.get(reverse("case", args=[new.id]))
    version = PolicyVersion.objects.get(state="approved")
    assert f"Decided by our policy, {queries.name(version)} ." in words(page)
    assert reverse("policy_version", args=[version.id]) in source(page)


def test_an_open_case_takes_the_new_version_when_its_facts_change(room: Staffroom):
    case = open_one(room, "old")
    approved(room)
    facts = Facts(Author.PARENT, frozenset({Conduct.CONCERN, Conduct.QUESTION}))
    change_facts(viewer=Viewer.of(room.head), case=case, facts=facts, about=[])
    case.refresh_from_db()
    assert force(case.decision) == "must"


def test_an_old_decision_is_read_with_the_version_that_made_it_after_two_more(room: Staffroom):
    first = approved(room)
    case = open_one(room, "one")
    second = approved(room, force="may")
    assert queries.version_of(room.school, case.decision["policy"]["version"]) == first
    assert PolicyVersion.objects.get(pk=first.pk).state == PolicyVersion.SUPERSEDED
    # The law beneath may have a newer edition by now: then the ending of the version is another.
    assert queries.version_of(room.school, "2+0123456789ab") == first
    assert queries.version_of(room.school, "3+0123456789ab") == second
    assert queries.version_of(room.school, "1.0+0123456789ab") is None


def test_another_school_decides_as_before(room: Staffroom):
    approved(room)
    assert queries.current(room.other_head.school) is queries.shipped()


def test_the_headteacher_says_no_with_a_reason_that_the_writer_reads(room: Staffroom):
    version = sent(room)
    head, no = sign_in(room.head), reverse("refuse_version", args=[version.id])
    answer = head.post(no, {"reason": " "})
    assert answer.status_code == 422
    assert "Say why, so that it can be written better." in words(answer)
    head.post(no, {"reason": "Two days are too short in a small school."})
    lead = sign_in(room.lead)
    assert "Two days are too short" in words(lead.get(reverse("policy_versions")))
    assert queries.current(room.school) is queries.shipped()

    lead.post(reverse("begin_again", args=[version.id]))
    draft = PolicyVersion.objects.get(state="draft")
    assert draft.number == 3
    assert "The Headteacher must invite" in words(lead.get(reverse("policy_draft")))


def test_going_back_to_an_older_version_is_a_new_version(room: Staffroom):
    approved(room)
    lead = sign_in(room.lead)
    lead.post(reverse("begin_again", args=["shipped"]))
    draft = PolicyVersion.objects.get(state="draft")
    version = deciding.send_draft(viewer=Viewer.of(room.lead), seen=draft.digest, note="Back.")
    deciding.approve(viewer=Viewer.of(room.head), version=version, seen=version.digest)
    assert force(open_one(room, "after").decision) == "should"
    assert queries.current(room.school).version.startswith("3+")


def test_a_draft_that_changes_nothing_is_not_sent(room: Staffroom):
    draft = drafting.start_draft(viewer=Viewer.of(room.lead))
    answer = sign_in(room.lead).post(reverse("send_draft"), {"note": "x", "seen": draft.digest})
    assert answer.status_code == 422
    assert "Nothing is changed in this draft yet." in words(answer)


def test_what_was_changed_after_it_was_read_is_not_sent_or_approved(room: Staffroom):
    draft = drafted(room)
    with pytest.raises(Refused, match="Somebody else changed the draft"):
        deciding.send_draft(viewer=Viewer.of(room.lead), seen="0" * 64, note="So.")
    version = deciding.send_draft(viewer=Viewer.of(room.lead), seen=draft.digest, note="So.")
    yes = reverse("approve_version", args=[version.id])
    told = words(sign_in(room.head).post(yes, {"seen": "0" * 64}, follow=True))
    assert "Somebody else changed the draft" in told
    assert queries.current(room.school) is queries.shipped()


def test_a_draft_whose_base_is_no_longer_in_use_cannot_undo_what_came_after(room: Staffroom):
    version = sent(room)
    PolicyVersion.objects.filter(pk=version.pk).update(base_digest="0" * 64)
    version.refresh_from_db()
    head = sign_in(room.head)
    page = head.get(reverse("policy_version", args=[version.id]))
    assert "so it would undo that change" in words(page)
    assert "Approve it" not in words(page)
    yes = reverse("approve_version", args=[version.id])
    told = words(head.post(yes, {"seen": version.digest}, follow=True))
    assert "so it would undo that change" in told
    assert queries.current(room.school) is queries.shipped()


def test_a_text_that_breaks_a_rule_of_the_house_is_stopped_at_the_last_door_too(room: Staffroom):
    """Somebody reached the database: the Headteacher's yes still checks what it lets in."""
    version = sent(room)
    text = version.text + (
        '\n[[clause.row]]\nauthor = ["staff"]\nconduct.any = ["criticism"]\n'
        'ask = "apply_staff_handbook"\nforce = "must"\nowner = "headteacher"\nto = "author"\n'
        'why = "They should not say so."\n'
    )
    PolicyVersion.objects.filter(pk=version.pk).update(text=text)
    version.refresh_from_db()
    with pytest.raises(Refused, match="cannot be used"):
        deciding.approve(viewer=Viewer.of(room.head), version=version, seen=version.digest)
    page = words(sign_in(room.head).get(reverse("policy_version", args=[version.id])))
    assert "It cannot be approved" in page


def test_no_version_stands_in_the_place_of_the_law(room: Staffroom):
    version = sent(room)
    PolicyVersion.objects.filter(pk=version.pk).update(text=policies.text("england"))
    version.refresh_from_db()
    with pytest.raises(Refused, match="cannot stand in its place"):
        deciding.approve(viewer=Viewer.of(room.head), version=version, seen=version.digest)


@pytest.mark.parametrize("who", ["lead", "teacher", "other_head"])
@pytest.mark.parametrize("what", ["approve_version", "refuse_version"])
def test_only_this_schools_headteacher_decides(who: str, what: str, room: Staffroom):
    version = sent(room)
    client = sign_in(getattr(room, who))
    data = {"seen": version.digest, "reason": "Mine now."}
    assert client.post(reverse(what, args=[version.id]), data).status_code == 404
    version.refresh_from_db()
    assert version.state == PolicyVersion.WAITING


@pytest.mark.parametrize("who", ["teacher", "other_head"])
def test_nobody_else_writes_in_our_draft(who: str, room: Staffroom):
    draft = drafted(room)
    client = sign_in(getattr(room, who))
    data = {"seen": draft.digest, "note": "Mine.", "force": "may", "why": "Mine."}
    for name, arguments in [
        ("edit_row", CONCERN),
        ("add_row", ["concerns.direct"]),
        ("remove_row", CONCERN),
        ("send_draft", []),
        ("discard_draft", []),
        ("take_back", [draft.id]),
        ("begin_again", [draft.id]),
    ]:
        answer = client.post(reverse(name, args=arguments), data)
        # The other headteacher has a policy to write in, and ours is not it.
        assert answer.status_code == 404 or who == "other_head"
    kept = PolicyVersion.objects.get()
    assert (kept.id, kept.state, kept.digest) == (draft.id, PolicyVersion.DRAFT, draft.digest)


def test_a_version_that_was_in_use_cannot_be_decided_upon_changed_or_deleted(room: Staffroom):
    version = approved(room)
    head = sign_in(room.head)
    for name in ("approve_version", "refuse_version", "take_back"):
        data = {"seen": version.digest, "reason": "No."}
        told = words(head.post(reverse(name, args=[version.id]), data, follow=True))
        assert "does not wait for the Headteacher any more" in told
    head.post(reverse("discard_draft"))
    with pytest.raises(Refused, match="so it stays"):
        version.delete()
    kept = PolicyVersion.objects.get(pk=version.pk)
    assert (kept.state, kept.text) == (PolicyVersion.APPROVED, version.text)


def test_a_second_yes_changes_nothing(room: Staffroom):
    version = approved(room)
    with pytest.raises(Refused, match="does not wait"):
        deciding.approve(viewer=Viewer.of(room.head), version=version, seen=version.digest)
    assert PolicyVersion.objects.filter(state="approved").count() == 1


def test_a_version_that_a_newer_law_made_unreadable_leaves_the_desk_deciding(room: Staffroom):
    version = approved(room)
    broken = version.text.replace('force = "must"', 'force = "perhaps"', 1)
    PolicyVersion.objects.filter(pk=version.pk).update(text=broken, digest="1" * 64)
    assert queries.current(room.school) is queries.shipped()
    assert force(open_one(room, "still").decision) == "should"
    head = sign_in(room.head)
    assert "Our own policy cannot be read any more" in words(head.get(reverse("today")))
    assert "cannot be read any more" in words(head.get(reverse("policy_versions")))
    answer = head.get(reverse("policy_version", args=[version.id]))
    assert answer.status_code == 200
    assert "It cannot be read" in words(answer)
    # The way out: begin from the version that came with the product.
    head.post(reverse("begin_again", args=["shipped"]))
    assert head.get(reverse("policy_draft")).status_code == 200


def test_the_heading_of_a_version_says_its_number_and_day(room: Staffroom):
    version = approved(room)
    page = sign_in(room.teacher).get(reverse("policy_version", args=[version.id]))
    assert heading(page).startswith("Version 2 of ")


def test_a_headteacher_of_two_offices_writes_and_decides_alone(room: Staffroom):
    school = room.other_head.school
    client = sign_in(room.other_head)
    change(client, school, *CONCERN, force="must")
    client.post(reverse("send_draft"), {"note": "A small school.", "seen": seen(school)})
    version = PolicyVersion.objects.get(school=school)
    client.post(reverse("approve_version", args=[version.id]), {"seen": version.digest})
    assert queries.current(school).version.startswith("2+")


def test_who_left_the_roster_leaves_the_version_standing(room: Staffroom):
    writer = make_person(room.school, "Kit Arden", Role.DSL)
    draft = drafting.start_draft(viewer=Viewer.of(writer))
    writer.delete()
    draft.refresh_from_db()
    assert draft.made_by is None
    assert sign_in(room.head).get(reverse("policy_draft")).status_code == 200
