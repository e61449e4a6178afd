"""Letters that need this person: one to say yes to, or one of which nobody knows whether it went."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from .. import queries
from ..models import Case, Letter
from .approving import may_approve


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """As ui/_item.html takes them, those that may have gone first."""
    if not viewer.may("cases.lead"):
        return []
    open_ones = queries.letters(viewer).filter(case__state=Case.OPEN)
    unsure = open_ones.filter(state=Letter.UNSURE)
    asked = open_ones.filter(state=Letter.ASKED).order_by("approval_asked_at")
    return [_unsure(letter) for letter in unsure] + [
        _asked(letter) for letter in asked if may_approve(viewer, letter)
    ]


def _unsure(letter: Letter) -> dict[str, Any]:
    return {
        "state": "unsure",
        "title": "A letter may or may not have gone",
        "why": "The desk stopped while it was being sent. Ask before you send it again.",
        "url": reverse("letter", args=[letter.id]),
        "verb": "Look at the letter",
        "where": letter.case.title,
    }


def _asked(letter: Letter) -> dict[str, Any]:
    return {
        "state": "waiting",
        "state_word": "Waiting for you",
        "title": "A letter waits for your yes",
        "why": f"You were asked {wording.at(letter.approval_asked_at, clock.now())}.",
        "url": reverse("letter", args=[letter.id]),
        "verb": "Read and decide",
        "where": letter.case.title,
    }
