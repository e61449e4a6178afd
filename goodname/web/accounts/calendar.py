"""A school's calendar out of its own rows."""

from datetime import date

from goodname import clock
from goodname.core.act.deadlines import SchoolCalendar
from goodname.data.calendar import calendar_for

from .models import School


def school_calendar(school: School) -> SchoolCalendar:
    terms = school.terms.values_list("starts", "ends")
    closures = [date.fromisoformat(day) for day in school.closures]
    return calendar_for(terms, closures, years=(clock.now().year,))
