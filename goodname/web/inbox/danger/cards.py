"""An alert as Today and the page about danger show it."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.words import Danger
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.head.standing import is_passed
from goodname.web.inbox.models import Alert
from goodname.web.inbox.queries import mentions, sealed
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .actions import CHILD_IMAGE, clauses_of

KINDS = {
    Danger.IMMEDIATE: "Somebody may be in danger now",
    Danger.POSSIBLY_ILLEGAL: "Something may be against the law",
    CHILD_IMAGE: "It may concern a sexual image of a child",
}


STANDING_IN = (
    "Everybody who could read it is somebody whom it is about, so the desk shows you no word of it."
    " Ring 999 if somebody may be in danger now, and ask the local authority whom to turn to."
)


def need(alert: Alert, viewer: Viewer) -> dict[str, Any]:
    """An alert that nobody has answered, as ui/_item.html takes it."""
    found = wording.at(alert.raised_at, clock.now())
    why = f"Found {found}. Nobody has said yet that they are dealing with it."
    readable = viewer.may("inbox.read") or is_passed(alert.mention)
    return {
        "harm": "Danger",
        "title": KINDS[alert.why],
        "why": why if readable else f"{why} {STANDING_IN}",
        "clauses": named(clauses_of(alert.why), viewer.school),
        "url": where(alert, viewer),
        "verb": "I am dealing with it",
        "verb_post": True,
        "verb_url": reverse("answer_alert", args=[alert.id]),
    }


def where(alert: Alert, viewer: Viewer) -> str:
    """The page of what an alert is about, as far as this person may read it."""
    if alert.mention_id:
        seen = mentions(viewer).filter(pk=alert.mention_id).exists()
        seen = seen or sealed(viewer).filter(pk=alert.mention_id).exists()
        return reverse("mention", args=[alert.mention_id]) if seen else reverse("today")
    return reverse("cases") if viewer.may("inbox.read") else reverse("today")
