"""Raising an alert, answering it, and saying who is told: each with its line in the ledger."""

from collections.abc import Iterable

from django.db import transaction

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Danger, Facts, Refused, Role
from goodname.web.accounts.models import Matter, Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Alert, Mention
from goodname.web.inbox.tasks import ring_alert
from goodname.web.ledger.actions import record

from .queries import possible_deputies

CHILD_IMAGE = "child_image"


def clauses_of(why: str) -> tuple[str, ...]:
    """What of the policy such an alert is about."""
    return ("england.intimate_images",) if why == CHILD_IMAGE else ("incidents.police",)


def danger_in(facts: Facts | None, *, child_image: bool = False) -> str:
    """What there is to be alarmed about: "child_image", a Danger, or ""."""
    if child_image:
        return CHILD_IMAGE
    if facts is None or facts.danger == Danger.NONE:
        return ""
    return facts.danger.value


@transaction.atomic
def raise_alert(
    *,
    school: School,
    matter: Matter,
    why: str,
    mention: Mention | None = None,
    actor: str = SYSTEM,
    again: bool = False,
) -> Alert | None:
    """Have the safeguarding lead and a deputy told. None where they were told of it already.

    With `again` an alert that somebody has answered is no reason to keep quiet: the words changed.
    """
    before = Alert.objects.filter(matter=matter, why=why)
    # Somebody whom it is about may have answered before that was known: nobody looks after it then.
    answered = before.exclude(seen_by__in=matter.hidden_from.all())
    if before.filter(seen_at=None).exists() or (answered.exists() and not again):
        return None
    alert = Alert.objects.create(
        matter=matter, why=why, school=school, mention=mention, raised_at=clock.now()
    )
    record(
        school=school,
        actor=actor,
        kind="alert.raised",
        matter=matter.id,
        refs={"alert": alert.id},
        clauses=clauses_of(why),
    )
    ring_alert.enqueue(alert.id)
    return alert


@transaction.atomic
def keep_told(*, alert: Alert, people: Iterable[Person]) -> None:
    """Remember whom a message reached."""
    now_told = [person.id for person in people if person.id not in alert.told]
    if not now_told:
        return
    Alert.objects.filter(pk=alert.pk).update(told=[*alert.told, *now_told])
    for person_id in now_told:
        record(
            school=alert.school,
            actor=SYSTEM,
            kind="alert.sent",
            matter=alert.matter_id,
            refs={"alert": alert.id, "person": person_id},
        )


@transaction.atomic
def answer_alert(*, viewer: Viewer, alert: Alert) -> None:
    """Somebody says that they are dealing with it."""
    mine = Alert.objects.filter(pk=alert.pk, seen_at=None)
    if not mine.update(seen_by=viewer.person, seen_at=clock.now()):
        raise Refused("Somebody has answered this alert already.")
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="alert.answered",
        matter=alert.matter_id,
        refs={"alert": alert.id},
    )


@transaction.atomic
def choose_deputies(*, viewer: Viewer, people: Iterable[Person]) -> None:
    """Say who deputises for the safeguarding lead."""
    chosen = {person.id for person in people}
    allowed = possible_deputies(viewer.school)
    if not chosen <= {person.id for person in allowed}:
        raise Refused("Choose somebody who can open the inbox.")
    for person in allowed:
        deputises = [role for role in person.deputises if role != Role.DSL]
        if person.id in chosen:
            deputises.append(Role.DSL.value)
        if deputises != person.deputises:
            Person.objects.filter(pk=person.pk).update(deputises=deputises)
            record(
                school=viewer.school,
                actor=viewer.person.id,
                kind="deputy.chosen" if person.id in chosen else "deputy.released",
                refs={"person": person.id},
            )
