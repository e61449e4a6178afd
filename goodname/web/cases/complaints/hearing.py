"""Who hears a complaint: never somebody it is about, and never the same person twice."""

from goodname.core.act.complaints import OUTSIDE, Procedure, hearers
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Role
from goodname.data.complaints import procedures
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer

from ..keeping import subjects
from ..models import Case, Complaint, ComplaintStage
from ..recording import keep


def procedure_of(complaint: Complaint) -> Procedure:
    return procedures()[complaint.kind]


def current(complaint: Complaint) -> ComplaintStage:
    """The stage that it is at, or ended at."""
    stage = complaint.stages.last()
    assert stage is not None  # it begins with one
    return stage


def may_hear(case: Case, kind: str, number: int, before: list[ComplaintStage]) -> tuple[Role, ...]:
    """The roles that may hear a stage and that somebody here holds, the usual one first.

    Whoever heard one of the stages `before` is passed over in every role that they hold.
    """
    meant = subjects(case)
    concerned = {Role(office.value) for office in fact_sheet.read(case.facts).concerned}
    concerned |= {role for person in meant for role in person.role_set}
    heard = {Role(stage.owner) for stage in before}
    heard |= {role for stage in before if stage.by for role in stage.by.role_set}
    stage = procedures()[kind].stage(number)
    held = _held(case, meant)
    found = hearers(stage, concerned=concerned, heard=heard)
    return tuple(role for role in found if role in held) or (OUTSIDE,)


def _held(case: Case, meant: set[Person]) -> set[Role]:
    people = Person.objects.filter(school=case.school, account__isnull=False)
    return {role for person in people if person not in meant for role in person.role_set}


def hears(viewer: Viewer, complaint: Complaint) -> bool:
    """Whether the stage that it is at is this person's to decide, their own or for somebody away.

    Who decided an earlier stage does not decide in a colleague's place either. Where nobody inside
    may hear it, a leader writes down what the adviser outside made of it.
    """
    stage = current(complaint)
    owner = Role(stage.owner)
    arranged = procedure_of(complaint).stage(stage.number).arranged
    before = complaint.stages.filter(number__lt=stage.number, by=viewer.person)
    if owner == OUTSIDE:
        return viewer.may("cases.lead")
    return owner in viewer.duties and (arranged or not before.exists())


def pass_on(viewer: Viewer, case: Case) -> None:
    """Whoever turns out to be meant hears it no more: the next who may takes it over."""
    for complaint in case.complaints.filter(ended_at=None):
        before = list(complaint.stages.select_related("by"))
        stage = before.pop()
        able = may_hear(case, complaint.kind, stage.number, before)
        usual = procedure_of(complaint).stage(stage.number).heard_by
        wrong = Role(stage.owner) not in able
        if wrong and (Role(stage.owner) in usual or able != (OUTSIDE,)):
            ComplaintStage.objects.filter(pk=stage.pk).update(owner=able[0].value)
            refs = {"complaint": complaint.id, "stage": str(stage.number), "to": able[0].value}
            keep(case, viewer.person, "complaint.passed_on", refs=refs)
