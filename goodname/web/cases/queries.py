"""Which cases, steps and letters a viewer may see: need-to-know, and never one's own."""

from django.db.models import Q, QuerySet

from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Conduct, Role
from goodname.web.accounts.models import Person
from goodname.web.accounts.permissions import LEADERS
from goodname.web.accounts.viewer import Viewer, visible

from .models import Case, Letter, Step

# Roles that one person, or the few of one room, hold.
OFFICES = LEADERS | {Role.OFFICE, Role.CHAIR_OF_GOVERNORS, Role.DPO}


def cases(viewer: Viewer) -> QuerySet[Case]:
    """Leaders see the school's cases; other offices those in which a step is theirs to do.

    Many people are a class teacher or a member of staff: a step for such a role opens the case to
    none of them. A leader tells the one person whom it concerns, and ticks it. A leader's role
    does not open a case about that person: `visible` has taken it away already.
    """
    rows = visible(viewer, Case.objects.all()).select_related("opened_by", "mention")
    if viewer.roles & LEADERS:
        return rows
    theirs = Step.objects.filter(owner__in=viewer.roles & OFFICES).exclude(state=Step.DROPPED)
    return rows.filter(id__in=theirs.values("case_id"))


def case(viewer: Viewer, case_id: str) -> Case | None:
    return cases(viewer).filter(id=case_id).first()


def steps_for(viewer: Viewer) -> QuerySet[Step]:
    """The steps that wait for one of this person's roles, the soonest due first."""
    return (
        Step.objects.filter(
            case__in=cases(viewer).filter(state=Case.OPEN),
            owner__in=viewer.roles,
            state=Step.WAITING,
        )
        .select_related("case")
        .order_by("due", "position")
    )


def letters(viewer: Viewer) -> QuerySet[Letter]:
    return Letter.objects.filter(case__in=cases(viewer)).select_related("case")


def roster(viewer: Viewer) -> QuerySet[Person]:
    """The people of the school who may be named as part of a case."""
    return Person.objects.filter(school=viewer.school)


def who_else_knows(case: Case) -> list[Person]:
    """Everyone with a sign-in who can see this case, for the line that says so on its page."""
    hidden = set(case.matter.hidden_from.values_list("id", flat=True))
    owners = OFFICES & set(case.steps.exclude(state=Step.DROPPED).values_list("owner", flat=True))
    people = Person.objects.filter(school=case.school, account__isnull=False)
    return [
        person
        for person in people
        if person.id not in hidden and person.role_set & (LEADERS | owners)
    ]


def search(viewer: Viewer, words: str) -> QuerySet[Case]:
    rows = cases(viewer)
    for word in words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(words__icontains=word))
    return rows


def may_be_fetched(case: Case) -> bool:
    """Whether the desk may go to the page of a case at all.

    A sexual image of a child is never fetched, seen or copied, nor are words that may be about one.
    """
    shared = Conduct.INTIMATE_IMAGE_OF_CHILD in fact_sheet.read(case.facts).conduct
    return not (case.child_image or shared)
