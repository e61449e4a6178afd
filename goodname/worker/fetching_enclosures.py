"""Fetches a file that came with a letter, after somebody answered the question about it."""

import logging

from django.conf import settings

from goodname import clock
from goodname.adapters import mailbox as adapter
from goodname.adapters.fetch import allow_hosts
from goodname.core.listen.letters import letter
from goodname.core.listen.letters.gate import gate_answered, letter_id
from goodname.core.listen.talk import NotHeard
from goodname.core.words import Unreadable
from goodname.files.images.kinds import kind_of
from goodname.web.inbox.models import Connection
from goodname.web.told import enclosing
from goodname.web.told.models import Enclosure
from goodname.web.ui.wording import sentence

from . import mailbox
from .looking import asked_of
from .reading_pictures import LIMIT as READING
from .reading_pictures import read_file

log = logging.getLogger(__name__)
LIMIT = READING + 120  # seconds that the task may take: fetching, then reading
STAYS = "It stays in the mailbox: open it there."
OURS = "Something went wrong that may be our fault. You can try again."
NUMBERS = ("uid", "uidvalidity")


def fetch_enclosure(row_id: str) -> None:
    """Fetch, keep and read one file. After a crash it goes on where it stood."""
    row = Enclosure.objects.select_related("post__source__connection", "school").filter(pk=row_id)
    found = row.first()
    if found is None or found.gate_at is None:
        return
    if found.state == Enclosure.ASKED and not enclosing.stopped(found):
        _fetch(found)
    fetched = Enclosure.objects.filter(pk=row_id, state=Enclosure.WAITING).first()
    if fetched is not None:  # somebody may have stopped it, or let go of it, meanwhile
        read_file(fetched)
        enclosing.weigh_enclosure(fetched)


def _fetch(row: Enclosure) -> None:
    marks = row.post.marks
    if not all(str(marks.get(name, "")).isdigit() for name in NUMBERS):
        enclosing.fail_enclosure(row, "The letter is no longer known in the mailbox.")
        return
    try:
        body = _bytes(row, int(marks["uid"]), int(marks["uidvalidity"]))
        kind = kind_of(body)
    except NotHeard as fault:
        enclosing.fail_enclosure(row, fault.note)
        return
    except Unreadable as fault:
        enclosing.fail_enclosure(row, f"{sentence(str(fault))}. {STAYS}")
        return
    except Exception as fault:  # nobody may wait for ever; what it said may hold words or a key
        log.error("A file of a letter could not be fetched: %s", type(fault).__name__)
        enclosing.fail_enclosure(row, OURS)
        return
    enclosing.keep_enclosure(row, body, kind)


def _bytes(row: Enclosure, uid: int, uidvalidity: int) -> bytes:
    """The bytes of the part, unpacked. Raises NotHeard, and Unreadable."""
    source = row.post.source
    session, box = mailbox.opened(source, asked_of(source))
    if session is not None and source.connection is not None:
        connection = Connection.objects.get(pk=source.connection.pk)
        connection.session = session
        connection.save(update_fields=["session_text"])
    answered = gate_answered(
        person=row.by_id or "somebody",
        letter=letter_id(uidvalidity, uid),
        answer="no",
        at=row.gate_at or clock.now(),
    )
    part, packed = adapter.fetch_part(
        box,
        uid=uid,
        uidvalidity=uidvalidity,
        part=row.part,
        gate=answered,
        allow_hosts=allow_hosts(settings.ALLOW_HOSTS),
        tls=adapter.trusted(settings.MAIL_CA),
    )
    return letter.unpacked(packed, part.encoding)
