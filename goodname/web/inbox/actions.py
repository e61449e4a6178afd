"""What people do with sources and mentions: each is one transaction with its line in the ledger."""

from datetime import timedelta

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record

from .models import Mention, Probe, Source
from .tasks import poll_source, probe_address

FILED_REASONS = {
    "nothing_owed": "Nothing is owed",
    "answered": "Answered already",
    "seen_before": "Seen before",
}


@transaction.atomic
def try_address(*, viewer: Viewer, address: str) -> Probe:
    """Ask what an address would bring, without keeping it."""
    probe = Probe.objects.create(
        school=viewer.school, asked_by=viewer.person, asked_at=clock.now(), address=address
    )
    probe_address.enqueue(probe.id)
    return probe


@transaction.atomic
def add_source(*, viewer: Viewer, probe: Probe, title: str, is_local: bool) -> Source:
    """Keep an address that was tried, and ask it at once."""
    if probe.state != Probe.READY:
        raise Refused("Look at what it would bring first; then it can be saved.")
    known = Source.objects.filter(school=viewer.school, address=probe.address).first()
    if known is not None and known.state == Source.STOPPED:
        raise Refused(
            "We listened to this address before, and stopped. Start it again on its own page, "
            f"“{known.title}”."
        )
    if known is not None:
        raise Refused("We already listen to this address.")
    source = Source.objects.create(
        school=viewer.school,
        address=probe.address,
        title=title or probe.title or probe.address,
        is_local=is_local,
        added_by=viewer.person,
        added_at=clock.now(),
        next_look=clock.now() + timedelta(seconds=60),
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="source.added",
        refs={"source": source.id},
        clauses=("footprint.monitor",),
    )
    poll_source.enqueue(source.id)
    return source


@transaction.atomic
def stop_source(*, viewer: Viewer, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(state=Source.STOPPED, next_look=None)
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="source.stopped",
        refs={"source": source.id},
    )


@transaction.atomic
def start_source(*, viewer: Viewer, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(
        state=Source.ACTIVE, failures=0, next_look=clock.now()
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="source.started",
        refs={"source": source.id},
    )
    poll_source.enqueue(source.id)


def _change(viewer: Viewer, mention: Mention, *, state: str, reason: str, kind: str) -> None:
    now_at = Mention.objects.select_for_update().get(pk=mention.pk)
    if now_at.state == Mention.CASE:
        raise Refused("This mention belongs to a case. Close the case instead.")
    Mention.objects.filter(pk=mention.pk).update(
        state=state, reason=reason, changed_by=viewer.person, changed_at=clock.now()
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        matter=mention.matter_id,
        refs={"mention": mention.id} | ({"reason": reason} if reason else {}),
    )


@transaction.atomic
def file_mention(*, viewer: Viewer, mention: Mention, reason: str) -> None:
    """Put a mention away, saying why."""
    if reason not in FILED_REASONS:
        raise Refused(f"Choose a reason: {', '.join(FILED_REASONS.values()).lower()}.")
    _change(viewer, mention, state=Mention.FILED, reason=reason, kind="mention.filed")


@transaction.atomic
def not_us(*, viewer: Viewer, mention: Mention) -> None:
    """Say that a mention is about another school, or about no school."""
    _change(viewer, mention, state=Mention.NOT_US, reason="", kind="mention.not_us")


@transaction.atomic
def restore_mention(*, viewer: Viewer, mention: Mention) -> None:
    """Undo: the mention is new again."""
    _change(viewer, mention, state=Mention.NEW, reason="", kind="mention.restored")
