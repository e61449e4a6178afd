"""An alert as Today and the page about danger show it."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.words import Danger
from goodname.web.accounts.models import School
from goodname.web.inbox.models import Alert
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .actions import CHILD_IMAGE, clauses_of

KINDS = {
    Danger.IMMEDIATE: "Somebody may be in danger now",
    Danger.POSSIBLY_ILLEGAL: "Something may be against the law",
    CHILD_IMAGE: "It may concern a sexual image of a child",
}


def need(alert: Alert, school: School) -> dict[str, Any]:
    """An alert that nobody has answered, as ui/_item.html takes it."""
    found = wording.at(alert.raised_at, clock.now())
    return {
        "harm": "Danger",
        "title": KINDS[alert.why],
        "why": f"Found {found}. Nobody has said yet that they are dealing with it.",
        "clauses": named(clauses_of(alert.why), school),
        "url": where(alert),
        "verb": "I am dealing with it",
        "verb_post": True,
        "verb_url": reverse("answer_alert", args=[alert.id]),
    }


def where(alert: Alert) -> str:
    """The page of what an alert is about."""
    return reverse("mention", args=[alert.mention_id]) if alert.mention_id else reverse("cases")
