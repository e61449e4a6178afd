"""Files that came with a letter: asked for behind the same question, fetched once, and kept."""

import json

from django.db import transaction

from goodname import clock
from goodname.core.listen.letters.mail import Attached, attached
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Post as Said
from goodname.core.words import Refused
from goodname.files import evidence, uploads
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence.actions import lock_captures
from goodname.web.inbox.danger.actions import CHILD_IMAGE, danger_in, raise_alert
from goodname.web.inbox.models import Mention
from goodname.web.inbox.reading import read
from goodname.web.ledger.actions import record

from . import gate as gates
from . import holding
from .models import Enclosure
from .tasks import fetch_enclosure

AGAIN = frozenset({Enclosure.REFUSED})  # may be asked for once more
LONGEST_NAME = 200


def enclosed(mention: Mention) -> tuple[Attached, ...]:
    """What lies with the letter in the mailbox, in its order; nothing of it was fetched."""
    return attached(mention.post.marks)


def letter_of(mention: Mention) -> str:
    """The letter that a mention is of: a letter with another inside it makes several mentions."""
    marks = mention.post.marks
    return str(marks.get("message_id") or f"{marks.get('uidvalidity')}/{marks.get('uid')}")


def stopped(row: Enclosure) -> bool:
    """Whether it may not be fetched: somebody was not sure of it, or the letter is shut away."""
    same = Enclosure.objects.filter(
        school=row.school, post__source=row.post.source, letter=row.letter, part=row.part
    )
    shut = Mention.objects.filter(post=row.post_id, child_image=True)
    return same.filter(state=Enclosure.STOPPED).exists() or shut.exists()


@transaction.atomic
def ask_for_enclosure(*, viewer: Viewer, mention: Mention, wanted: Attached) -> Enclosure:
    """The answer was no: have the file fetched. Pressed twice it is fetched once.

    Raises Refused where somebody was not sure of it before, on whichever page of the letter.
    """
    row = _row(viewer, mention, wanted)
    if stopped(row):
        raise Refused("Somebody was not sure what it shows. It is never fetched.")
    if row.state in AGAIN or not row.gate_at:
        row.state, row.problem = Enclosure.ASKED, ""
        row.by, row.asked_at, row.gate_at = viewer.person, clock.now(), clock.now()
        row.save()
        _record(row, viewer.person.id, "enclosure.asked", mention)
        fetch_enclosure.enqueue(row.id)
    return row


@transaction.atomic
def stop_enclosure(*, viewer: Viewer, mention: Mention, wanted: Attached) -> None:
    """The answer was not no: nobody fetches it, now or later, and who must know is told at once.

    A copy that was fetched before is destroyed: the letter itself lies in the mailbox for the police.
    """
    row = _row(viewer, mention, wanted)
    if row.state == Enclosure.STOPPED:
        return
    if row.manifest_sha256:
        holding.forget_files(row)
    row.state, row.by = Enclosure.STOPPED, viewer.person
    row.manifest, row.manifest_sha256, row.text_read, row.pages = None, "", "", 0
    row.save()
    _record(row, viewer.person.id, "enclosure.stopped", mention)
    _shut_away(row, mention)


def _row(viewer: Viewer, mention: Mention, wanted: Attached) -> Enclosure:
    """The file's row, made where there is none, and locked."""
    row, _ = Enclosure.objects.select_for_update().get_or_create(
        post=mention.post,
        part=wanted.part,
        defaults={
            "school": mention.school,
            "letter": letter_of(mention),
            "name": wanted.name[:LONGEST_NAME],
            "state": Enclosure.ASKED,
            "by": viewer.person,
            "asked_at": clock.now(),
        },
    )
    return row


@transaction.atomic
def keep_enclosure(row: Enclosure, body: bytes, kind: str) -> None:
    """The bytes have come: keep them as they are, as evidence. Raises Unreadable."""
    row = Enclosure.objects.select_for_update().get(pk=row.pk)
    if row.state != Enclosure.ASKED or row.gate_at is None or stopped(row):
        return
    who = row.by_id or SYSTEM
    asked = {
        "question": gates.QUESTION,
        "answer": "no",
        "who": who,
        "at": row.gate_at.isoformat(timespec="seconds"),
    }
    kept = holding.keep(
        uploads.Upload(
            body=body,
            kind=kind,
            name=row.name,
            at=clock.now(),
            who=who,
            gate=asked,
            about={"enclosure": row.id},
        )
    )
    row.manifest_sha256 = kept.digest
    row.manifest = json.loads((kept.folder / evidence.MANIFEST).read_bytes())
    row.state = Enclosure.WAITING
    row.save()
    _record(row, SYSTEM, "enclosure.kept", row.post.mention, manifest=kept.digest)


@transaction.atomic
def fail_enclosure(row: Enclosure, problem: str) -> None:
    """It could not be fetched, or is nothing that the desk takes: its page says why."""
    failed = Enclosure.objects.filter(pk=row.pk, state=Enclosure.ASKED)
    if failed.update(state=Enclosure.REFUSED, problem=problem[:300]):
        _record(row, SYSTEM, "enclosure.failed", row.post.mention)


@transaction.atomic
def weigh_enclosure(row: Enclosure) -> None:
    """Danger in the words that were read on it rings as loud as danger in the letter."""
    row = Enclosure.objects.filter(pk=row.pk, state=Enclosure.READY).first() or row
    if row.state != Enclosure.READY or not row.text_read:
        return
    mention = Mention.objects.select_for_update().get(pk=row.post.mention.pk)
    said = Said(key=row.id, address="", title="", text=row.text_read)
    heard = read(said, row.school, is_local=True, brought=True)
    why = danger_in(heard.facts, child_image=heard.child_image)
    if why == CHILD_IMAGE:
        _shut_away(row, mention)
    elif why:
        raise_alert(school=row.school, matter=mention.matter, why=why, mention=mention)


def _shut_away(row: Enclosure, mention: Mention) -> None:
    Mention.objects.filter(pk=mention.pk).update(child_image=True, hurts=True)
    mention.child_image = True
    lock_captures(matters=[mention.matter_id], actor=row.by_id or SYSTEM)
    raise_alert(school=row.school, matter=mention.matter, why=CHILD_IMAGE, mention=mention)


@transaction.atomic
def note_access(*, viewer: Viewer, row: Enclosure, kind: str) -> None:
    """Custody: each look at it, and each copy that leaves the desk, is a line."""
    _record(row, viewer.person.id, kind, row.post.mention)


def _record(row: Enclosure, actor: str, kind: str, mention: Mention, manifest: str = "") -> None:
    record(
        school=row.school,
        actor=actor,
        kind=kind,
        matter=mention.matter_id,
        refs={"enclosure": row.id, "mention": mention.id},
        digests={"manifest": manifest} if manifest else {},
    )
