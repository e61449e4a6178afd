"""What the worker writes down of a look at a place that nobody has kept yet."""

from datetime import datetime

from django.db import transaction

from goodname.core.listen.kinds import SEARCHES, Kind
from goodname.core.listen.letters.mail import FOR_US, MailKind
from goodname.core.listen.places.detect import Detected
from goodname.core.listen.talk import Batch, NotHeard
from goodname.core.sort.names import MEANT_FROM
from goodname.core.words import Post, Refused
from goodname.web.inbox.models import Connection, Probe
from goodname.web.inbox.reading import read

from . import parts, phrasing
from .spending import spend

SHOWN = 20


def keep_kind(*, probe: Probe, detected: Detected) -> None:
    """What a pasted address turned out to be; and the other addresses that it names.

    Raises Refused where that is a search for anything but the school.
    """
    if detected.kind in SEARCHES and detected.query:
        phrasing.checked(detected.query, probe.school)
    if reason := phrasing.refused_search(detected.address, probe.school, detected.title):
        raise Refused(reason)
    probe.kind = detected.kind.value
    probe.address = detected.address or probe.address
    probe.query, probe.options = detected.query, dict(detected.options)
    probe.title = detected.title[:200]
    probe.offers = [_offer(one) for one in detected.offers][:10]
    probe.save(update_fields=["kind", "address", "query", "options", "title", "offers"])


def keep_options(*, probe: Probe, options: dict[str, str]) -> None:
    """What the look found out that every later look needs as well."""
    probe.options = options
    probe.save(update_fields=["options"])


def _offer(one: Detected) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "address": one.address,
        "query": one.query,
        "options": dict(one.options),
        "title": one.title[:200],
    }


@transaction.atomic
def keep_found(*, probe: Probe, batch: Batch, now: datetime) -> None:
    """It answered: show what it would bring, and count what the look cost."""
    Probe.objects.filter(pk=probe.pk).update(
        state=Probe.READY,
        title=(batch.title or probe.title)[:200],
        found=[_row(said, probe) for said in batch.posts[:SHOWN]],
        seen=len(batch.posts),
        note=batch.note[:300],
        spent=batch.spent,
        offers=[*probe.offers, *parts.seen(probe, batch.posts, batch.title)],
    )
    if probe.connection is None:
        return
    connection = Connection.objects.select_for_update().get(pk=probe.connection_id)
    connection.problem = ""
    if batch.session is not None:
        connection.session = batch.session
    if batch.left is not None:
        connection.left, connection.left_at = batch.left, now
    connection.save()
    spend(connection, batch.spent, now)


def _row(said: Post, probe: Probe) -> dict[str, object]:
    """One entry with how it would be sorted."""
    heard = read(said, probe.school, is_local=probe.kind not in SEARCHES)
    return {
        "title": said.title,
        "text": said.text[:300],
        "author": said.author,
        "posted": said.posted.isoformat() if said.posted else None,
        "about_us": heard.match.confidence >= MEANT_FROM or _is_a_letter(said, probe),
        "tone": heard.reading.tone.value,
        "flagged": [harm.value for harm in heard.reading.flagged],
        "abstained": heard.reading.abstained,
    }


def _is_a_letter(said: Post, probe: Probe) -> bool:
    """Whether it is written to the school itself: then it means the school, whatever it says."""
    written = {*FOR_US, MailKind.OWN}
    return probe.kind == Kind.MAILBOX and dict(said.marks).get("kind", "") in written


@transaction.atomic
def keep_failure(*, probe: Probe, reason: NotHeard, now: datetime) -> None:
    """It could not be heard: say why. A key that was only tried is forgotten at once."""
    _failed(probe, reason.note)
    if probe.connection is None:
        return
    connection = Connection.objects.select_for_update().get(pk=probe.connection_id)
    spend(connection, reason.spent, now)
    if reason.session is not None:
        connection.session = reason.session
    if connection.tested_at is None:
        connection.secret_text = connection.session_text = None
    connection.save()


def keep_refusal(*, probe: Probe, reason: str) -> None:
    """What it turned out to be is refused by a rule of the house: one person's own page, mostly."""
    _failed(probe, reason)


def _failed(probe: Probe, problem: str) -> None:
    Probe.objects.filter(pk=probe.pk).update(state=Probe.FAILED, problem=problem[:300])
