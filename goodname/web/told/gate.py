"""The question that comes before every file, and the answer that opens the way for one."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer

from .models import Gate

QUESTION = "Could it show a nude or sexual image of a child?"
FRESH = timedelta(minutes=30)
KEEP = timedelta(days=1)  # an answer that nobody used


def session_mark(session_key: str) -> str:
    """What is kept of a session's key: enough to know it again, useless to anybody else."""
    return sha256(f"told {session_key}".encode()).hexdigest()


@transaction.atomic
def answer_no(*, viewer: Viewer, session_key: str) -> Gate:
    """Remember the answer. It goes into the file's manifest when one is taken.

    The ledger has it with the telling, not before: a line of its own could tell somebody whom it
    is about that a colleague is about to tell.
    """
    if not session_key:
        raise Refused("Sign in first.")
    return Gate.objects.create(
        person=viewer.person, session=session_mark(session_key), answered_at=clock.now()
    )


def standing(*, viewer: Viewer, gate_id: str, session_key: str) -> Gate | None:
    """The answer, where this person gave it in this session within the last half hour."""
    return Gate.objects.filter(
        id=gate_id,
        person=viewer.person,
        session=session_mark(session_key),
        answered_at__gt=clock.now() - FRESH,
    ).first()


def use(gate: Gate) -> datetime:
    """Use the answer up, within the caller's transaction. Raises Refused where it was used."""
    deleted, _ = Gate.objects.filter(pk=gate.pk).delete()
    if not deleted:
        raise Refused("That answer was used already. Answer again for this file.")
    return gate.answered_at
