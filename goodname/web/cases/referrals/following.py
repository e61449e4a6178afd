"""What became of a report: asked for until it is answered."""

from django.db import transaction
from django.db.models import QuerySet

from goodname import clock
from goodname.core.act.deadlines import SCHOOL_DAYS, due
from goodname.core.prove.seals import digest
from goodname.core.words import Refused
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.viewer import Viewer

from ..models import Referral
from .holding import AGAIN, EXPORT, after, locked, record


@transaction.atomic
def chase(*, viewer: Viewer, referral: Referral) -> None:
    """Somebody asked what became of it, and will ask again. Raises Refused."""
    referral = locked(referral)
    _may_follow(viewer, referral)
    referral.state = after(referral, "chase")
    calendar = school_calendar(referral.case.school)
    referral.chase_at = due(clock.now(), AGAIN, SCHOOL_DAYS, calendar)
    referral.save(update_fields=["state", "chase_at"])
    record(referral, viewer, "referral.chased")


@transaction.atomic
def answer(*, viewer: Viewer, referral: Referral, outcome: str, reference: str = "") -> None:
    """What the other side said, and its number. Raises Refused."""
    referral = locked(referral)
    _may_follow(viewer, referral)
    referral.state = after(referral, "answer")
    outcome, reference = outcome.strip(), reference.strip()
    if referral.route.startswith(EXPORT):
        if not reference:
            raise Refused("Write the number under which it stands there.")
        outcome = outcome or "It is entered there."
    if not outcome:
        raise Refused("Say what they answered.")
    referral.outcome, referral.answered_at = outcome, clock.now()
    referral.reference, referral.chase_at = reference or referral.reference, None
    referral.save(update_fields=["state", "outcome", "answered_at", "reference", "chase_at"])
    said = {"outcome": digest(referral.outcome, referral.salt)}
    record(referral, viewer, "referral.answered", digests=said)
    if referral.route.startswith(EXPORT):
        _older_files(referral).update(
            state=referral.state,
            outcome="A newer file stands there.",
            reference=referral.reference,
            answered_at=referral.answered_at,
            chase_at=None,
        )


def _older_files(referral: Referral) -> QuerySet[Referral]:
    """Files of the same story for the same system that wait for the number: they share it."""
    same = Referral.objects.filter(case=referral.case_id, route=referral.route)
    return same.filter(state=Referral.GIVEN, given_at__lte=referral.given_at)


def _may_follow(viewer: Viewer, referral: Referral) -> None:
    if referral.given_by_id != viewer.person.id and not viewer.may("cases.lead"):
        raise Refused("This was handed in by somebody else.")
