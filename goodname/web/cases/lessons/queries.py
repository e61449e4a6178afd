"""The lesson log, theme by theme: figures that tell of no single case, and lessons."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from goodname import clock
from goodname.core.act import lessons as log
from goodname.core.act.deadlines import LONDON
from goodname.core.act.themes import BY_ID, THEMES, Theme
from goodname.data.lessons import Teaching, teaching
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer, visible
from goodname.web.ui.clauses import named

from ..models import Case, Lesson


@dataclass(frozen=True)
class Row:
    """One theme: its figure in words, its lessons, and what is asked of the next agreements."""

    theme: Theme
    figure: str
    much: bool  # five or more: only then is anything said of what was learnt
    learnt: list[str]
    lessons: list[Lesson]
    agreement: str
    idea: str
    clauses: list[dict[str, str]]


def today() -> date:
    return clock.now().astimezone(LONDON).date()


def lessons(viewer: Viewer) -> QuerySet[Lesson]:
    return Lesson.objects.filter(school=viewer.school)


def of_this_year(viewer: Viewer) -> QuerySet[Lesson]:
    """Planned for, taught in or written down in this school year, and what still waits."""
    year = log.year_of(today())
    span = (year.first, year.last)
    ours = Q(planned_for__range=span) | Q(taught_on__range=span) | Q(taught_on=None)
    return lessons(viewer).filter(ours).select_related("by").order_by("planned_for", "at")


def rows(viewer: Viewer) -> list[Row]:
    """Every theme, in the order of the themes. The figures are the same for whoever looks."""
    numbers, taught = figures(viewer.school), list(of_this_year(viewer))
    return [_row(viewer, theme, numbers[theme.id], taught) for theme in THEMES]


def figures(school: School) -> Counter[str]:
    """How many cases of each theme were closed in the months that are counted; for no page as it is.

    They are all of the school's, also those that the viewer may not see: two people who compare
    their pages learn nothing.
    """
    closed = _closed(school).values_list("theme", flat=True)
    return Counter(theme if theme in BY_ID else "other" for theme in closed)


def _closed(school: School) -> QuerySet[Case]:
    stretch = log.counted(today())
    return Case.objects.filter(
        school=school,
        state=Case.CLOSED,
        closed_at__gte=_midnight(stretch.first),
        closed_at__lt=_midnight(stretch.last + timedelta(days=1)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _row(viewer: Viewer, theme: Theme, number: int, taught: list[Lesson]) -> Row:
    asks: Teaching | None = teaching().get(theme.id)
    much = log.enough(number)
    return Row(
        theme=theme,
        figure=log.told(number),
        much=much,
        learnt=_learnt(viewer, theme) if much else [],
        lessons=[one for one in taught if one.theme == theme.id],
        agreement=asks.agreement if asks else "",
        idea=asks.idea if asks else "",
        clauses=named(asks.clauses, viewer.school) if asks else [],
    )


def _learnt(viewer: Viewer, theme: Theme) -> list[str]:
    """Sentences without names, in no order of time, and none of a matter that is about the viewer."""
    said: Any = visible(viewer, _closed(viewer.school)).filter(theme=theme.id)
    return sorted(set(said.exclude(learnt="").values_list("learnt", flat=True)))
