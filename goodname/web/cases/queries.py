"""Which cases, steps and letters a viewer may see: need-to-know, and never one's own."""

from django.db.models import Q, QuerySet

from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Conduct
from goodname.web.accounts.absences import acting
from goodname.web.accounts.models import Person
from goodname.web.accounts.permissions import LEADERS, OFFICES
from goodname.web.accounts.viewer import Viewer, visible

from .models import Case, ComplaintStage, Letter, Step


def cases(viewer: Viewer) -> QuerySet[Case]:
    """Leaders see the school's cases; other offices those in which a step or complaint is theirs.

    Many people are a class teacher or a member of staff: a step for such a role opens the case to
    none of them. A leader tells the one person whom it concerns, and ticks it. A leader's role
    does not open a case about that person: `visible` has taken it away already.
    """
    rows = visible(viewer, Case.objects.all()).select_related("opened_by", "mention")
    if viewer.duties & LEADERS:
        return rows
    mine = viewer.duties & OFFICES
    theirs = Step.objects.filter(owner__in=mine).exclude(state=Step.DROPPED)
    heard = ComplaintStage.objects.filter(owner__in=mine)
    return rows.filter(
        Q(id__in=theirs.values("case_id"))
        | Q(id__in=heard.values("complaint__case_id"))
        | Q(opened_by=viewer.person)  # as the chair does with what is about the headteacher
    )


def case(viewer: Viewer, case_id: str) -> Case | None:
    return cases(viewer).filter(id=case_id).first()


def letters(viewer: Viewer) -> QuerySet[Letter]:
    return Letter.objects.filter(case__in=cases(viewer)).select_related("case")


def roster(viewer: Viewer) -> QuerySet[Person]:
    """The people of the school who may be named as part of a case."""
    return Person.objects.filter(school=viewer.school)


def who_else_knows(case: Case) -> list[Person]:
    """Everyone with a sign-in who can see this case, for the line that says so on its page."""
    hidden = set(case.matter.hidden_from.values_list("id", flat=True))
    owners = set(case.steps.exclude(state=Step.DROPPED).values_list("owner", flat=True))
    heard = ComplaintStage.objects.filter(complaint__case=case).values_list("owner", flat=True)
    offices = LEADERS | (OFFICES & (owners | set(heard)))
    deputies = acting(case.school)
    people = Person.objects.filter(school=case.school, account__isnull=False)
    return [
        person
        for person in people
        if person.id not in hidden
        and (person.role_set | deputies.get(person.id, frozenset())) & offices
    ]


def search(viewer: Viewer, words: str) -> QuerySet[Case]:
    rows = cases(viewer).exclude(state=Case.MERGED)
    for word in words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(words__icontains=word))
    return rows


def may_be_fetched(case: Case) -> bool:
    """Whether the desk may go to the page of a case at all.

    A sexual image of a child is never fetched, seen or copied, nor are words that may be about one.
    """
    shared = Conduct.INTIMATE_IMAGE_OF_CHILD in fact_sheet.read(case.facts).conduct
    read = case.mention is not None and case.mention.child_image
    return not (case.child_image or shared or read)
