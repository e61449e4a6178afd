"""Posts that their authors changed, where somebody has to say whether that is enough."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.act.recheck import State
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .. import queries
from ..models import Case
from .edits import open_question


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """As ui/_item.html takes them; only for those who lead cases."""
    if not viewer.may("cases.lead"):
        return []
    waiting = queries.cases(viewer).filter(
        state=Case.OPEN, checks__state=State.EDITED, checks__answer=""
    )
    found = [(case, open_question(case)) for case in waiting.distinct()]
    return [
        {
            "state": "waiting",
            "state_word": "Waiting for you",
            "title": case.title,
            "why": "Its author changed it. Is that enough?",
            "clauses": named(["incidents.deletion"], viewer.school),
            "when": f"seen {wording.at(check.at, clock.now())}",
            "url": reverse("case", args=[case.id]) + "#changed",
            "verb": "Read what was changed",
        }
        for case, check in found
        if check is not None
    ]
