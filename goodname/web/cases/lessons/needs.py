"""A lesson whose day has come, for whoever planned it: was it taught?"""

from typing import Any

from django.urls import reverse

from goodname.core.act.themes import BY_ID
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.clauses import named

from . import queries


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """As ui/_item.html takes them."""
    if not viewer.may("lessons.change"):
        return []
    due = queries.lessons(viewer).filter(
        by=viewer.person, taught_on=None, planned_for__lte=queries.today()
    )
    return [
        {
            "state": "waiting",
            "state_word": "Waiting for you",
            "title": f"Was this lesson taught? {lesson.title}",
            "why": f"You planned it. It is about: {BY_ID[lesson.theme].name}.",
            "clauses": named(["teaching.lessons"], viewer.school),
            "url": reverse("lessons"),
            "verb": "Open the lessons",
            "quiet": True,
        }
        for lesson in due.order_by("planned_for")
    ]
