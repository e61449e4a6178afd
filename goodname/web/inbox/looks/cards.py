"""A look at one person's page as lists show it."""

from typing import Any

from django.urls import reverse

from goodname.web.accounts.models import School
from goodname.web.inbox.models import PersonalLook
from goodname.web.ui.clauses import named

from .actions import CLAUSE

STATES = {
    PersonalLook.WAITING: ("waiting", "Waits for a yes or no"),
    PersonalLook.ALLOWED: ("done", "Allowed"),
    PersonalLook.REFUSED: ("unsure", "Refused"),
}


def need(look: PersonalLook, school: School) -> dict[str, Any]:
    """A question that waits for the Headteacher, as ui/_item.html takes it."""
    who = look.by.name if look.by else "Somebody"
    return {
        "state": "waiting",
        "state_word": "Waiting for you",
        "title": f"{who} wants to look at one person’s page again",
        "why": f"“{look.reason}”",
        "clauses": named([CLAUSE], school),
        "url": reverse("personal_look", args=[look.id]),
        "verb": "Read and answer",
    }


def line(look: PersonalLook) -> dict[str, Any]:
    """One look, as ui/_item.html takes it."""
    state, word = STATES[look.state]
    return {
        "state": state,
        "state_word": word,
        "title": look.reason,
        "where": look.by.name if look.by else "Somebody who has left",
        "when": "",
        "url": reverse("personal_look", args=[look.id]),
    }
