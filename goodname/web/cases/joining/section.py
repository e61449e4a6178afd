"""The cases that belong with one case, on its page."""

from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from ..models import Case
from ..sections import Section
from .forms import LinkForm
from .queries import joined, links, others


def section(viewer: Viewer, case: Case) -> Section | None:
    linked, inside = links(viewer, case), list(joined(viewer, case))
    may_change = viewer.may("cases.lead") and case.state == Case.OPEN
    choices = list(others(viewer, case)) if may_change else []
    if not (linked or inside or choices):
        return None
    many = len(linked) + len(inside)
    rows = {
        "case": case,
        "links": linked,
        "joined": inside,
        "may_change": may_change,
        "form": LinkForm(cases=choices),
        "choices": bool(choices),
        "may_merge": may_change and others(viewer, case, only_open=True).exists(),
    }
    said = wording.sentence(wording.count(many, "other case")) + " with it"
    folded = said if many else "No other case with it"
    return Section("with", "Cases that belong together", "cases/_joining.html", rows, folded=folded)
