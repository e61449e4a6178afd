"""Asking for a look at one person's page, answering, and taking it."""

import re
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.listen.places.profiles import person_at
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Mention, PersonalLook
from goodname.web.ledger.actions import record

OPEN_FOR = timedelta(hours=1)  # a look is a look, not a watch
SHORTEST_REASON = 10
FEWEST_WORDS = 3  # "----------" and "aaaaaaaaaa" are no reasons
WORD = re.compile(r"[^\W\d_]{2,}")
CLAUSE = "england.proportionate_monitoring"


def whose(school_pk: object, person: str) -> str:
    """A digest by which a second look at the same person is known, and nobody can be found."""
    return sha256(f"{settings.SALT_KEY}\n{school_pk}\n{person}".encode()).hexdigest()


PUPIL = (
    "We do not look at a pupil’s page. Talk with the parents: they can look, and decide what to do."
)


def ask_look(
    *,
    viewer: Viewer,
    address: str,
    reason: str,
    mention: Mention | None = None,
    pupil: str = "no",
) -> PersonalLook:
    """Ask to look. A `pupil`'s page is refused, and that somebody asked is kept. Raises Refused."""
    if pupil == "yes":
        matter = mention.matter_id if mention else ""
        with transaction.atomic():
            record(
                school=viewer.school,
                actor=viewer.person.id,
                kind="look_at_person.pupil",
                matter=matter,
                refs={},
                clauses=(CLAUSE,),
            )
        raise Refused(PUPIL, CLAUSE)
    return _ask_look(viewer=viewer, address=address, reason=reason, mention=mention)


@transaction.atomic
def _ask_look(
    *, viewer: Viewer, address: str, reason: str, mention: Mention | None
) -> PersonalLook:
    """Record why somebody looks. The first look at a person is allowed; the next waits for a yes."""
    person = person_at(address)
    if not person:
        raise Refused("This is nobody's own page. You may open it without asking.")
    if mention is not None and mention.child_image:
        raise Refused(
            "Nobody opens this page: it may hold a sexual image of a child.",
            "england.intimate_images",
        )
    if len(reason.strip()) < SHORTEST_REASON or len(WORD.findall(reason)) < FEWEST_WORDS:
        raise Refused("Say in a few words why you need to look.")
    digest = whose(viewer.school.pk, person)
    before = PersonalLook.objects.select_for_update().filter(school=viewer.school, whose=digest)
    if before.filter(by=viewer.person, state=PersonalLook.WAITING).exists():
        raise Refused("You have asked already. The answer is still to come.")
    first = not before.exclude(state=PersonalLook.REFUSED).exists()
    look = PersonalLook.objects.create(
        school=viewer.school,
        matter=mention.matter if mention else None,
        mention=mention,
        whose=digest,
        by=viewer.person,
        reason=reason.strip()[:300],
        asked_at=clock.now(),
        state=PersonalLook.ALLOWED if first else PersonalLook.WAITING,
    )
    _record(viewer, look, "look_at_person.allowed" if first else "look_at_person.asked")
    return look


@transaction.atomic
def answer_look(*, viewer: Viewer, look: PersonalLook, allow: bool) -> None:
    """The Headteacher's yes or no; never to one's own question."""
    if look.by_id == viewer.person.id:
        raise Refused("Somebody else has to answer what you asked.")
    state = PersonalLook.ALLOWED if allow else PersonalLook.REFUSED
    mine = PersonalLook.objects.filter(pk=look.pk, state=PersonalLook.WAITING)
    if not mine.update(state=state, answered_by=viewer.person, answered_at=clock.now()):
        raise Refused("This was answered already.")
    _record(viewer, look, "look_at_person.allowed" if allow else "look_at_person.refused")


@transaction.atomic
def take_look(*, viewer: Viewer, look: PersonalLook, address: str) -> bool:
    """Begin the hour in which the asker may go there. Returns whether they may go there now."""
    if not may_look(viewer=viewer, look=look, address=address):
        return False
    fresh = PersonalLook.objects.filter(pk=look.pk, used_at=None)
    if fresh.update(used_at=clock.now()):
        _record(viewer, look, "look_at_person.taken")
    return True


def may_look(*, viewer: Viewer, look: PersonalLook, address: str) -> bool:
    """Whether the asker may begin to look there, or is in the hour. Raises Refused elsewhere."""
    if look.by_id != viewer.person.id or look.state != PersonalLook.ALLOWED:
        return False
    if whose(viewer.school.pk, person_at(address)) != look.whose:
        raise Refused("That is not the page that you asked for.")
    return look.used_at is None or clock.now() - look.used_at < OPEN_FOR


def _record(viewer: Viewer, look: PersonalLook, kind: str) -> None:
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        matter=look.matter_id or "",
        refs={"look": look.id},
        clauses=(CLAUSE,),
    )
