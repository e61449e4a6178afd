"""What leaves the house once: every way in which sending can end, with a real mail server."""

import asyncio
from collections.abc import Callable, Iterator
from smtplib import SMTP
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import Envelope, Session
from django.db import transaction

from goodname.web.accounts.models import School
from goodname.web.work import beats, effects
from goodname.web.work.models import Beat, Effect
from tests.worker.desks import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Postbox:
    """Takes, refuses or swallows what it is given, as a subject line asks."""

    def __init__(self) -> None:
        self.taken = 0

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        assert envelope.content is not None
        if b"refuse" in envelope.content:
            return "554 not here"
        self.taken += 1
        if b"swallow" in envelope.content:  # taken, and then the line breaks before the answer
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(1)
        return "250 taken"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, Callable[[str], Callable[[], None]]]]:
    box = Postbox()
    door = Controller(box, hostname="127.0.0.1", port=(port := free_port()))
    door.start()

    def letter(subject: str) -> Callable[[], None]:
        def send() -> None:
            with effects.before_leaving():
                line = SMTP("127.0.0.1", port, timeout=5)
            with line:
                line.sendmail("office@a.example", ["b@b.example"], f"Subject: {subject}\n\nHello.")

        return send

    yield box, letter
    door.stop()


@pytest.fixture
def school() -> School:
    return School.objects.create(name="Tansy Lane Primary School")


def test_what_was_sent_is_never_sent_again(postbox: Any, school: School) -> None:
    box, letter = postbox
    for _ in range(3):
        assert effects.once("letter:1", school, letter("plain")).state == effects.SENT
    assert box.taken == 1


def test_what_was_refused_waits_for_a_person(postbox: Any, school: School) -> None:
    box, letter = postbox
    told = effects.once("letter:1", school, letter("refuse"))
    assert told.state == effects.FAILED
    assert "not here" in told.reason
    assert effects.once("letter:1", school, letter("plain")).state == effects.FAILED
    assert box.taken == 0
    assert effects.allow_again("letter:1")
    assert effects.once("letter:1", school, letter("plain")).state == effects.SENT
    assert box.taken == 1
    assert not effects.allow_again("letter:1")


def test_a_line_that_breaks_after_the_letter_was_taken_is_unsure(
    postbox: Any, school: School
) -> None:
    box, letter = postbox
    assert effects.once("letter:1", school, letter("swallow")).state == effects.UNSURE
    assert effects.once("letter:1", school, letter("plain")).state == effects.UNSURE
    assert box.taken == 1


def test_a_server_that_is_not_there_took_nothing(school: School) -> None:
    def send() -> None:
        with effects.before_leaving():
            SMTP("127.0.0.1", 1, timeout=5)

    assert effects.once("letter:1", school, send).state == effects.FAILED


def test_while_a_living_worker_is_at_it_others_keep_off(school: School) -> None:
    beats.Beat.objects.create(worker_id="colleague", at=beats.Now())
    effects.once("letter:1", school, lambda: None)
    Effect.objects.update(state=effects.SENDING, by="colleague")
    assert effects.once("letter:1", school, _never).state == effects.SENDING
    Beat.objects.update(at=beats.Now() - beats.DEAD_AFTER * 2)
    assert effects.once("letter:1", school, _never).state == effects.UNSURE


def test_the_mark_must_be_lasting_so_a_transaction_is_refused(school: School) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        effects.once("letter:1", school, _never)
    assert not Effect.objects.exists()


def _never() -> None:
    raise AssertionError("sent, although it must not be")
