"""Whose a step is: who may do it, who is asked to, and which wait for one person today."""

from django.db.models import F, Q, QuerySet

from goodname.core.words import Role
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer, visible

from .. import queries
from ..models import Case, Step


def is_theirs(viewer: Viewer, step: Step) -> bool:
    """Whether this person is the one who is asked: by name, by office, or for somebody away."""
    if step.assigned_to_id:
        return step.assigned_to_id in _names(viewer)
    up = step.escalated_to and Role(step.escalated_to) in viewer.duties
    return Role(step.owner) in viewer.duties or bool(up)


def may_do(viewer: Viewer, step: Step) -> bool:
    """Whoever is asked, and whoever leads the case. A subject has no step in sight to begin with."""
    return is_theirs(viewer, step) or viewer.may("cases.lead")


def _names(viewer: Viewer) -> set[str]:
    return {viewer.person.id, *(person.id for person in viewer.absent)}


def step_of(viewer: Viewer, step_id: str) -> Step | None:
    """A step that this person may see: of a case that is open to them, or one given to them."""
    rows = visible_steps(viewer)
    mine = Q(assigned_to__in=_names(viewer))
    return rows.filter(mine | Q(case__in=queries.cases(viewer)), id=step_id).first()


def visible_steps(viewer: Viewer) -> QuerySet[Step]:
    """The school's steps, less those of matters that are about the viewer."""
    cases = visible(viewer, Case.objects.all())
    return Step.objects.filter(case__in=cases).select_related("case__school", "assigned_to")


def waiting_for(viewer: Viewer) -> QuerySet[Step]:
    """The steps that wait for this person today, the soonest due first and those without a day last."""
    by_office = Q(
        Q(owner__in=viewer.duties) | Q(escalated_to__in=viewer.duties),
        assigned_to=None,
        case__in=queries.cases(viewer),
    )
    rows = visible_steps(viewer).filter(case__state=Case.OPEN, state=Step.WAITING)
    rows = rows.filter(by_office | Q(assigned_to__in=_names(viewer)))
    return rows.order_by(F("due").asc(nulls_last=True), "position")


def possible(step: Step) -> list[Person]:
    """Who may be asked: colleagues who can sign in, and never one whom the matter is about."""
    hidden = step.case.matter.hidden_from.values("pk")
    people = Person.objects.filter(school=step.case.school, account__is_active=True, is_pupil=False)
    return list(people.exclude(pk__in=hidden))


def in_place_of(viewer: Viewer, step: Step) -> Person | None:
    """The colleague who is away and for whom this is done; None where it is the viewer's own."""
    own = step.assigned_to_id == viewer.person.id or (
        not step.assigned_to_id
        and bool({step.owner, step.escalated_to} & {role.value for role in viewer.roles})
    )
    if own:
        return None
    for person in viewer.absent:
        named = step.assigned_to_id == person.id
        if named or (not step.assigned_to_id and Role(step.owner) in person.role_set):
            return person
    return None
