"""Asking for a capture, keeping what came of it, and noting each time one is looked at or copied."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.web.accounts.models import Matter, Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record

from .models import Capture
from .tasks import take_capture


@transaction.atomic
def ask_capture(
    *, school: School, matter: Matter, address: str, by: Person | None, reason: str
) -> Capture:
    """Have a page saved as it stands now."""
    capture = Capture.objects.create(
        school=school,
        matter=matter,
        address=address,
        asked_by=by,
        asked_at=clock.now(),
        reason=reason,
    )
    take_capture.enqueue(capture.id)
    return capture


@transaction.atomic
def keep_capture(*, capture: Capture, manifest_sha256: str, **kept: Any) -> None:
    """The page was saved; its parts lie on disk and the ledger holds the manifest's digest."""
    Capture.objects.filter(pk=capture.pk).update(
        state=Capture.TAKEN, manifest_sha256=manifest_sha256, **kept
    )
    record(
        school=capture.school,
        actor="system",
        kind="capture.taken",
        matter=capture.matter_id,
        refs={"capture": capture.id},
        clauses=("incidents.deletion",),
        digests={"manifest": manifest_sha256},
    )


@transaction.atomic
def fail_capture(*, capture: Capture, problem: str) -> None:
    """The page could not be saved; say why."""
    Capture.objects.filter(pk=capture.pk).update(state=Capture.FAILED, problem=problem[:300])
    record(
        school=capture.school,
        actor="system",
        kind="capture.failed",
        matter=capture.matter_id,
        refs={"capture": capture.id},
    )


@transaction.atomic
def lock_captures(*, matters: Iterable[str], actor: str) -> None:
    """Show nothing more of what was saved of these matters. `actor` is a person's id, or "system".

    The copy stays as it is on disk, with its seal: to delete it is for the police to say.
    """
    rows = Capture.objects.select_for_update().filter(matter__in=list(matters), locked_at=None)
    for capture in rows.exclude(state=Capture.FAILED).select_related("school"):
        capture.locked_at = clock.now()
        capture.save(update_fields=["locked_at"])
        record(
            school=capture.school,
            actor=actor,
            kind="capture.locked",
            matter=capture.matter_id,
            refs={"capture": capture.id},
            clauses=("england.intimate_images",),
        )


@transaction.atomic
def note_access(*, viewer: Viewer, capture: Capture, kind: str, part: str = "") -> None:
    """Custody: each look at a capture, and each copy that leaves it, is a line in the ledger."""
    record(
        school=capture.school,
        actor=viewer.person.id,
        kind=kind,
        matter=capture.matter_id,
        refs={"capture": capture.id} | ({"part": part.replace("/", ":")} if part else {}),
    )
