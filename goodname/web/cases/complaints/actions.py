"""A complaint: offered, begun, acknowledged, answered, taken to the next stage, and ended."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.core.act import complaints as stages
from goodname.core.act.charts import COMPLAINT
from goodname.core.act.deadlines import LONDON
from goodname.core.decide import facts as fact_sheet
from goodname.core.prove.seals import digest
from goodname.core.words import Action, Conduct, Refused, Role
from goodname.data.complaints import outcomes, procedures
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer

from ..deciding import decide_again
from ..keeping import keep_from
from ..models import Case, Complaint, ComplaintStage, Involvement
from ..recording import keep
from ..standing import hold, must_be_open
from ..steps.laying import mark_done
from .checking import must_be_fair
from .forms import WITHDRAWN
from .hearing import current, hears, may_hear, procedure_of

_MORNING = time(9)


def may_become_one(case: Case) -> bool:
    """A complaint grows out of a concern or criticism, whatever else the case is about."""
    return bool(fact_sheet.read(case.facts).conduct & {Conduct.CONCERN, Conduct.CRITICISM})


@transaction.atomic
def offer_procedure(*, viewer: Viewer, case: Case) -> None:
    """Write down that they were told how to complain; the step for it is done."""
    case = hold(case)
    must_be_open(case)
    mark_done(case, Action.OFFER_COMPLAINTS_PROCEDURE, by=viewer.person)
    keep(case, viewer.person, "complaint.offered", clauses=("concerns.procedure",))


@transaction.atomic
def begin_complaint(
    *,
    viewer: Viewer,
    case: Case,
    kind: str,
    reached: date,
    about: Iterable[Person] = (),
    owner: str = "",
) -> Complaint:
    """A concern becomes a complaint at stage 1, whose clocks run from the day it reached us.

    The case is kept from whom it is `about`. `owner` is who hears it; "" is whoever usually does.
    Raises Refused.
    """
    case = hold(case)
    must_be_open(case)
    if kind not in procedures():
        raise Refused("Choose what kind of complaint it is.")
    if not may_become_one(case):
        raise Refused("Say in the facts first that there is a concern or criticism.")
    if case.complaints.filter(kind=kind).exists():
        raise Refused("This complaint was begun already.")
    _keep_from(viewer, case, about)
    began = _moment(reached)
    complaint = Complaint.objects.create(case=case, kind=kind, began_at=began)
    stage = _begin_stage(complaint, 1, owner, began, [])
    mark_done(case, Action.OFFER_COMPLAINTS_PROCEDURE, by=viewer.person)
    _record(viewer, complaint, "complaint.begun", stage, refs={"to": stage.owner})
    return complaint


@transaction.atomic
def acknowledge_complaint(*, viewer: Viewer, complaint: Complaint) -> None:
    """Somebody told them that we have it, who hears it, and by when. Raises Refused."""
    complaint, stage = _running(complaint)
    if stage.acknowledged_at:
        raise Refused("It was acknowledged already.")
    stage.acknowledged_at = clock.now()
    stage.save(update_fields=["acknowledged_at"])
    _record(viewer, complaint, "complaint.acknowledged", stage)


@transaction.atomic
def answer_complaint(*, viewer: Viewer, complaint: Complaint, words: str) -> None:
    """The answer of this stage, in the words in which they are told it. Raises Refused."""
    complaint, stage = _running(complaint)
    _must_hear(viewer, complaint)
    if stage.answered_at:
        raise Refused("This stage was answered already.")
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("Write the answer first.")
    must_be_fair(complaint.case, text)
    stage.answer, stage.by, stage.answered_at = text, viewer.person, clock.now()
    stage.acknowledged_at = stage.acknowledged_at or stage.answered_at
    stage.save(update_fields=["answer", "by", "answered_at", "acknowledged_at"])
    digests = {"text": digest(text, stage.salt)}
    _record(viewer, complaint, "complaint.answered", stage, digests=digests)


@transaction.atomic
def next_stage(*, viewer: Viewer, complaint: Complaint, owner: str = "") -> None:
    """They are not content, or were not answered in time: somebody else hears it. Raises Refused."""
    complaint, stage = _running(complaint)
    now = clock.now()
    procedure_of(complaint).stage(stage.number + 1)  # says where else they may go
    number = stages.after_next(stage.number, ended=False)
    if not (stage.answered_at or stages.late(stage.answer_by, None, now)):
        raise Refused("Answer it at this stage first.")
    fresh = _begin_stage(complaint, number, owner, now, list(complaint.stages.all()))
    _record(viewer, complaint, "complaint.escalated", fresh, refs={"to": fresh.owner})


@transaction.atomic
def end_complaint(*, viewer: Viewer, complaint: Complaint, outcome: str) -> None:
    """It is over: with what came of it, or because they took it back. Raises Refused."""
    complaint, stage = _running(complaint)
    if outcome not in outcomes():
        raise Refused("Choose what came of it.")
    if outcome != WITHDRAWN:
        _must_hear(viewer, complaint)
        if not stage.answered_at:
            raise Refused("Answer it first, or say that they took it back.")
    COMPLAINT.after(stages.state(stage.number, ended=False), "end")
    complaint.ended_at, complaint.outcome = clock.now(), outcome
    complaint.save(update_fields=["ended_at", "outcome"])
    _record(viewer, complaint, "complaint.ended", stage, refs={"outcome": outcome})


def _running(complaint: Complaint) -> tuple[Complaint, ComplaintStage]:
    """The complaint as it stands now, locked, with its stage. A closed case does not stop it."""
    locked = Complaint.objects.select_for_update().select_related("case__school")
    found = locked.get(pk=complaint.pk)
    stage = current(found)
    if found.ended_at:
        COMPLAINT.after(stages.state(stage.number, ended=True), "end")  # refuses, in its own words
    return found, stage


def _must_hear(viewer: Viewer, complaint: Complaint) -> None:
    if not hears(viewer, complaint):
        raise Refused("Somebody else hears this complaint, and the answer is theirs.")


def _keep_from(viewer: Viewer, case: Case, about: Iterable[Person]) -> None:
    fresh = False
    for person in about:
        _, added = Involvement.objects.get_or_create(
            case=case, person=person, part=Involvement.ABOUT
        )
        fresh = fresh or added
    if fresh:
        keep_from(viewer, case)
        decide_again(viewer, case)


def _moment(reached: date) -> datetime:
    """A letter of an earlier day was there in the morning; nothing reaches us in the future."""
    now = clock.now()
    today = now.astimezone(LONDON).date()
    if reached > today:
        raise Refused("That is still to come. Look at the day again.")
    return now if reached == today else datetime.combine(reached, _MORNING, LONDON)


def _begin_stage(
    complaint: Complaint, number: int, owner: str, began: datetime, before: list[ComplaintStage]
) -> ComplaintStage:
    case = complaint.case
    able = may_hear(case, complaint.kind, number, before)
    if owner and (owner not in set(Role) or Role(owner) not in able):
        raise Refused("That person may not hear it. Choose somebody else.")
    stage = procedure_of(complaint).stage(number)
    clocks = stages.clocks(stage, began, school_calendar(case.school))
    return ComplaintStage.objects.create(
        complaint=complaint,
        number=number,
        owner=owner or able[0].value,
        began_at=began,
        acknowledge_by=clocks.acknowledge_by,
        answer_by=clocks.answer_by,
    )


def _record(
    viewer: Viewer, complaint: Complaint, kind: str, stage: ComplaintStage, **more: Any
) -> None:
    refs = {"complaint": complaint.id, "stage": str(stage.number)} | more.pop("refs", {})
    clauses = procedure_of(complaint).clauses
    keep(complaint.case, viewer.person, kind, refs=refs, clauses=clauses, **more)
