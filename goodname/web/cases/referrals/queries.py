"""The reports of cases that a viewer may see, and which of them are to be chased today."""

from django.db.models import QuerySet

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.web.accounts.viewer import Viewer

from .. import queries
from ..keeping import together
from ..models import Case, Referral


def referrals(viewer: Viewer) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case__in=queries.cases(viewer))
    return rows.select_related("case__school", "prepared_by", "given_by")


def referral(viewer: Viewer, referral_id: str) -> Referral | None:
    return referrals(viewer).filter(id=referral_id).first()


def of_case(viewer: Viewer, case: Case) -> list[Referral]:
    """Those of this case and of what was joined to it, the oldest first."""
    return list(referrals(viewer).filter(case__in=together(case)))


def to_chase(viewer: Viewer) -> list[Referral]:
    """Handed in by this person or led by them, not answered, and the day to ask has come.

    A closed case is chased too: whoever was told of a harm owes the school an answer.
    """
    today = clock.now().astimezone(LONDON).date()
    rows = referrals(viewer).filter(state=Referral.GIVEN, chase_at__isnull=False)
    return [
        one
        for one in rows.order_by("chase_at")
        if one.chase_at.astimezone(LONDON).date() <= today
        and (one.given_by_id == viewer.person.id or viewer.may("cases.lead"))
    ]
