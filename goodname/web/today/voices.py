"""The new mentions that wait for somebody: what was given to the viewer, harm, doubts, voices, thanks."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from goodname.core.words import Tone
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import card
from goodname.web.inbox.models import Mention
from goodname.web.ui import wording
from goodname.web.ui.clauses import named


def mentions(viewer: Viewer) -> list[dict[str, Any]]:
    """New mentions that wait for somebody: harm first, and all the thanks in one line at the end."""
    if not viewer.may("inbox.act"):
        return []
    given: list[Mention] = []
    hurtful, unsure, voices, kind = [], [], [], []
    school = viewer.school
    for row in _one_a_story(inbox.inbox(viewer, box="new")):
        if row.assigned_to_id == viewer.person.id:
            given.append(row)
        elif row.hurts:
            hurtful.append(row)
        elif row.abstained:
            unsure.append(row)
        elif row.tone == Tone.PRAISE:
            kind.append(row)
        elif row.decision:
            voices.append(row)
    voices.sort(key=lambda row: row.tone != Tone.CRITICISM)
    return (
        [_given(row, school) for row in given]
        + [card(row, school, verbs=True) for row in hurtful]
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


def _given(mention: Mention, school: School) -> dict[str, Any]:
    return card(mention, school, verbs=True) | {"state": "waiting", "state_word": "Given to you"}


def _one_a_story(rows: Iterable[Mention]) -> list[Mention]:
    """The tellings of one story need one look: that of the gravest, and of these the newest."""
    seen: set[str] = set()
    found = []
    for row in sorted(rows, key=lambda row: not row.hurts):
        if row.story_id is None or row.story_id not in seen:
            found.append(row)
        seen.add(row.story_id or "")
    return found
