"""What the worker keeps of one look at a source: posts about us, and an honest line about the look."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import TURNS, Kind
from goodname.core.listen.talk import Batch, NotHeard, Outcome
from goodname.web.ledger.actions import record

from .keeping import keep_posts
from .models import Connection, Look, Source
from .sources.spending import spend

DAY = timedelta(days=1)
STAYS = "stays"  # the option that holds the new addresses to which the school said no, one a line
MOST_DOUBLINGS = 17  # makes a day of a second; without an end the number outgrows a timedelta


def next_look(now: datetime, failures: int, kind: str = Kind.FEED) -> datetime:
    """After a failure the wait doubles, to a day at most; a source is never given up silently."""
    usual = timedelta(seconds=settings.POLL_SECONDS * TURNS[Kind(kind)])
    return now + min(usual * 2 ** min(failures, MOST_DOUBLINGS), DAY)


@transaction.atomic
def keep_batch(*, source: Source, batch: Batch) -> int:
    """Keep what is new in what a source said. Returns how many new mentions there are."""
    now = clock.now()
    new = keep_posts(source, batch.posts, now)
    figures = {"seen": len(batch.posts), "new": new, "unusable": len(batch.refused)}
    _note(source, batch.outcome, note=batch.note, **figures)
    Source.objects.filter(pk=source.pk).update(
        memory=dict(batch.memory),
        failures=0,
        next_look=next_look(now, 0, source.kind),
        **_moving(source, batch.moved_to, now),
    )
    if source.connection_id:
        _keep_connection(source.connection_id, batch, now)
    return new


@transaction.atomic
def keep_not_heard(*, source: Source, reason: NotHeard) -> None:
    """The source could not be heard; say so, and ask again later and later."""
    now = clock.now()
    if reason.outcome == Outcome.STOPPED:
        keep_gone(source=source)
        return
    _note(source, reason.outcome, note=reason.note)
    failures = source.failures + 1
    at = next_look(now, failures, source.kind)
    if reason.wait is not None:
        at = max(at, now + min(reason.wait, DAY))
    Source.objects.filter(pk=source.pk).update(failures=failures, next_look=at)
    if source.connection_id:
        spend(source.connection, reason.spent, now)
        mine = Connection.objects.filter(pk=source.connection_id)
        if reason.session is not None:
            connection = mine.get()
            connection.session = reason.session
            connection.save(update_fields=["session_text"])
        if reason.outcome == Outcome.NO_TOKEN:
            mine.update(problem=reason.note[:300])


@transaction.atomic
def keep_gone(*, source: Source) -> None:
    """The source said that it has ended for good (410): stop asking, and say so."""
    _note(source, Outcome.STOPPED, note="The source says that it has closed for good. We stopped.")
    Source.objects.filter(pk=source.pk).update(state=Source.STOPPED, next_look=None)
    record(school=source.school, actor="system", kind="source.stopped", refs={"source": source.id})


def _note(source: Source, outcome: str, **figures: object) -> None:
    note = str(figures.pop("note", ""))[:300]
    Look.objects.create(source=source, at=clock.now(), outcome=outcome, note=note, **figures)


def _moving(source: Source, moved_to: str, now: datetime) -> dict[str, object]:
    """A source that says it moved is believed when it has said so for a while, and by a person."""
    stays = source.options.get(STAYS, "").split("\n")
    if not moved_to or moved_to == source.address or moved_to[:2000] in stays:
        return {"moved_to": "", "moved_looks": 0, "moved_since": None}
    if moved_to != source.moved_to:
        return {"moved_to": moved_to[:2000], "moved_looks": 1, "moved_since": now}
    return {"moved_looks": source.moved_looks + 1}


def _keep_connection(pk: str, batch: Batch, now: datetime) -> None:
    connection = Connection.objects.select_for_update().get(pk=pk)
    connection.problem = ""
    if batch.session is not None:
        connection.session = batch.session
    if batch.left is not None:
        connection.left, connection.left_at = batch.left, now
    connection.save()
    spend(connection, batch.spent, now)
