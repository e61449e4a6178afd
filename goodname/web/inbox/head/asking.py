"""Asks the question of a matter before anything carries it, and keeps it from the headteacher."""

from collections.abc import Collection

from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.letters.mail import MailKind
from goodname.core.prove.seals import SYSTEM
from goodname.core.story import Heard
from goodname.core.words import Post as Said
from goodname.web.accounts.models import Matter, Person
from goodname.web.inbox.models import HeadQuestion, Source
from goodname.web.ledger.actions import record

from .naming import names_head
from .standing import heads

# An alert's finds stand in public for everybody, and what this mailbox wrote is our own.
NOT_ASKED = frozenset({MailKind.ALERT, MailKind.OWN})


def ask_of_letter(
    source: Source, said: Said, heard: Heard, matter: Matter, *, apart: bool = False
) -> None:
    """Seal a letter of the office's mailbox, or pass it on where it names the headteacher.

    So is one that was kept `apart` from a matter of the headteacher's, whatever it names.
    """
    if source.kind != Kind.MAILBOX or dict(said.marks).get("kind", "") in NOT_ASKED:
        return
    text = f"{said.title}\n{said.author}\n{said.text}"
    ask(matter, suspects=apart or names_head(text, heard.facts, heads(source.school)))


@transaction.atomic
def ask(matter: Matter, *, suspects: bool, answer: str = "", by: Person | None = None) -> None:
    """Ask of a new matter; what may be about the headteacher is kept from them at once."""
    HeadQuestion.objects.create(
        matter=matter,
        suspects=suspects,
        answer=answer,
        by=by if answer else None,
        at=clock.now() if answer else None,
    )
    passed = suspects or answer == HeadQuestion.YES
    actor = by.id if by else SYSTEM
    if passed:
        hide(matter, heads(matter.school), actor)
    kind = f"head.{answer}" if answer else "head.passed" if passed else "head.asked"
    record(school=matter.school, actor=actor, kind=kind, matter=matter.id, refs={})


def hide(matter: Matter, people: Collection[Person], actor: str) -> None:
    """Keep a matter from these people, a line each. Call within a transaction."""
    hidden = set(matter.hidden_from.all())
    for person in people:
        if person not in hidden:
            matter.hidden_from.add(person)
            _note(matter, actor, "matter.hidden", person)


def show(matter: Matter, people: Collection[Person], actor: str) -> None:
    hidden = set(matter.hidden_from.all())
    for person in people:
        if person in hidden:
            matter.hidden_from.remove(person)
            _note(matter, actor, "matter.shown", person)


def _note(matter: Matter, actor: str, kind: str, person: Person) -> None:
    refs = {"person": person.id}
    record(school=matter.school, actor=actor, kind=kind, matter=matter.id, refs=refs)
