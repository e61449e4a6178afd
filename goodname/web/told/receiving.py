"""Taking a file that somebody sends, as their draft, and letting go of drafts."""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.files import evidence, uploads
from goodname.web.accounts.viewer import Viewer

from . import gate as gates
from . import holding
from .models import Gate, Telling
from .tasks import read_picture

MOST_DRAFTS = 20  # of one person: 400 MB at the very most
KEEP_DRAFTS = timedelta(days=7)  # a weekend and some days more


def take_file(
    *, viewer: Viewer, gate: Gate, body: bytes, kind: str, name: str, statement: Mapping[str, str]
) -> Telling:
    """Keep a file as it is, and have it read. `kind` is as files.images.kinds says.

    The ledger gets its line, with the manifest's digest, when the telling is sent: until then it
    is not known from whom even the line must be kept. Raises Refused where the answer is used up,
    and where too much waits to be sent already.
    """
    now = clock.now()
    drafts = Telling.objects.filter(by=viewer.person, kind=Telling.PICTURE)
    if drafts.exclude(state=Telling.SENT).count() >= MOST_DRAFTS:
        raise Refused("Too many pictures wait for you. Send them or throw them away first.")
    with transaction.atomic():
        answered = gates.use(gate)
        telling = Telling(
            school=viewer.school,
            by=viewer.person,
            key=gate.id,
            kind=Telling.PICTURE,
            state=Telling.WAITING,
            begun_at=now,
            gate_at=answered,
        )
        kept = holding.keep(
            uploads.Upload(
                body=body,
                kind=kind,
                name=name,
                at=now,
                who=viewer.person.id,
                statement=statement,
                gate={
                    "question": gates.QUESTION,
                    "answer": "no",
                    "who": viewer.person.id,
                    "at": answered.isoformat(timespec="seconds"),
                },
                about={"telling": telling.id},
            )
        )
        telling.manifest_sha256 = kept.digest
        telling.manifest = json.loads((kept.folder / evidence.MANIFEST).read_bytes())
        telling.save(force_insert=True)
        read_picture.enqueue(telling.id)
    return telling


@transaction.atomic
def drop(*, viewer: Viewer, telling: Telling) -> None:
    """Throw a draft away, and its file with it. Raises Refused for what was sent."""
    mine = Telling.objects.filter(pk=telling.pk, by=viewer.person).exclude(state=Telling.SENT)
    if not mine.delete()[0]:
        raise Refused("This was sent already. Ask the safeguarding lead if it must go.")


def clear_away() -> None:
    """Let go of drafts that nobody sent, and of answers that nobody used."""
    now = clock.now()
    old = Telling.objects.filter(begun_at__lt=now - KEEP_DRAFTS)
    with transaction.atomic():
        old.exclude(state=Telling.SENT).delete()
        Gate.objects.filter(answered_at__lt=now - gates.KEEP).delete()
