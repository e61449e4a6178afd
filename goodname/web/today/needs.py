"""What needs this person now, the gravest first: each with one reason and one button."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases import queries as cases
from goodname.web.cases.models import Letter
from goodname.web.inbox.danger.cards import need
from goodname.web.inbox.danger.queries import unanswered
from goodname.web.inbox.looks import cards as looks
from goodname.web.inbox.looks.queries import waiting
from goodname.web.inbox.sources.needs import needs as sources
from goodname.web.policy import queries as policy
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .voices import mentions

SHOWN = 6


def needs(viewer: Viewer) -> tuple[list[dict[str, Any]], int]:
    """The first few things that need the viewer, as ui/_item.html takes them, and how many there are."""
    found = (
        _danger(viewer)
        + _looks(viewer)
        + _unsure_letters(viewer)
        + _policy(viewer)
        + _steps(viewer)
        + mentions(viewer)
        + sources(viewer)
    )
    return found[:SHOWN], len(found)


def _danger(viewer: Viewer) -> list[dict[str, Any]]:
    """Alerts that nobody has answered stand above everything."""
    if not viewer.may("inbox.read"):
        return []
    return [need(alert, viewer.school) for alert in unanswered(viewer)]


def _looks(viewer: Viewer) -> list[dict[str, Any]]:
    """Questions whether somebody may look at one person's page again."""
    return [looks.need(look, viewer.school) for look in waiting(viewer)]


def _unsure_letters(viewer: Viewer) -> list[dict[str, Any]]:
    if not viewer.may("cases.lead"):
        return []
    return [
        {
            "state": "unsure",
            "title": "A letter may or may not have gone",
            "why": "The desk stopped while it was being sent. Ask before you send it again.",
            "url": reverse("letter", args=[letter.id]),
            "verb": "Look at the letter",
            "where": letter.case.title,
        }
        for letter in cases.letters(viewer).filter(state=Letter.UNSURE)
    ]


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


def _steps(viewer: Viewer) -> list[dict[str, Any]]:
    """One line a case: its next step that is this person's to do."""
    now, seen, found = clock.now(), set(), []
    for step in cases.steps_for(viewer):
        if step.case_id in seen or step.force == "may":
            continue
        seen.add(step.case_id)
        due = wording.by(step.due, now) if step.due else ""
        late = bool(step.due and step.due < now)
        found.append(
            {
                "state": "unsure" if late else "waiting",
                "state_word": "Late" if late else "Waiting for you",
                "title": step.case.title,
                "why": f"Next: {_lower(ACTIONS[Action(step.action)])}{', ' + due if due else ''}.",
                "clauses": named(step.clauses[:1], viewer.school),
                "when": f"opened {wording.at(step.case.opened_at, now)}",
                "url": reverse("case", args=[step.case_id]),
                "verb": "Open the case",
            }
        )
    return found


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
