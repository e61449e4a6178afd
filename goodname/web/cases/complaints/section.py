"""Complaints on the page of their case: how to begin one, and where each stands."""

from goodname.core.words import Action
from goodname.data.complaints import offer, procedures
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.clauses import named

from ..keeping import together
from ..models import Case, Complaint, Step
from ..sections import Section
from .actions import may_become_one
from .hearing import procedure_of
from .showing import line, standing


def section(viewer: Viewer, case: Case) -> Section | None:
    """It stands where somebody voiced a concern or criticism, and wherever a complaint was begun."""
    # Those of the cases that were joined to it go on, each at its own address.
    begun = list(Complaint.objects.filter(case__in=together(case)).select_related("case"))
    if not begun and not (may_become_one(case) and case.state == Case.OPEN):
        return None
    waiting = case.steps.filter(action=Action.OFFER_COMPLAINTS_PROCEDURE, state=Step.WAITING)
    is_open = case.state == Case.OPEN
    rows = {
        "case": case,
        "complaints": [
            {
                "id": one.id,
                "case_id": one.case_id,
                "title": procedure_of(one).title,
                "stops": line(one),
                "standing": standing(one),
                "running": one.ended_at is None,
            }
            for one in begun
        ],
        "may_begin": viewer.may("cases.lead")
        and is_open
        and may_become_one(case)
        and len(begun) < len(procedures()),
        "may_offer": is_open and not begun and viewer.may("cases.act"),
        "offer_waits": waiting.exists(),
        "offer": offer().format(contact=case.school.office_email or "the school office"),
        "clauses": named(["concerns.procedure"], case.school),
    }
    return Section("complaints", "Complaint", "cases/_complaints.html", rows)
