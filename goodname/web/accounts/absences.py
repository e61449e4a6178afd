"""Who is away, from when until when, and who stands in for them meanwhile."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Refused, Role
from goodname.web.ledger.actions import record

from .models import Absence, Person, School
from .permissions import LEADERS, OFFICES

LONGEST = 366  # days


def today() -> date:
    return clock.now().astimezone(LONDON).date()


def covered(person: Person) -> list[Person]:
    """The colleagues who are away today and for whom this person stands in."""
    now = today()
    rows = Absence.objects.filter(deputy=person, first__lte=now, last__gte=now)
    return [row.person for row in rows.select_related("person")]


def acting(school: School) -> dict[str, frozenset[Role]]:
    """Today's deputies by their id, with the offices that they hold for somebody away."""
    now = today()
    rows = Absence.objects.filter(school=school, first__lte=now, last__gte=now)
    found: dict[str, frozenset[Role]] = {}
    for row in rows.select_related("person"):
        held = row.person.role_set & OFFICES
        found[row.deputy_id] = found.get(row.deputy_id, frozenset()) | held
    return found


def absences(actor: Person) -> QuerySet[Absence]:
    """Those of today and later that concern this person, the next first; all for who leads."""
    rows = Absence.objects.filter(school=actor.school, last__gte=today())
    if not actor.role_set & LEADERS:
        rows = rows.filter(Q(person=actor) | Q(deputy=actor))
    return rows.select_related("person", "deputy")


def deputies(school: School, person: Person) -> list[Person]:
    """Who may stand in: colleagues who can sign in."""
    people = Person.objects.filter(school=school, account__is_active=True, is_pupil=False)
    return list(people.exclude(pk=person.pk))


def may_note(actor: Person, person: Person) -> bool:
    """Whether somebody may say that a person is away, and so choose who acts for them.

    Everybody says it for themselves; the headteacher for colleagues, and the chair of governors for
    the headteacher. Nobody says it for the chair: who is accused must not choose who hears it.
    """
    if actor.pk == person.pk:
        return True
    if Role.CHAIR_OF_GOVERNORS in person.role_set:
        return False
    if Role.HEADTEACHER in person.role_set:
        return Role.CHAIR_OF_GOVERNORS in actor.role_set
    return Role.HEADTEACHER in actor.role_set


def colleagues(actor: Person) -> list[Person]:
    """Those for whom this person may say it, themselves first."""
    others = deputies(actor.school, actor)
    return [actor, *(person for person in others if may_note(actor, person))]


@transaction.atomic
def add_absence(
    *, actor: Person, person: Person, deputy: Person, first: date, last: date
) -> Absence:
    """Somebody is away on these days, both included. Raises Refused."""
    if not may_note(actor, person):
        raise Refused("Only they themselves can say that they are away, or who stands above them.")
    if deputy.pk == actor.pk != person.pk:
        raise Refused("Nobody chooses themselves to stand in. Ask them to say it.")
    if deputy.pk == person.pk or deputy not in deputies(person.school, person):
        raise Refused("Choose a colleague who can sign in.")
    if last < first or last < today():
        raise Refused("The last day away is before the first, or has passed.")
    if (last - first).days > LONGEST:
        raise Refused("A year at most. Change the roles of people who left.")
    if Absence.objects.filter(person=person, first__lte=last, last__gte=first).exists():
        raise Refused("On some of these days they are away already.")
    row = Absence.objects.create(
        school=person.school,
        person=person,
        deputy=deputy,
        first=first,
        last=last,
        added_by=actor,
        added_at=clock.now(),
    )
    refs = {"person": person.id, "deputy": deputy.id}
    record(school=person.school, actor=actor.id, kind="absence.added", refs=refs)
    return row


@transaction.atomic
def end_absence(*, actor: Person, absence: Absence) -> None:
    """They are back, or do not go: from now on nobody stands in."""
    refs = {"person": absence.person_id, "deputy": absence.deputy_id}
    record(school=absence.school, actor=actor.id, kind="absence.ended", refs=refs)
    absence.delete()
