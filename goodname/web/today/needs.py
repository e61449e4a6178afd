"""What needs this person now, the gravest first: each with one reason and one button."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.complaints.needs import needs as complaints
from goodname.web.cases.lessons.needs import needs as lessons
from goodname.web.cases.letters.needs import needs as letters
from goodname.web.cases.referrals.needs import needs as referrals
from goodname.web.cases.removal.needs import needs as removal
from goodname.web.cases.steps.needs import needs as steps
from goodname.web.cases.support.needs import needs as support
from goodname.web.inbox.danger.cards import need
from goodname.web.inbox.danger.queries import unanswered
from goodname.web.inbox.head.cards import needs as about_head
from goodname.web.inbox.looks import cards as looks
from goodname.web.inbox.looks.queries import waiting
from goodname.web.inbox.sources.needs import needs as sources
from goodname.web.policy import queries as policy
from goodname.web.ui import wording

from .voices import mentions

SHOWN = 6


def needs(viewer: Viewer) -> tuple[list[dict[str, Any]], int]:
    """The first few things that need the viewer, as ui/_item.html takes them, and how many there are."""
    found = (
        _danger(viewer)
        + about_head(viewer)
        + _looks(viewer)
        + letters(viewer)
        + _policy(viewer)
        + complaints(viewer)
        + support(viewer)
        + removal(viewer)
        + referrals(viewer)
        + steps(viewer)
        + mentions(viewer)
        + sources(viewer)
        + lessons(viewer)
    )
    return found[:SHOWN], len(found)


def _danger(viewer: Viewer) -> list[dict[str, Any]]:
    """Alerts that nobody has answered stand above everything."""
    return [need(alert, viewer) for alert in unanswered(viewer)]


def _looks(viewer: Viewer) -> list[dict[str, Any]]:
    """Questions whether somebody may look at one person's page again."""
    return [looks.need(look, viewer.school) for look in waiting(viewer)]


def _policy(viewer: Viewer) -> list[dict[str, Any]]:
    """A version of the policy that waits for the Headteacher, or one that has stopped working."""
    found = []
    waiting = policy.waiting_for(viewer)
    if waiting is not None:
        by = f"{waiting.sent_by.name} sent it" if waiting.sent_by else "It was sent"
        found.append(
            {
                "state": "waiting",
                "state_word": "Waiting for you",
                "title": f"Version {waiting.number} of our policy waits for your yes or no",
                "why": f"{by} {wording.at(waiting.sent_at, clock.now())}: “{waiting.note}”",
                "url": reverse("policy_version", args=[waiting.id]),
                "verb": "Read and decide",
            }
        )
    if viewer.may("policy.change") and policy.is_broken(viewer.school):
        found.append(
            {
                "state": "unsure",
                "state_word": "Not in use",
                "title": "Our own policy cannot be read any more",
                "why": "The law beneath it has changed. Until it is mended, the policy that came "
                "with Goodname decides.",
                "url": reverse("policy_versions"),
                "verb": "Look at it",
            }
        )
    return found
