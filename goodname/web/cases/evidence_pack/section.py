"""The way to an evidence pack, beside the case."""

from goodname.web.accounts.viewer import Viewer

from ..models import Case
from ..sections import Section


def beside(viewer: Viewer, case: Case) -> Section | None:
    if not viewer.may("evidence.read"):
        return None
    return Section(
        "pack", "To hand over", "cases/_evidence_pack.html", {"case": case}, folded="Evidence pack"
    )
