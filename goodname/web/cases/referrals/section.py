"""Reports on the page of their case, and beside it the file for the safeguarding system."""

from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.clauses import named

from ..models import Case
from ..queries import may_be_fetched
from ..sections import Section
from .law import CLAUSE
from .queries import of_case
from .showing import line


def first(viewer: Viewer, case: Case) -> Section | None:
    """What leads where it may be about a sexual image of a child."""
    if may_be_fetched(case) or not viewer.may("cases.act"):
        return None
    rows = {"case": case, "clauses": named([CLAUSE], case.school)}
    return Section("picture", "What to do now", "cases/_picture.html", rows)


def section(viewer: Viewer, case: Case) -> Section | None:
    """It stands where something was prepared or handed in."""
    rows = [line(one) for one in of_case(viewer, case)]
    if not rows:
        return None
    return Section("referrals", "Reports to others", "cases/_referrals.html", {"lines": rows})


def beside(viewer: Viewer, case: Case) -> Section | None:
    if not viewer.may("cases.lead"):
        return None
    return Section(
        "export",
        "For your safeguarding system",
        "cases/_export.html",
        {"case": case},
        folded="CPOMS or MyConcern",
    )
