"""A conversation written down: it begins a case that no mention stands behind, or joins an open one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from goodname.core.story import Heard
from goodname.core.words import Facts, Post, Refused
from goodname.web.accounts.models import Matter, Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.reading import read

from ..actions import begin
from ..deciding import decide_again
from ..keeping import keep_from
from ..models import Case, Involvement, Note
from ..standing import hold, must_be_open
from .keeping import keep_note

TWICE = "This conversation is written down already. You find it among the cases."


@dataclass(frozen=True)
class Conversation:
    """What was said to us: `kind` is of Note.KINDS, `came` says how we know; `key` names the form."""

    key: str
    kind: str
    who: str
    happened_at: datetime
    text: str
    came: str


def reading(viewer: Viewer, text: str) -> Heard:
    """What the desk makes of words that somebody said to us: they mean the school."""
    said = Post(key="said", text=text, title="", address="")
    return read(said, viewer.school, is_local=True, brought=True)


def open_from_conversation(
    *, viewer: Viewer, said: Conversation, facts: Facts, about: list[Person]
) -> Case:
    """Open a case on what was said. The same form sent twice opens one. Raises Refused."""
    with _once(said):
        case = Case(
            matter=Matter.objects.create(school=viewer.school),
            opened_from=Case.CONVERSATION,
            words=said.text,
            child_image=reading(viewer, said.text).child_image,
        )
        case = begin(viewer, case, facts, about, refs={})
        _keep(viewer, case, said)
    return case


def join_conversation(
    *, viewer: Viewer, case: Case, said: Conversation, about: list[Person]
) -> Note:
    """Add what was said to an open case, and keep the case from whom it is about as well."""
    with _once(said):
        case = hold(case)
        must_be_open(case)
        for person in about:
            Involvement.objects.get_or_create(case=case, person=person, part=Involvement.ABOUT)
        if reading(viewer, said.text).child_image and not case.child_image:
            case.child_image = True
            case.save(update_fields=["child_image"])
        if about:
            keep_from(viewer, case)
        decide_again(viewer, case)
        return _keep(viewer, case, said)


@contextmanager
def _once(said: Conversation) -> Iterator[None]:
    """All of it or nothing, and once: also where two tabs send the same form at the same moment."""
    try:
        with transaction.atomic():
            if Note.objects.filter(pk=said.key).exists():
                raise Refused(TWICE)
            yield
    except IntegrityError:
        if not Note.objects.filter(pk=said.key).exists():
            raise
        raise Refused(TWICE) from None


def _keep(viewer: Viewer, case: Case, said: Conversation) -> Note:
    return keep_note(
        viewer,
        case,
        said.text,
        kind=said.kind,
        who=said.who,
        happened_at=said.happened_at,
        came=said.came,
        note_id=said.key,
    )
