"""What a closed case teaches, on its page: its theme, and the way to the lessons."""

from goodname.core.act.themes import BY_ID
from goodname.web.accounts.viewer import Viewer

from ..models import Case
from ..sections import Section
from .queries import of_this_year


def section(viewer: Viewer, case: Case) -> Section | None:
    if case.state != Case.CLOSED or case.theme not in BY_ID or not viewer.may("lessons.read"):
        return None
    many = of_this_year(viewer).filter(theme=case.theme).count()
    rows = {"theme": BY_ID[case.theme], "learnt": case.learnt, "many": many}
    return Section("lessons", "What is learnt from it", "cases/_lessons.html", rows)
