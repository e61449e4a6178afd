"""What every change of a version rests on: whether it is still what a person saw, and its ledger line."""

from goodname import clock
from goodname.core.decide import writing
from goodname.core.words import Refused
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record
from goodname.web.ui import wording

from ..models import PolicyVersion
from ..queries import in_force

CHANGED = (
    "Somebody else changed the draft while you were writing. What you wrote stands here still: look "
    "at the rule as it is now, and save again."
)
MOVED_ON = "Somebody else changed the draft while you read it. Read it as it is now first."
NO_DRAFT = "There is no draft to work on."
STALE = (
    "Our policy has changed since this draft was begun, so it would undo that change. Throw the "
    "draft away and begin again from the policy as it is now."
)


def draft_of(school: School) -> PolicyVersion:
    """The draft that is being written, kept for this transaction; raises Refused where there is none."""
    rows = PolicyVersion.objects.select_for_update()
    found = rows.filter(school=school, state=PolicyVersion.DRAFT).first()
    if found is None:
        raise Refused(NO_DRAFT)
    return found


def must_be(version: PolicyVersion, seen: str, otherwise: str = MOVED_ON) -> None:
    """Raises Refused where the text is not the one that a person had before them."""
    if version.digest != seen:
        raise Refused(otherwise)


def must_be_fresh(version: PolicyVersion) -> None:
    """Raises Refused where another policy is in use than the one that this version changes."""
    if version.base_digest != in_force(version.school).digest:
        raise Refused(STALE)


def stamped(text: str, number: int) -> str:
    """The text with its number, and today as its day."""
    return writing.stamp(text, str(number), clock.now().astimezone(wording.LONDON).date())


def bare(text: str) -> str:
    """A text without its own number and day, so that two texts with the same rules are the same."""
    return writing.stamp(text, "1", clock.now().min.date())


def record_version(viewer: Viewer, version: PolicyVersion, kind: str, *clauses: str) -> None:
    """The ledger's line for what was done with a version."""
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        refs={"version": version.id, "number": str(version.number)},
        clauses=clauses,
        # A policy says nothing about any person, so its digest needs no salt.
        digests={"text": version.digest},
    )
