"""Which other cases one case may be put beside or into, and which it leads to."""

from django.db.models import Q, QuerySet

from goodname.web.accounts.viewer import Viewer

from .. import queries
from ..models import Case, CaseLink


def root(case: Case) -> Case:
    """The case that a merged one is part of; any other case itself."""
    while case.state == Case.MERGED and case.merged_into is not None:
        case = case.merged_into
    return case


def links(viewer: Viewer, case: Case) -> list[tuple[CaseLink, Case]]:
    """Each link of a case with the other case, where this viewer may see that one too."""
    seen = {one.id: one for one in queries.cases(viewer)}
    rows = CaseLink.objects.filter(Q(case=case) | Q(other=case))
    found = []
    for link in rows:
        other = link.other_id if link.case_id == case.id else link.case_id
        if other in seen:
            found.append((link, seen[other]))
    return found


def others(viewer: Viewer, case: Case, *, only_open: bool = False) -> QuerySet[Case]:
    """The other cases that this viewer may see, for a choice; a merged one stands with its whole."""
    rows = queries.cases(viewer).exclude(id=case.id).exclude(state=Case.MERGED)
    return rows.filter(state=Case.OPEN) if only_open else rows


def joined(viewer: Viewer, case: Case) -> QuerySet[Case]:
    """The cases that were joined to this one."""
    return queries.cases(viewer).filter(merged_into=case, state=Case.MERGED)
