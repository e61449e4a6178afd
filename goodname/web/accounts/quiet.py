"""Quiet hours, and who wants the e-mail in the morning."""

from datetime import datetime, time

from django.db import transaction

from goodname.core.act.deadlines import LONDON
from goodname.web.ledger.actions import record

from .calendar import school_calendar
from .models import Person, School
from .viewer import Viewer


def is_quiet(school: School, now: datetime) -> bool:
    """Whether nothing that can wait is to be written of: at night, and on a day without school."""
    day = now.astimezone(LONDON).date()
    return not school_calendar(school).is_school_day(day) or is_night(school, now)


def is_due_while_closed(school: School, due: datetime | None, now: datetime) -> bool:
    """Whether something was or will be due in the same days without school that it is now."""
    calendar = school_calendar(school)
    reopens = calendar.closed_until(now)
    return bool(due and reopens and calendar.closed_until(due) == reopens)


def is_night(school: School, now: datetime) -> bool:
    """Whether it is within the school's quiet hours, on whatever day."""
    begins, ends, at = school.quiet_from, school.quiet_until, now.astimezone(LONDON).time()
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


@transaction.atomic
def change_quiet_hours(*, viewer: Viewer, begins: time, ends: time) -> None:
    School.objects.filter(pk=viewer.school.pk).update(quiet_from=begins, quiet_until=ends)
    record(school=viewer.school, actor=viewer.person.id, kind="quiet.changed")


@transaction.atomic
def choose_digest(*, viewer: Viewer, wanted: bool) -> None:
    Person.objects.filter(pk=viewer.person.pk).update(digest=wanted)
    record(school=viewer.school, actor=viewer.person.id, kind="digest.chosen")
