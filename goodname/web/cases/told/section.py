"""The files of a case on its page."""

from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from ..keeping import together
from ..models import Case, CaseFile
from ..sections import Section
from .files import shut_away


def section(viewer: Viewer, case: Case) -> Section | None:
    files = list(CaseFile.objects.filter(case__in=together(case)).select_related("by"))
    shut = shut_away(case)
    may_add = viewer.may("cases.act") and case.state == Case.OPEN and not shut
    if not files and not may_add:
        return None
    folded = wording.sentence(wording.count(len(files), "file"))
    rows = {"case": case, "files": files, "may_add": may_add, "shut": shut}
    return Section("files", "Files", "cases/_files.html", rows, folded=folded)
