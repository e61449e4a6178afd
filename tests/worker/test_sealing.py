"""The seal of the ledger in somebody else's mailbox: on school days, once, and it shows a rewritten past."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from goodname import clock
from goodname.core.prove.chain import Broken
from goodname.core.words import Role
from goodname.web.accounts.models import Person, School
from goodname.web.ledger import verification
from goodname.web.ledger.models import LedgerEntry, LedgerHead
from goodname.web.ledger.protection import protect, release
from goodname.web.ledger.queries import verify
from goodname.worker import sealing
from tests.web.reading import words
from tests.world import MONDAY, make_person, make_school, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
KEEPER = "clerk@governors.example"


@pytest.fixture(autouse=True)
def in_the_morning() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def head(school: School) -> Person:
    return make_person(school, "Priya Hollis", Role.HEADTEACHER)


def choose(head: Person, address: str) -> str:
    answer = sign_in(head).post(reverse("seal_keeper"), {"address": address}, follow=True)
    return words(answer)


def kept(postbox) -> list[str]:
    """The seals that came, put together from their blocks."""
    bodies = [one.content.decode() for one in postbox.taken]
    return [re.search(r"--head ([0-9a-f]{64})", body)[1] for body in bodies]


def test_the_keeper_gets_a_seal_on_each_school_day_and_only_one(school, head, postbox):
    assert f"It goes to {KEEPER}" in choose(head, KEEPER)
    for days in range(8):
        for hours in (0, 1, 14):  # in the morning, again, and late in the evening
            with clock.at(MONDAY + timedelta(days=days, hours=hours)):
                sealing.send_seals()
    assert [one.rcpt_tos for one in postbox.taken] == [[KEEPER]] * 6  # no Saturday, no Sunday
    assert len(set(kept(postbox))) == 6
    text = postbox.taken[0].content.decode()
    assert "It says nothing about" in text
    assert "Hollis" not in text
    for seal in kept(postbox):
        assert verify(school, seal) == ()
        assert verification.run(seal, io.StringIO()) == 0


def test_nobody_gets_one_until_somebody_was_chosen_and_after_nobody_was(school, head, postbox):
    sealing.send_seals()
    choose(head, KEEPER)
    assert "Nobody gets it." in choose(head, "")
    sealing.send_seals()
    assert postbox.taken == []
    told = words(sign_in(head).get(reverse("ledger")))
    assert "Priya Hollis chose who is sent the seal of this ledger." in told
    assert "Priya Hollis chose that nobody is sent the seal of this ledger." in told


def test_a_whole_new_ledger_is_found_by_the_seal_that_the_keeper_has(school, head, postbox):
    choose(head, KEEPER)
    sealing.send_seals()
    (seal,) = kept(postbox)
    release(connection)  # the owner of the machine writes it anew, and it fits together
    LedgerEntry.objects.all().delete()
    LedgerHead.objects.all().delete()
    protect(connection)
    choose(head, KEEPER)
    assert verify(school) == ()
    assert [fault.what for fault in verify(school, seal)] == [Broken.TRUNCATED]
    assert verification.run(seal, io.StringIO()) == 1


def test_where_the_ledger_is_not_whole_the_keeper_is_told_so_and_gets_no_seal(
    school, head, postbox
):
    choose(head, KEEPER)
    release(connection)
    LedgerEntry.objects.filter(seq=1).update(actor="somebody")
    protect(connection)
    sealing.send_seals()
    (message,) = postbox.taken
    assert "Subject: The ledger is not whole" in message.content.decode()
    assert "--head" not in message.content.decode()


def test_what_is_no_address_is_refused_and_nothing_changes(school, head):
    answer = sign_in(head).post(reverse("seal_keeper"), {"address": "the clerk"})
    assert answer.status_code == 422
    school.refresh_from_db()
    assert school.seal_to == ""
