"""Who is told of danger, and which alerts nobody has answered yet."""

from datetime import timedelta

from django.db.models import QuerySet

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import Matter, Person, School
from goodname.web.accounts.permissions import LEADERS, may
from goodname.web.accounts.viewer import Viewer, visible
from goodname.web.inbox.head.standing import is_passed, those_who_stand_in
from goodname.web.inbox.models import Alert

PATIENCE = timedelta(minutes=30)  # then every leader is told


def told_first(school: School, matter: Matter | None = None) -> list[Person]:
    """The safeguarding leads and their deputies; the headteacher stands in where there is no deputy.

    Of a `matter` those are left out whom it is about, before it is seen who has to stand in.
    """
    staff = _who_can_look(school)
    if matter is not None:
        staff = without(staff, matter)
    leads = [person for person in staff if Role.DSL in person.role_set]
    deputies = [person for person in deputies_of(staff) if person not in leads]
    heads = [person for person in staff if Role.HEADTEACHER in person.role_set]
    return leads + (deputies or [head for head in heads if head not in leads])


def told_later(school: School) -> list[Person]:
    """Everyone who leads, once nobody has answered for a while."""
    return [person for person in _who_can_look(school) if person.role_set & LEADERS]


def recipients(alert: Alert) -> list[Person]:
    """Whom an alert goes to now. Whoever the matter is about never hears of it from us."""
    waited = clock.now() - alert.raised_at >= PATIENCE
    if is_passed(alert.mention):
        return _standing_in(alert, waited)
    people = told_first(alert.school, alert.matter)
    if waited:
        people += [person for person in told_later(alert.school) if person not in people]
    for others in (people, told_later(alert.school), _who_can_look(alert.school)):
        if found := without(others, alert.matter):
            return found
    # It is about everybody who could look: the chair of governors stands in for a headteacher.
    return without(_chairs(alert.school), alert.matter)


def _standing_in(alert: Alert, waited: bool) -> list[Person]:
    """Of what may be about the headteacher only those are told who may read it."""
    takers = without(those_who_stand_in(alert.school), alert.matter)
    leads = [person for person in takers if may(person.role_set, "inbox.read")]
    if takers:
        return takers if waited or not leads else leads
    return without(told_later(alert.school), alert.matter)


def without(people: list[Person], matter: Matter) -> list[Person]:
    hidden = set(matter.hidden_from.values_list("id", flat=True))
    return [person for person in people if person.id not in hidden]


def deputies_of(staff: list[Person]) -> list[Person]:
    return [person for person in staff if Role.DSL in person.deputises]


def possible_deputies(school: School) -> list[Person]:
    """Only somebody who can open what the alert is about is any help."""
    return [person for person in _who_can_look(school) if Role.DSL not in person.role_set]


def _who_can_look(school: School) -> list[Person]:
    return [person for person in _can_sign_in(school) if may(person.role_set, "inbox.read")]


def _chairs(school: School) -> list[Person]:
    people = _can_sign_in(school)
    return [person for person in people if Role.CHAIR_OF_GOVERNORS in person.role_set]


def _can_sign_in(school: School) -> list[Person]:
    people = Person.objects.filter(school=school, account__is_active=True)
    return list(people.select_related("account"))


def rings_already(alert: Alert, person: Person) -> bool:
    """Whether an e-mail about another open alarm of this kind asks them to look already.

    Anybody may raise the alarm about an image of a child, as often as they like: each stands on
    Today, and one e-mail at a time sends people there. Other dangers ring each for itself.
    """
    if alert.why != "child_image":
        return False
    others = Alert.objects.filter(school=alert.school, why=alert.why, seen_at=None)
    return any(
        person.id in told for told in others.exclude(pk=alert.pk).values_list("told", flat=True)
    )


def alerts(viewer: Viewer) -> QuerySet[Alert]:
    return visible(viewer, Alert.objects.all()).select_related("mention", "seen_by")


def unanswered(viewer: Viewer) -> list[Alert]:
    """Alerts that wait for this person."""
    rows = alerts(viewer).filter(seen_at=None).select_related("school", "matter")
    return [alert for alert in rows if viewer.person in recipients(alert)]


def open_alerts() -> QuerySet[Alert]:
    """Every alert of every school that nobody has answered."""
    return Alert.objects.filter(seen_at=None).select_related("school", "matter")
