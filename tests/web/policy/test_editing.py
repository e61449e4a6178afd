"""Writing a draft of the policy, rule by rule: what is seen before it is saved, and what is refused."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from goodname.core.decide import facts as fact_sheet
from goodname.core.decide import writing
from goodname.core.words import Author, Conduct, Facts, Refused, Towards
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.models import LedgerEntry
from goodname.web.policy import effects, queries
from goodname.web.policy.actions import deciding, drafting
from goodname.web.policy.models import PolicyVersion
from goodname.web.policy.rows import RowForm
from tests.web.policy.drafting import (
    CONCERN,
    Staffroom,
    change,
    drafted,
    filled,
    make_staffroom,
    seen,
)
from tests.web.reading import source, words
from tests.world import hear, make_source, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Staffroom]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_staffroom()
        transaction.set_rollback(True)


@pytest.fixture
def room(made: Staffroom, db: None) -> Staffroom:
    return made


def draft_of(room: Staffroom) -> PolicyVersion:
    return PolicyVersion.objects.get(school=room.school, state="draft")


def test_the_first_change_begins_a_draft_and_nothing_else_changes(room: Staffroom):
    before = queries.current(room.school).version
    answer = change(sign_in(room.lead), room.school, *CONCERN, force="must")
    assert answer.status_code == 302
    draft = draft_of(room)
    assert (draft.number, draft.made_by) == (2, room.lead)
    assert writing.rows(draft.text, CONCERN[0])[0]["force"] == "must"
    assert queries.current(room.school).version == before
    told = words(sign_in(room.head).get(reverse("policy_draft")))
    assert "The Headteacher must invite the author to talk in private" in told
    kinds = list(LedgerEntry.objects.filter(kind__startswith="policy.").order_by("seq"))
    assert [one.kind for one in kinds] == ["policy.draft_begun", "policy.rule_changed"]
    assert kinds[1].clauses == ["concerns.direct"]


def test_what_would_be_decided_differently_is_shown_before_anything_is_saved(room: Staffroom):
    client = sign_in(room.lead)
    data = filled(room.school, *CONCERN, force="must") | {"weigh": "1"}
    told = words(client.post(reverse("edit_row", args=CONCERN), data))
    assert "Where there is a concern: the Headteacher must invite the author" in told
    assert "Made-up cases" in told
    assert "Asked differently" in told
    assert not PolicyVersion.objects.exists()


def test_a_past_mention_that_would_be_decided_differently_is_named(room: Staffroom):
    mention = hear(
        make_source(room.school),
        "The gate at Tansy Lane Primary School, Wexcombe, is always shut too early. Poor.",
    )
    facts = Facts(Author.PARENT, frozenset({Conduct.CONCERN}), frozenset({Towards.SCHOOL}))
    type(mention).objects.filter(pk=mention.pk).update(facts=fact_sheet.as_json(facts))
    drafted(room)
    page = source(sign_in(room.lead).get(reverse("policy_draft")))
    assert reverse("mention", args=[mention.id]) in page
    # A teacher who may not see mentions cannot see a draft either.
    assert sign_in(room.teacher).get(reverse("policy_draft")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"why": ""}, "Say why, in one plain sentence."),
        ({"number": "soon"}, "Write a whole number, such as 2, or nothing."),
        ({"number": "-1"}, "Write 0 or more."),
        ({"number": "4000"}, "Write 365 or less."),
        ({"choice": ""}, "Say who chose this time, and why."),
        ({"force": "shall"}, "Select a valid choice"),
        ({"owner": "police"}, "Select a valid choice"),
        ({"where": ["harm"], "except": ["harm"]}, "ticked as so and as not so"),
        ({"where": ["nonsense"]}, "Select a valid choice"),
        ({"why": "x" * 100_000}, "at most 300 characters"),
    ],
)
def test_a_bad_answer_is_told_beside_its_question_and_nothing_is_lost(
    changes: dict[str, object], said: str, room: Staffroom
):
    data = filled(room.school, *CONCERN) | ({"choice": "We said so at the gate."} | changes)
    answer = sign_in(room.lead).post(reverse("edit_row", args=CONCERN), data)
    assert answer.status_code == 422
    assert said in words(answer)
    if "choice" not in changes:
        assert "We said so at the gate." in source(answer)
    assert not PolicyVersion.objects.exists()


def test_every_rule_that_is_saved_as_it_stands_leaves_its_text_as_it_stands(room: Staffroom):
    text = policies.text("highfield")
    policy = policies.read_text(text)
    for clause in policy.packs[0].clauses:
        for number, row in enumerate(writing.rows(text, clause.id), start=1):
            blank = RowForm(row=row, policy=policy)
            said = {name: blank.initial.get(name) for name in blank.fields}
            said = {name: value for name, value in said.items() if value not in (None, "", [])}
            form = RowForm(said, row=row, policy=policy)
            assert form.is_valid(), (clause.id, number, form.errors)
            assert writing.set_row(text, clause.id, number, form.table) == text


def test_a_rule_is_added_and_taken_out_again(room: Staffroom):
    client = sign_in(room.head)
    address = reverse("add_row", args=["conduct.private_too"])
    new = {
        "kind": "ask", "action": "remind_staff", "force": "may", "owner": "headteacher",
        "to": "staff_member", "unit": "school_days", "why": "A word in time helps.",
        "where": ["harm"], "author": ["staff"], "conduct-none": ["threat", "violent"],
        "seen": seen(room.school),
    }  # fmt: skip
    assert client.post(address, new).status_code == 302
    assert writing.rows(draft_of(room).text, "conduct.private_too")[1] == {
        "where": ["harm"],
        "author": ["staff"],
        "conduct": {"none": ["violent", "threat"]},
        "ask": "remind_staff",
        "force": "may",
        "owner": "headteacher",
        "to": "staff_member",
        "why": "A word in time helps.",
    }
    away = reverse("remove_row", args=["conduct.private_too", 2])
    assert client.post(away, {"seen": seen(room.school)}).status_code == 302
    assert len(writing.rows(draft_of(room).text, "conduct.private_too")) == 1
    assert "Nothing is changed yet" in words(client.get(reverse("policy_draft")))


def test_a_new_rule_that_forbids_needs_nobody_to_do_it(room: Staffroom):
    new = {"kind": "forbid", "action": "contact_posh", "unit": "school_days", "why": "We go first."}
    data = new | {"author": ["pupil"], "seen": seen(room.school)}
    answer = sign_in(room.head).post(reverse("add_row", args=["conduct.respect"]), data)
    assert answer.status_code == 302
    rows = writing.rows(draft_of(room).text, "conduct.respect")
    assert rows[-1] == {"author": ["pupil"], "forbid": ["contact_posh"], "why": "We go first."}


def test_a_new_rule_that_asks_says_how_firmly_and_whom(room: Staffroom):
    new = {"kind": "ask", "action": "reply", "unit": "school_days", "why": "So."}
    data = new | {"seen": seen(room.school)}
    answer = sign_in(room.head).post(reverse("add_row", args=["conduct.respect"]), data)
    assert answer.status_code == 422
    assert "Choose how firmly it is asked." in words(answer)
    assert "Choose who does it." in words(answer)


def test_who_tells_whom_is_not_asked_of_a_rule_that_tells(room: Staffroom):
    text = policies.text("highfield")
    clause, number = next(
        (clause.id, number)
        for clause in policies.read_text(text).packs[0].clauses
        for number, row in enumerate(writing.rows(text, clause.id), start=1)
        if row.get("ask") == "notify_dsl"
    )
    page = source(sign_in(room.lead).get(reverse("edit_row", args=[clause, number])))
    assert 'name="owner"' not in page
    assert 'name="force"' in page


def test_alternatives_are_shown_as_words_and_kept(room: Staffroom):
    clause, number = CONCERN
    either = [{"danger": ["none"]}, {"audience": ["direct"], "author": ["pupil"]}]
    draft = drafted(room)
    row = writing.rows(draft.text, clause)[0] | {"either": either}
    drafting.set_row(
        viewer=Viewer.of(room.lead), seen=draft.digest, clause=clause, number=number, row=row
    )
    client = sign_in(room.lead)
    told = words(client.get(reverse("edit_row", args=[clause, number])))
    assert "either there is no danger, or a pupil wrote it and it is a private message" in told
    assert change(client, room.school, clause, number, why="For a new reason.").status_code == 302
    kept = writing.rows(draft_of(room).text, clause)[number - 1]
    assert kept == row | {"why": "For a new reason."}


def test_remarks_in_the_text_survive(room: Staffroom):
    change(sign_in(room.lead), room.school, *CONCERN, force="must")
    shipped = re.findall(r"(?m)^#.*$", policies.text("highfield"))
    assert shipped
    assert re.findall(r"(?m)^#.*$", draft_of(room).text) == shipped


def test_a_rule_of_the_law_cannot_be_changed_and_the_page_says_why(room: Staffroom):
    client = sign_in(room.head)
    address = reverse("edit_row", args=["england.prevent", 1])
    answer = client.get(address)
    assert "may not change this one" in words(answer)
    assert "<textarea" not in source(answer)
    data = filled(room.school, *CONCERN)
    assert client.post(address, data).status_code == 403
    assert client.post(reverse("add_row", args=["england.prevent"]), data).status_code == 403
    client.post(reverse("remove_row", args=["england.prevent", 1]), data)
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize(
    ("clause", "number", "status"),
    [("concerns.direct", 9, 404), ("concerns.direct", 0, 404), ("no.such", 1, 404)],
)
def test_a_rule_that_is_not_there_is_not_found(
    clause: str, number: int, status: int, room: Staffroom
):
    address = reverse("edit_row", args=[clause, number])
    assert sign_in(room.head).get(address).status_code == status


def test_a_rule_that_the_draft_took_out_leads_to_the_draft(room: Staffroom):
    """The policy that is read has the rule still, and a link to change it."""
    client = sign_in(room.lead)
    client.post(reverse("remove_row", args=CONCERN), {"seen": seen(room.school)})
    answer = client.get(reverse("edit_row", args=CONCERN), follow=True)
    assert "The draft has no such rule any more" in words(answer)
    assert "Taken out" in words(answer)


def test_two_people_who_change_the_draft_at_once_do_not_overwrite_each_other(room: Staffroom):
    first, second = sign_in(room.lead), sign_in(room.head)
    mine = filled(room.school, *CONCERN, why="The second pen.")
    change(first, room.school, *CONCERN, force="must")
    answer = second.post(reverse("edit_row", args=CONCERN), mine)
    assert answer.status_code == 422
    assert "Somebody else changed the draft" in words(answer)
    assert "The second pen." in source(answer)
    assert "the Headteacher must invite" in words(answer)
    again = mine | {"seen": re.search(r'name="seen" value="(\w+)"', source(answer))[1]}
    assert second.post(reverse("edit_row", args=CONCERN), again).status_code == 302
    assert writing.rows(draft_of(room).text, CONCERN[0])[0]["why"] == "The second pen."


def test_a_school_has_one_draft_at_a_time(room: Staffroom):
    drafted(room)
    answer = sign_in(room.head).post(reverse("begin_again", args=["shipped"]), follow=True)
    assert "There is a draft already" in words(answer)
    assert PolicyVersion.objects.filter(school=room.school).count() == 1


def test_a_draft_is_thrown_away_whole(room: Staffroom):
    drafted(room)
    client = sign_in(room.lead)
    client.post(reverse("discard_draft"))
    assert not PolicyVersion.objects.exists()
    assert client.post(reverse("discard_draft"), follow=True).status_code == 200


def test_a_fault_stops_the_draft_and_is_shown_with_an_example(room: Staffroom):
    """Civil criticism handed to the staff handbook breaks a rule that no school may break."""
    client = sign_in(room.lead)
    new = {
        "kind": "ask", "action": "apply_staff_handbook", "force": "must", "owner": "headteacher",
        "to": "author", "unit": "school_days", "why": "They should not say so.",
        "author": ["staff"], "conduct-any": ["criticism"], "seen": seen(room.school),
    }  # fmt: skip
    assert client.post(reverse("add_row", args=["staff.opinions"]), new).status_code == 302
    told = words(client.get(reverse("policy_draft")))
    assert "from being used" in told
    assert "For example:" in told
    assert "It cannot be sent" in told
    answer = client.post(reverse("send_draft"), {"note": "Please.", "seen": seen(room.school)})
    assert answer.status_code == 422
    assert "with which it cannot be used" in words(answer)
    assert draft_of(room).state == PolicyVersion.DRAFT


def test_a_draft_that_no_longer_reads_is_shown_in_plain_words(room: Staffroom):
    draft = drafted(room)
    broken = draft.text.replace('force = "must"', 'force = "perhaps"', 1)
    PolicyVersion.objects.filter(pk=draft.pk).update(text=broken)
    answer = sign_in(room.lead).get(reverse("policy_draft"))
    assert answer.status_code == 200
    assert "It cannot be read" in words(answer)
    assert "does not know perhaps" in words(answer)
    edit = sign_in(room.lead).get(reverse("edit_row", args=CONCERN), follow=True)
    assert "It cannot be read" in words(edit)


def test_what_waits_cannot_be_changed_until_it_is_taken_back(room: Staffroom):
    draft = drafted(room)
    sent = deciding.send_draft(viewer=Viewer.of(room.lead), seen=draft.digest, note="Sooner.")
    client = sign_in(room.lead)
    answer = change(client, room.school, *CONCERN, force="may")
    assert answer["Location"] == reverse("policy_version", args=[sent.id])
    assert PolicyVersion.objects.get(pk=sent.pk).digest == sent.digest
    client.post(reverse("take_back", args=[sent.id]))
    assert change(client, room.school, *CONCERN, force="may").status_code == 302
    assert writing.rows(draft_of(room).text, CONCERN[0])[0]["force"] == "may"


def test_a_change_that_cannot_be_worked_through_is_said_and_breaks_no_page(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch
):
    def too_many(old: object, new: object) -> list[object]:
        raise Refused("There are too many different rows to say what would change.")

    drafted(room)
    monkeypatch.setattr(effects, "differences", too_many)
    told = words(sign_in(room.lead).get(reverse("policy_draft")))
    assert "There are too many different rows" in told
