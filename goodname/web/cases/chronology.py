"""What has happened in a case, told from its lines in the ledger: one truth, not two."""

from datetime import datetime
from typing import Any

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.reading import may_hurt
from goodname.web.ledger.queries import matter_entries, names
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording

from .keeping import together
from .models import Case, Check, Note

HOW = {
    "email": "by e-mail from the office",
    "in_person": "by hand",
    "post": "by post",
    "website": "as a statement on our website",
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
    "case.linked": "It was linked to another case",
    "case.unlinked": "A link to another case was taken away",
    "case.merged": "This became part of another case",
    "case.joined": "Another case became part of this one",
    "case.parted": "It was taken out of the other case again",
    "case.left": "A case was taken out of this one again",
    "person.involved": "Somebody’s part was written down",
    "person.released": "Somebody’s part was taken away",
    "file.added": "A file was added",
    "letter.drafted": "A letter was drafted",
    "letter.changed": "The letter was changed",
    "letter.approval_asked": "Somebody was asked to say yes to the letter",
    "letter.approved": "The letter was approved",
    "letter.sent_back": "The letter was sent back to be changed",
    "letter.printed": "The letter was printed",
    "letter.answered": "An answer to our letter came by e-mail",
    "letter.sending": "The letter was given to the mail server",
    "letter.unsure": "The letter may or may not have gone: ask before sending it again",
    "letter.failed": "The mail server did not take the letter",
    "enclosure.asked": "A file of the letter was asked for",
    "enclosure.kept": "A file of the letter was fetched and kept",
    "enclosure.failed": "A file of the letter could not be fetched",
    "enclosure.stopped": "A file of the letter will never be fetched: somebody was not sure what it shows",
    "capture.taken": "The page was saved as evidence",
    "capture.failed": "The page could not be saved",
    "capture.locked": "The saved copy was shut away",
    "complaint.offered": "They were told how to complain",
    "complaint.begun": "It became a complaint, at stage 1",
    "complaint.acknowledged": "They were told that we have their complaint",
    "complaint.answered": "The complaint was answered",
    "complaint.escalated": "The complaint went to the next stage",
    "complaint.passed_on": "The complaint was passed on to somebody whom it is not about",
    "complaint.ended": "The complaint ended",
    "support.offered": "Somebody who was hurt was asked how they are",
    "referral.prepared": "A report to somebody else was prepared",
    "referral.changed": "The words of a report were changed",
    "referral.given": "A report was handed in",
    "referral.given_on": "A report was given to whoever may hand it in",
    "referral.chased": "Somebody asked what became of a report",
    "referral.answered": "A report was answered",
    "look.asked": "A new look was asked for",
    "removal.refused": "The author said no",
    "removal.edit_accepted": "The author had changed it, and that is enough",
    "removal.edit_refused": "The author had changed it, and that is not enough",
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
    "head.asked",  # as who told, who said that it is about the headteacher is not for a case to say
    "head.passed",
    "head.yes",
    "head.no",
    "enclosure.viewed",
    "enclosure.copied",
    "told.copied",
    "case.printed",
    "file.copied",
    "referral.copied",
    "referral.printed",
    "case.exported",
    "case.pack_taken",
}


def chronology(viewer: Viewer, case: Case) -> list[dict[str, Any]]:
    """Newest first: when, what, and who, as ui/_chronology.html takes it; of joined cases too."""
    cases = together(case)
    found = [row for m in {one.matter_id for one in cases} for row in matter_entries(viewer, m)]
    rows = [row for row in found if row.kind not in LEFT_OUT]
    rows.sort(key=lambda row: (row.moment, row.seq), reverse=True)
    people = names(viewer, rows)
    notes = {note.id: _note(note) for note in Note.objects.filter(case__in=cases)}
    checks = {str(check.id): check.sentence for check in Check.objects.filter(case__in=cases)}
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


def _note(note: Note) -> str:
    """A note, or with whom and when somebody spoke. What others said may hurt, and is not here."""
    if note.kind == Note.NOTE:
        return f"Note: {note.text}"
    who = f" with {spoken_with(note)}" if note.who else ""
    when = f", {wording.at(note.happened_at, clock.now())}" if note.happened_at else ""
    words = "the words may hurt, and stand in the story" if said_may_hurt(note) else note.text
    return f"{Note.KINDS[note.kind]}{who}{when}: {words}"


def said_may_hurt(note: Note) -> bool:
    """Whether what somebody said to us is to be kept shut, as what they post would be."""
    return note.kind != Note.NOTE and may_hurt(note.text)


def spoken_with(note: Note) -> str:
    """With whom one spoke, as it stands inside a sentence: “a parent of Year 4”, “Mrs Hale”."""
    first, _, rest = note.who.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("A", "An", "The") else note.who


def _when(moment: datetime, now: datetime) -> str:
    said = wording.at(moment, now)
    return said.removeprefix("today at ")


def _text(kind: str, refs: dict[str, str], notes: dict[str, str], checks: dict[str, str]) -> str:
    if kind == "note.added":
        return notes.get(refs.get("note", ""), "Note: erased")
    if kind == "removal.checked":
        return checks.get(refs.get("check", ""), "Looked again")
    if kind in ("step.done", "step.undone"):
        label = ACTIONS[Action(refs["action"])]
        return f"{label}: done" if kind == "step.done" else f"{label}: tick taken back"
    if kind == "letter.sent":
        return f"The letter was sent {HOW.get(refs.get('how', ''), '')}".strip()
    return TELLING.get(kind, kind.replace(".", " ").replace("_", " ").capitalize())
