"""What becomes of a draft: sent to the Headteacher, taken back, approved or refused."""

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer

from ..models import PolicyVersion, digest
from ..proof import must_hold
from ..queries import in_force, open_draft
from .texts import NO_DRAFT, bare, draft_of, must_be, must_be_fresh, record_version, stamped


def send_draft(*, viewer: Viewer, seen: str, note: str) -> PolicyVersion:
    """Give the draft to the Headteacher; only one that passes the check can be sent."""
    if not note.strip():
        raise Refused("Say in a sentence why our policy should change.")
    found = open_draft(viewer.school)
    if found is None or found.state != PolicyVersion.DRAFT:
        raise Refused(NO_DRAFT)
    must_hold(found.text)  # takes seconds, so it holds no lock
    with transaction.atomic():
        draft = draft_of(viewer.school)
        must_be(draft, seen)
        must_be(draft, digest(found.text))
        must_be_fresh(draft)
        if bare(draft.text) == bare(in_force(viewer.school).text):
            raise Refused("Nothing is changed in this draft yet.")
        draft.state, draft.note = PolicyVersion.WAITING, note.strip()
        draft.sent_by, draft.sent_at = viewer.person, clock.now()
        draft.save(update_fields=["state", "note", "sent_by", "sent_at"])
        record_version(viewer, draft, "policy.sent")
    return draft


@transaction.atomic
def take_back(*, viewer: Viewer, version: PolicyVersion) -> None:
    """Make a draft again of what waits for the Headteacher."""
    waiting = _waiting(version)
    waiting.state = PolicyVersion.DRAFT
    waiting.save(update_fields=["state"])
    record_version(viewer, waiting, "policy.taken_back")


def approve(*, viewer: Viewer, version: PolicyVersion, seen: str) -> None:
    """Put a version into use. It is checked once more, and must build on what is in use now."""
    must_hold(version.text)
    with transaction.atomic():
        waiting = _waiting(version)
        must_be(waiting, seen)
        must_be(waiting, digest(version.text))
        must_be_fresh(waiting)
        text = stamped(waiting.text, waiting.number)
        used = PolicyVersion.objects.filter(school=viewer.school, state=PolicyVersion.APPROVED)
        used.update(state=PolicyVersion.SUPERSEDED)
        waiting.text, waiting.digest = text, digest(text)
        waiting.law = policies.text(policies.LAW)
        waiting.version = policies.read_text(text).version
        waiting.state = PolicyVersion.APPROVED
        _decided(viewer, waiting, "policy.approved")


@transaction.atomic
def refuse(*, viewer: Viewer, version: PolicyVersion, reason: str) -> None:
    """Say no to a version, with the reason for those who wrote it."""
    if not reason.strip():
        raise Refused("Say why, so that it can be written better.")
    waiting = _waiting(version)
    waiting.state, waiting.reason = PolicyVersion.REFUSED, reason.strip()
    _decided(viewer, waiting, "policy.refused")


def _decided(viewer: Viewer, version: PolicyVersion, kind: str) -> None:
    version.decided_by, version.decided_at = viewer.person, clock.now()
    version.save()
    record_version(viewer, version, kind)


def _waiting(version: PolicyVersion) -> PolicyVersion:
    found = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if found.state != PolicyVersion.WAITING:
        raise Refused("This version does not wait for the Headteacher any more.")
    return found
