"""A step that must be done and is a day late goes up to whoever stands in: once."""

from datetime import datetime

from django.db import transaction

from goodname import clock
from goodname.core.act.deadlines import CALENDAR, SCHOOL_DAYS, due
from goodname.core.act.standing_in import stand_in
from goodname.core.decide import facts as fact_sheet
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Force, Role
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.models import School

from ..models import Case, Step
from .laying import record_step

# Our choice: a day to do what was forgotten. What is due in the holidays does not wait for school.
PATIENCE = "P1D"


def escalate_late(school: School) -> list[Step]:
    """Pass up what is late. Returns the steps that went up just now."""
    now = clock.now()
    rows = Step.objects.filter(
        case__school=school,
        case__state=Case.OPEN,
        state=Step.WAITING,
        force=Force.MUST,
        due__lt=now,
        escalated_at=None,
    )
    return [step for step in rows.select_related("case__school") if _escalate(step, now)]


@transaction.atomic
def _escalate(step: Step, now: datetime) -> bool:
    calendar = school_calendar(step.case.school)
    unit = CALENDAR if calendar.closed_until(step.due) else SCHOOL_DAYS
    patience = due(step.due, PATIENCE, unit, calendar)
    if patience is None or patience > now:
        return False
    up = stand_in(Role(step.owner), fact_sheet.read(step.case.facts).concerned)
    if up is None:  # it is about both: nobody inside the school is told
        return False
    held = Step.objects.filter(pk=step.pk, state=Step.WAITING, escalated_at=None)
    if not held.update(escalated_at=now, escalated_to=up.value):
        return False
    record_step(step, SYSTEM, "step.escalated", {"to": up.value})
    return True
