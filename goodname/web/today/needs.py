"""What needs this person now, the gravest first: each with one reason and one button."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.words import Action, Tone
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases import queries as cases
from goodname.web.cases.models import Letter
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import card
from goodname.web.inbox.models import Mention
from goodname.web.policy import queries as policy
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

SHOWN = 6


def needs(viewer: Viewer) -> tuple[list[dict[str, Any]], int]:
    """The first few things that need the viewer, as ui/_item.html takes them, and how many there are."""
    found = _unsure_letters(viewer) + _policy(viewer) + _steps(viewer) + _mentions(viewer)
    return found[:SHOWN], len(found)


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


def _mentions(viewer: Viewer) -> list[dict[str, Any]]:
    """New mentions that wait for somebody: harm first, and all the thanks in one line at the end."""
    if not viewer.may("inbox.act"):
        return []
    hurtful, unsure, voices, kind = [], [], [], []
    school = viewer.school
    for row in inbox.inbox(viewer, box="new"):
        if row.hurts:
            hurtful.append(row)
        elif row.abstained:
            unsure.append(row)
        elif row.tone == Tone.PRAISE:
            kind.append(row)
        elif row.decision:
            voices.append(row)
    voices.sort(key=lambda row: row.tone != Tone.CRITICISM)
    return (
        [card(row, school, verbs=True) for row in hurtful]
        + _together(unsure, school, _unsure)
        + [card(row, school, verbs=True) for row in voices]
        + _together(kind, school, lambda number: _praise(number, school))
    )


def _together(
    rows: list[Mention], school: School, line: Callable[[int], dict[str, Any]]
) -> list[dict[str, Any]]:
    """One line for many alike: one sitting deals with them, and they must not bury the rest."""
    return [line(len(rows))] if len(rows) > 1 else [card(row, school, verbs=True) for row in rows]


def _unsure(number: int) -> dict[str, Any]:
    said = wording.sentence(wording.count(number, "post"))
    return {
        "state": "unsure",
        "state_word": "We are not sure",
        "title": f"{said} that the desk could not read for sure",
        "why": "There may be a serious concern among them, or none. Please read them.",
        "url": reverse("inbox") + "?tone=unsure",
        "verb": "Read them",
        "quiet": True,
    }


def _praise(number: int, school: School) -> dict[str, Any]:
    said = wording.sentence(wording.count(number, "person", "people"))
    return {
        "tone": "praise",
        "title": f"{said} praised the school",
        "why": "Our policy asks us to answer praise as carefully as criticism.",
        "clauses": named(["footprint.respond"], school),
        "url": reverse("inbox") + "?tone=praise",
        "verb": "Read and thank",
        "quiet": True,
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
