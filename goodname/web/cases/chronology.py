"""What has happened in a case, told from its lines in the ledger: one truth, not two."""

from datetime import datetime
from typing import Any

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.queries import matter_entries, names
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording

from .models import Case

HOW = {
    "email": "by e-mail from the office",
    "in_person": "by hand",
    "platform": "as a message where it was posted",
}
TELLING = {
    "mention.heard": "Heard, and read",
    "mention.changed": "The author changed the words",
    "mention.filed": "Put away",
    "mention.restored": "Taken back into the inbox",
    "case.opened": "The case was opened",
    "case.facts_changed": "The facts were changed",
    "case.closed": "The case was closed",
    "case.reopened": "The case was opened again",
    "letter.drafted": "A letter was drafted",
    "letter.changed": "The letter was changed",
    "letter.sending": "The letter was given to the mail server",
    "letter.unsure": "The letter may or may not have gone: ask before sending it again",
    "letter.failed": "The mail server did not take the letter",
    "capture.taken": "The page was saved as evidence",
    "capture.failed": "The page could not be saved",
    "look.asked": "A new look was asked for",
}
# Custody and reckoning stand in the ledger; a story told to people does without them.
LEFT_OUT = {
    "capture.viewed",
    "capture.copied",
    "case.decided",
    "matter.hidden",
    "matter.shown",
    "told.sent",  # who told is for those who lead the school, who have the ledger
    "told.viewed",
    "told.copied",
}


def chronology(viewer: Viewer, case: Case) -> list[dict[str, Any]]:
    """Newest first: when, what, and who, as ui/_chronology.html takes it."""
    rows = [row for row in matter_entries(viewer, case.matter_id) if row.kind not in LEFT_OUT]
    people = names(viewer, rows)
    notes = {note.id: note.text for note in case.notes.all()}
    checks = {str(check.id): check.sentence for check in case.checks.all()}
    now = clock.now()
    events = []
    for row in rows:
        events.append(
            {
                "at": row.moment,
                "at_label": _when(row.moment, now),
                "text": _text(row.kind, row.refs, notes, checks),
                "who": "" if row.actor == SYSTEM else people.get(row.actor, ""),
            }
        )
    return events


def _when(moment: datetime, now: datetime) -> str:
    said = wording.at(moment, now)
    return said.removeprefix("today at ")


def _text(kind: str, refs: dict[str, str], notes: dict[str, str], checks: dict[str, str]) -> str:
    if kind == "note.added":
        return f"Note: {notes.get(refs.get('note', ''), 'erased')}"
    if kind == "removal.checked":
        return checks.get(refs.get("check", ""), "Looked again")
    if kind in ("step.done", "step.undone"):
        label = ACTIONS[Action(refs["action"])]
        return f"{label}: done" if kind == "step.done" else f"{label}: tick taken back"
    if kind == "letter.sent":
        return f"The letter was sent {HOW.get(refs.get('how', ''), '')}".strip()
    return TELLING.get(kind, kind.replace(".", " ").replace("_", " ").capitalize())
