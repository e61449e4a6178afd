"""Writing a draft of the policy: begun, changed rule by rule, thrown away."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from goodname import clock
from goodname.core.decide import writing
from goodname.core.words import Refused
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer

from ..models import PolicyVersion, digest
from ..queries import in_force, open_draft
from .texts import CHANGED, draft_of, must_be, record_version, stamped

FIRST_OF_ITS_OWN = 2  # version 1 came with the product


@transaction.atomic
def start_draft(*, viewer: Viewer, text: str = "") -> PolicyVersion:
    """Begin a draft from the policy in use, or with the text of another version."""
    found = open_draft(viewer.school)
    if found is not None:
        raise Refused(
            "There is a draft already. A school writes one at a time."
            if found.state == PolicyVersion.DRAFT
            else "A version waits for the Headteacher. It must be decided upon first."
        )
    base = in_force(viewer.school)
    highest = PolicyVersion.objects.filter(school=viewer.school).aggregate(Max("number"))
    number = max(highest["number__max"] or 0, FIRST_OF_ITS_OWN - 1) + 1
    text = stamped(text or base.text, number)
    now = clock.now()
    try:
        with transaction.atomic():
            draft = PolicyVersion.objects.create(
                school=viewer.school,
                number=number,
                text=text,
                digest=digest(text),
                version=policies.read_text(text).version,
                base=base.version,
                base_digest=base.digest,
                made_by=viewer.person,
                made_at=now,
                changed_at=now,
            )
    except IntegrityError:  # somebody was quicker by a moment
        raise Refused("There is a draft already. A school writes one at a time.") from None
    record_version(viewer, draft, "policy.draft_begun")
    return draft


def set_row(
    *, viewer: Viewer, seen: str, clause: str, number: int, row: Mapping[str, Any]
) -> PolicyVersion:
    """Change one rule of the draft, which is begun with this where there is none.

    `seen` is the digest of the text that the person had before them. Raises Refused and Unreadable.
    """
    return _change(viewer, seen, clause, lambda text: writing.set_row(text, clause, number, row))


def add_row(*, viewer: Viewer, seen: str, clause: str, row: Mapping[str, Any]) -> PolicyVersion:
    return _change(viewer, seen, clause, lambda text: writing.add_row(text, clause, row))


def remove_row(*, viewer: Viewer, seen: str, clause: str, number: int) -> PolicyVersion:
    return _change(viewer, seen, clause, lambda text: writing.remove_row(text, clause, number))


@transaction.atomic
def discard_draft(*, viewer: Viewer) -> None:
    """Throw the draft away; what was decided before stays as it was."""
    draft = draft_of(viewer.school)
    record_version(viewer, draft, "policy.draft_discarded")
    draft.delete()


@transaction.atomic
def _change(viewer: Viewer, seen: str, clause: str, change: Callable[[str], str]) -> PolicyVersion:
    found = open_draft(viewer.school)
    if found is not None and found.state == PolicyVersion.WAITING:
        raise Refused("This draft waits for the Headteacher. Take it back before you change it.")
    if found is None:
        if in_force(viewer.school).digest != seen:
            raise Refused(CHANGED)
        draft = start_draft(viewer=viewer)
    else:
        draft = draft_of(viewer.school)
        must_be(draft, seen, CHANGED)
    text = change(draft.text)
    draft.version = policies.read_text(text).version
    draft.text, draft.digest, draft.changed_at = text, digest(text), clock.now()
    draft.save(update_fields=["version", "text", "digest", "changed_at"])
    record_version(viewer, draft, "policy.rule_changed", clause)
    return draft
