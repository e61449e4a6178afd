"""Keeping one note, call or talk, with a digest of its words in the ledger."""

from datetime import datetime

from goodname import clock
from goodname.core.prove.seals import digest
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Note
from ..recording import keep


def keep_note(
    viewer: Viewer,
    case: Case,
    words: str,
    *,
    kind: str = Note.NOTE,
    who: str = "",
    happened_at: datetime | None = None,
    came: str = "",
    note_id: str = "",
) -> Note:
    """Within the caller's transaction; `note_id` makes one form that is sent twice one note."""
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Write something first.")
    if kind not in Note.KINDS:
        raise Refused("Choose what it was.")
    now = clock.now()
    if happened_at and happened_at > now:
        raise Refused("That is still to come. Look at the day again.")
    note = Note(
        case=case,
        kind=kind,
        who=who.strip(),
        happened_at=None if kind == Note.NOTE else happened_at,
        text=text,
        came=came,
        by=viewer.person,
        at=now,
    )
    if note_id:
        note.id = note_id
    note.save(force_insert=True)
    digests = {"text": digest(note.text, note.salt)}
    keep(case, viewer.person, "note.added", refs={"note": note.id}, digests=digests)
    return note
