"""Entries commit with what they tell of, in order, and the database itself refuses to change them."""

import io
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from goodname import clock
from goodname.core.prove.seals import genesis
from goodname.core.words import Unreadable
from goodname.web.accounts.models import Person, School
from goodname.web.ledger import verification
from goodname.web.ledger.actions import record
from goodname.web.ledger.models import LedgerEntry, LedgerHead
from goodname.web.ledger.protection import release
from goodname.web.ledger.queries import PAGE, end_of, entries, names, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return School.objects.create(name="Tansy Lane Primary School", town="Wexcombe")


@pytest.fixture
def other():
    return School.objects.create(name="Mill Bank Primary School", town="Otterby")


def looking(school, *hidden):
    return SimpleNamespace(school=school, hidden_matters=frozenset(hidden))


def tamper(sql, *values):
    """What somebody with the database file in hand could do."""
    release(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_entries_form_one_chain_a_school(school, other):
    with clock.at(datetime(2026, 3, 3, 9, 40, 0, 123_999, UTC)):
        first = record(school=school, actor="system", kind="mention.heard", matter="m1")
    second = record(
        school=school,
        actor="p1",
        kind="case.opened",
        matter="m1",
        refs={"case": "c1"},
        clauses=["incidents.deletion"],
        digests={"words": "a" * 64},
    )
    theirs = record(school=other, actor="system", kind="mention.heard")
    assert (first.seq, first.at) == (1, "2026-03-03T09:40:00.123Z")
    assert first.prev == genesis(str(school.pk))
    assert (second.seq, second.prev) == (2, first.hash)
    assert (theirs.seq, theirs.prev) == (1, genesis(str(other.pk)))
    assert end_of(school) == (2, second.hash)
    assert verify(school) == verify(other) == ()
    assert verify(school, first.hash) == ()


def test_an_entry_says_the_same_after_it_was_read_back(school):
    written = record(school=school, actor="p1", kind="note.added", refs={"note": "n", "a": "b"})
    assert LedgerEntry.objects.get(pk=written.pk).entry == written.entry


def test_a_person_can_be_handed_over_as_such(school):
    person = Person.objects.create(school=school, name="Amina Shah")
    entry = record(school=school, actor=person, kind="policy.read")
    assert entry.actor == person.id
    assert names(looking(school), [entry]) == {person.id: "Amina Shah"}


def test_words_are_kept_out_and_leave_no_trace(school):
    with pytest.raises(Unreadable):
        record(school=school, actor="Amina Shah", kind="case.opened")
    assert end_of(school)[0] == 0
    assert verify(school) == ()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(school):
    with pytest.raises(RuntimeError, match="transaction"):
        record(school=school, actor="system", kind="mention.heard")
    assert LedgerEntry.objects.count() == 0


def test_an_entry_goes_when_its_write_fails(school):
    @transaction.atomic
    def write():
        record(school=school, actor="system", kind="mention.heard")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert LedgerEntry.objects.count() == 0
    assert record(school=school, actor="system", kind="mention.heard").seq == 1
    assert verify(school) == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_ledgerentry SET actor = 'somebody-else'",
        "DELETE FROM ledger_ledgerentry",
        "INSERT OR REPLACE INTO ledger_ledgerentry SELECT * FROM ledger_ledgerentry WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_remove_or_replace(school, sql):
    record(school=school, actor="system", kind="mention.heard")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert verify(school) == ()


def test_so_does_every_way_that_the_program_itself_has(school):
    entry = record(school=school, actor="system", kind="mention.heard")
    entry.actor = "somebody-else"
    for attempt in (entry.save, entry.delete, LedgerEntry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE ledger_ledgerentry SET actor = 'x' WHERE seq = 2", "Entry 2 has been altered"),
        ("UPDATE ledger_ledgerentry SET refs = '[1.5]' WHERE seq = 2", "Entry 2 has been altered"),
        ("UPDATE ledger_ledgerentry SET clauses = '7' WHERE seq = 2", "Entry 2 has been altered"),
        ("DELETE FROM ledger_ledgerentry WHERE seq = 2", "Entry 2 is missing before entry 3"),
        (
            "DELETE FROM ledger_ledgerentry WHERE seq = 3",
            "ends with entry 2, which is not the last",
        ),
        ("DELETE FROM ledger_ledgerentry", "ends with nothing, which is not the last"),
        ("UPDATE ledger_ledgerhead SET seq = 2", "Entries after entry 2 were not written by"),
        ("DELETE FROM ledger_ledgerhead", "Entries after entry 0 were not written by"),
    ],
)
def test_whoever_gets_past_the_database_is_found_by_the_check(school, sql, said):
    for _ in range(3):
        record(school=school, actor="system", kind="mention.heard")
    tamper(sql)
    assert said in " ".join(map(str, verify(school)))


def test_who_cuts_the_end_off_everywhere_is_found_with_a_kept_seal(school):
    kept = [record(school=school, actor="system", kind="a.b").hash for _ in range(3)]
    tamper("DELETE FROM ledger_ledgerentry WHERE seq = 3")
    LedgerHead.objects.update(seq=2, hash=kept[1])
    assert verify(school) == ()
    assert "cut off or replaced" in str(verify(school, kept[2])[0])
    out = io.StringIO()
    assert verification.run("", out) == 0
    assert verification.run(kept[2], out) == 1


def test_the_command_says_which_school_and_what(school, other):
    ours = record(school=school, actor="system", kind="mention.heard")
    record(school=other, actor="system", kind="mention.heard")
    out = io.StringIO()
    assert verification.run("", out) == 0
    whole = "the ledger is whole. Its last entry is number 1, sealed"
    assert f"Tansy Lane Primary School: {whole} {ours.hash}\n" in out.getvalue()
    # A seal as somebody types it from paper.
    typed = " ".join(ours.hash.upper()[at : at + 8] for at in range(0, 64, 8))
    assert verification.run(typed, io.StringIO()) == 0

    tamper("UPDATE ledger_ledgerentry SET kind = 'a.b' WHERE school_id = %s", other.pk)
    out = io.StringIO()
    assert verification.run(ours.hash, out) == 1
    assert "Tansy Lane Primary School: the ledger is whole." in out.getvalue()
    assert "Mill Bank Primary School: the ledger is not whole.\n  Entry 1 has been altered" in (
        out.getvalue()
    )


def test_a_viewer_sees_the_own_school_newest_first(school, other):
    record(school=school, actor="system", kind="mention.heard")
    record(school=school, actor="system", kind="case.opened")
    record(school=other, actor="system", kind="case.closed")
    rows, older = entries(looking(school))
    assert [row.kind for row in rows] == ["case.opened", "mention.heard"]
    assert not older


def test_what_is_hidden_is_not_there_nor_anything_that_mentions_it(school):
    record(school=school, actor="system", kind="mention.heard", matter="open")
    record(school=school, actor="system", kind="case.opened", matter="secret")
    record(school=school, actor="system", kind="matter.hidden", refs={"matter": "secret"})
    rows, _ = entries(looking(school, "secret"))
    assert [row.kind for row in rows] == ["mention.heard"]
    rows, _ = entries(looking(school))
    assert len(rows) == 3


def test_pages_are_full_whatever_is_hidden(school):
    for number in range(PAGE + 10):
        record(school=school, actor="system", kind="a.shown", matter=f"m{number}")
        record(school=school, actor="system", kind="a.hidden", matter="secret")
    viewer = looking(school, "secret")
    first, older = entries(viewer, 1)
    assert (len(first), older) == (PAGE, True)
    second, older = entries(viewer, 2)
    assert (len(second), older) == (10, False)
    assert entries(viewer, 3) == ([], False)
    assert {row.kind for row in first + second} == {"a.shown"}
