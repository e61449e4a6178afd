"""The ledger's page: plain sentences for whoever may read it, and no trace of what is hidden."""

import re
from datetime import UTC, datetime

import pytest

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import Account, Matter, Person, School
from goodname.web.ledger.actions import record
from goodname.web.ledger.models import LedgerEntry, LedgerHead
from goodname.web.ledger.queries import PAGE, verify
from goodname.web.ledger.sentences import SENTENCES, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return School.objects.create(name="Tansy Lane Primary School", town="Wexcombe")


@pytest.fixture
def head(school):
    return person(school, "Amina Shah", Role.HEADTEACHER)


def person(school, name, *roles):
    account = Account.objects.create_user(f"{name.split()[0].lower()}@tansylane.example", "x" * 12)
    return Person.objects.create(
        school=school, name=name, roles=[role.value for role in roles], account=account
    )


def signed_in(client, who):
    client.force_login(who.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(response):
    """What a reader sees of the main part: its words, without mark-up."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def test_it_reads_as_days_times_and_sentences(client, school, head):
    with clock.at(datetime(2026, 6, 1, 8, 5, tzinfo=UTC)):
        record(
            school=school,
            actor=head,
            kind="case.opened",
            refs={"case": "c1"},
            clauses=("incidents.deletion",),
        )
    with clock.at(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)):
        record(school=school, actor="system", kind="removal.checked")
    page = signed_in(client, head).get("/ledger/")
    words = shown(page)
    assert "9:05 Amina Shah opened a case. Incidents, 2" in words
    assert "0:30 Goodname looked whether a post is still there." in words
    assert words.index("Tuesday 2 June") < words.index("Monday 1 June")
    assert 'href="/policy/#incidents.deletion"' in page.content.decode()


def test_a_new_desk_shows_that_somebody_signed_in_and_nothing_else(client, head):
    words = shown(signed_in(client, head).get("/ledger/"))
    assert "Amina Shah signed in." in words
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("role", [Role.STAFF_MEMBER, Role.CLASS_TEACHER, Role.OFFICE])
def test_who_may_not_read_it_finds_no_such_page(client, school, role):
    other = person(school, "Ruth Adeyemi", role)
    assert signed_in(client, other).get("/ledger/").status_code == 404
    assert client.post("/ledger/").status_code == 404


def test_who_is_not_signed_in_is_asked_to_sign_in(client):
    answer = client.get("/ledger/")
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_the_subject_of_a_matter_sees_the_very_page_that_they_would_see_without_it(
    client, school, head
):
    matter = Matter.objects.create(school=school)
    matter.hidden_from.add(head)
    with clock.at(datetime(2026, 6, 1, 8, 5, tzinfo=UTC)):
        record(school=school, actor="system", kind="mention.heard")
    before = shown(signed_in(client, head).get("/ledger/"))
    with clock.at(datetime(2026, 6, 1, 8, 6, tzinfo=UTC)):
        record(school=school, actor="system", kind="case.opened", matter=matter.id)
        record(school=school, actor="system", kind="capture.taken", refs={"matter": matter.id})
    assert shown(client.get("/ledger/")) == before


def test_a_check_tells_the_subject_neither_how_many_nor_whether_more(client, school, head):
    matter = Matter.objects.create(school=school)
    matter.hidden_from.add(head)
    client = signed_in(client, head)
    seals = []
    for hidden in (False, True):
        if hidden:
            record(school=school, actor="system", kind="case.opened", matter=matter.id)
        words = shown(client.post("/ledger/", {"kept": ""}))
        assert "The ledger is whole" in words
        seals.append(" ".join(re.findall(r"\b[0-9a-f]{8}\b", words)))
        told = words.replace(seals[-1], "SEAL")
        assert not re.search(r"\b(entry|entries|lines?) \d", told.lower())
    # A check is itself an entry with a random digest: two seals differ in either case.
    assert seals[0] != seals[1]
    checks = LedgerEntry.objects.filter(kind="ledger.checked")
    assert len({row.digests["chain"] for row in checks}) == 2
    assert verify(school) == ()


def test_a_kept_seal_is_found_again_and_a_foreign_one_is_not(client, school, head):
    client = signed_in(client, head)
    first = shown(client.post("/ledger/", {"kept": ""}))
    seal = " ".join(re.findall(r"\b[0-9a-f]{8}\b", first))
    record(school=school, actor="system", kind="mention.heard")
    assert "seal that you kept is among them" in shown(
        client.post("/ledger/", {"kept": seal.upper()})
    )
    words = shown(client.post("/ledger/", {"kept": "ab" * 32}))
    assert "The seal that you kept is not in the ledger" in words


def test_a_seal_that_is_none_is_answered_beside_the_field(client, head):
    answer = signed_in(client, head).post("/ledger/", {"kept": "our head's birthday"})
    assert answer.status_code == 422
    assert "A seal has 64 letters and digits" in shown(answer)
    assert not LedgerEntry.objects.filter(kind="ledger.checked").exists()


def test_a_broken_chain_is_told_without_saying_where(client, school, head):
    record(school=school, actor="system", kind="mention.heard")
    LedgerHead.objects.update(hash="f" * 64)
    words = shown(signed_in(client, head).post("/ledger/", {"kept": ""}))
    assert "The ledger is not whole" in words
    assert "goodname verify --ledger" in words
    assert not LedgerEntry.objects.filter(kind="ledger.checked").exists()


def test_long_ledgers_have_pages_and_no_page_beyond_the_last(client, school, head):
    for _ in range(PAGE + 1):
        record(school=school, actor="system", kind="mention.heard")
    client = signed_in(client, head)
    assert 'href="?page=2"' in client.get("/ledger/").content.decode()
    assert 'href="?page=1"' in client.get("/ledger/?page=2").content.decode()
    for wrong in ("3", "0", "-1", "x", "²", "9" * 30):
        assert client.get("/ledger/", {"page": wrong}).status_code == 404


def test_every_kind_is_a_whole_sentence_and_an_unknown_one_can_be_read():
    for kind in SENTENCES:
        said = sentence(kind, "p1", {"p1": "Amina Shah"})
        assert said.startswith("Amina Shah ")
        assert said.endswith(".")
        assert "{" not in said
    assert sentence("case.set_aside", "system", {}) == "Goodname: case set aside."
    assert sentence("case.opened", "p1", {}) == "Somebody no longer on the roster opened a case."
