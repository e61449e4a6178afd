"""Complaints that wait for this person: to be acknowledged or answered, the soonest first."""

from typing import Any

from django.urls import reverse

from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.clauses import named

from .. import queries
from ..models import Complaint
from .hearing import current, hears, procedure_of
from .showing import Due, due


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """As ui/_item.html takes them. One that is late is shown to everybody who leads the case too."""
    if not viewer.may("cases.act"):
        return []
    running = Complaint.objects.filter(case__in=queries.cases(viewer), ended_at=None)
    found = [(one, due(one)) for one in running.select_related("case__school")]
    waits = [
        (one, what)
        for one, what in found
        if what and (hears(viewer, one) or (what.late and viewer.may("cases.lead")))
    ]
    return [_item(one, what) for one, what in sorted(waits, key=lambda pair: pair[1].by)]


def _item(complaint: Complaint, what: Due) -> dict[str, Any]:
    procedure, stage = procedure_of(complaint), current(complaint)
    return {
        "state": "unsure" if what.late else "waiting",
        "state_word": "Late" if what.late else "Waiting for you",
        "title": f"{procedure.title}, stage {stage.number}",
        "why": f"{what.what}, {what.said}.",
        "clauses": named(procedure.clauses, complaint.case.school),
        "where": complaint.case.title,
        "url": reverse("complaint", args=[complaint.case_id, complaint.id]),
        "verb": "Open the complaint",
    }
