"""Who is told of danger, and which alerts nobody has answered yet."""

from datetime import timedelta

from django.db.models import QuerySet

from goodname import clock
from goodname.core.words import Role
from goodname.web.accounts.models import Matter, Person, School
from goodname.web.accounts.permissions import LEADERS, may
from goodname.web.accounts.viewer import Viewer, visible
from goodname.web.inbox.models import Alert

PATIENCE = timedelta(minutes=30)  # then every leader is told


def told_first(school: School) -> list[Person]:
    """The safeguarding leads and their deputies; the headteacher stands in where there is no deputy."""
    staff = _who_can_look(school)
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
    people = told_first(alert.school)
    if waited:
        people += [person for person in told_later(alert.school) if person not in people]
    return without(people, alert.matter) or without(told_later(alert.school), alert.matter)


def without(people: list[Person], matter: Matter) -> list[Person]:
    hidden = set(matter.hidden_from.values_list("id", flat=True))
    return [person for person in people if person.id not in hidden]


def deputies_of(staff: list[Person]) -> list[Person]:
    return [person for person in staff if Role.DSL in person.deputises]


def possible_deputies(school: School) -> list[Person]:
    """Only somebody who can open what the alert is about is any help."""
    return [person for person in _who_can_look(school) if Role.DSL not in person.role_set]


def _who_can_look(school: School) -> list[Person]:
    people = Person.objects.filter(school=school, account__is_active=True).select_related("account")
    return [person for person in people if may(person.role_set, "inbox.read")]


def alerts(viewer: Viewer) -> QuerySet[Alert]:
    return visible(viewer, Alert.objects.all()).select_related("mention", "seen_by")


def unanswered(viewer: Viewer) -> list[Alert]:
    """Alerts that wait for this person."""
    rows = alerts(viewer).filter(seen_at=None).select_related("school", "matter")
    return [alert for alert in rows if viewer.person in recipients(alert)]


def open_alerts() -> QuerySet[Alert]:
    """Every alert of every school that nobody has answered."""
    return Alert.objects.filter(seen_at=None).select_related("school", "matter")
