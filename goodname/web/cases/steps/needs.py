"""The steps that need this person today: their own, those given to them, and those of the absent."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .. import queries
from ..models import Step
from . import whose


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """One line a case, the late ones first, as ui/_item.html takes them.

    A step that was given to somebody stands alone: its case may not be open to them.
    """
    open_cases = set(queries.cases(viewer).values_list("id", flat=True))
    seen, found = set(), []
    for step in whose.waiting_for(viewer):
        if step.force == "may" and not step.assigned_to_id:
            continue
        if step.case_id in open_cases and not step.assigned_to_id:
            if step.case_id in seen:
                continue
            seen.add(step.case_id)
        found.append(_need(viewer, step, sees_case=step.case_id in open_cases))
    return sorted(found, key=lambda item: item["state"] != "unsure")


def _need(viewer: Viewer, step: Step, *, sees_case: bool) -> dict[str, Any]:
    now, label = clock.now(), ACTIONS[Action(step.action)]
    due = wording.by(step.due, now) if step.due else ""
    late = bool(step.due and step.due < now)
    place = whose.in_place_of(viewer, step)
    alone = bool(step.assigned_to_id) or not sees_case
    lower = label[:1].lower() + label[1:]
    why = f"Next: {lower}" if not alone else "You were asked to do this"
    if place is not None:
        why = f"For {place.name}, who is away: {lower}"
    return {
        "state": "unsure" if late else "waiting",
        "state_word": "Late" if late else "Waiting for you",
        "title": label if alone else step.case.title,
        "why": f"{why}{', ' + due if due else ''}.",
        "clauses": named(step.clauses[:1], viewer.school),
        "when": f"opened {wording.at(step.case.opened_at, now)}",
        "url": reverse("my_step", args=[step.id])
        if alone
        else reverse("case", args=[step.case_id]),
        "verb": "Open it" if alone else "Open the case",
    }
