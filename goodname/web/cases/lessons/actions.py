"""Planning a lesson, changing it, and writing down that it was taught."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goodname import clock
from goodname.core.act.guard import ProtectedName, Why, find
from goodname.core.act.themes import BY_ID
from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record

from ..models import Lesson
from .queries import today

CLAUSES = ("teaching.lessons",)


@dataclass(frozen=True)
class Plan:
    """What is written down of a lesson; a day is None where nobody has set it."""

    theme: str
    title: str
    classes: str = ""
    planned_for: date | None = None
    taught_on: date | None = None
    notes: str = ""


@transaction.atomic
def add_lesson(*, viewer: Viewer, plan: Plan) -> Lesson:
    """Write down a lesson that is planned, or was taught already. Raises Refused."""
    _must_be_sound(viewer, plan)
    lesson = Lesson.objects.create(
        school=viewer.school, by=viewer.person, at=clock.now(), **vars(plan)
    )
    _record(viewer, lesson, "lesson.planned")
    if lesson.taught_on:
        _record(viewer, lesson, "lesson.taught")
    return lesson


@transaction.atomic
def edit_lesson(*, viewer: Viewer, lesson: Lesson, plan: Plan) -> None:
    """Change what is written down of a lesson. Raises Refused."""
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    _must_be_sound(viewer, plan)
    for name, value in vars(plan).items():
        setattr(lesson, name, value)
    lesson.save(update_fields=list(vars(plan)))
    _record(viewer, lesson, "lesson.changed")


@transaction.atomic
def lesson_taught(*, viewer: Viewer, lesson: Lesson) -> None:
    """It was taught today. Raises Refused where that is written down already."""
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if lesson.taught_on:
        raise Refused("It is written down already that this lesson was taught.")
    lesson.taught_on = today()
    lesson.save(update_fields=["taught_on"])
    _record(viewer, lesson, "lesson.taught")


def _must_be_sound(viewer: Viewer, plan: Plan) -> None:
    if plan.theme not in BY_ID:
        raise Refused("Choose what the lesson is about.")
    if not plan.title.strip():
        raise Refused("Give the lesson a name.")
    if plan.taught_on and plan.taught_on > today():
        raise Refused("It cannot have been taught on a day that is still to come.")
    pupils = Person.objects.filter(school=viewer.school, is_pupil=True)
    protected = [ProtectedName(pupil.name, Why.PUPIL) for pupil in pupils]
    text = "\n".join((plan.title, plan.classes, plan.notes))
    found = sorted({text[one.start : one.end] for one in find(text, protected)})
    if found:
        said = ", ".join(f"“{name}”" for name in found)
        raise Refused(f"Many people read this page. Take out the name of a pupil: {said}.")


def _record(viewer: Viewer, lesson: Lesson, kind: str) -> None:
    refs = {"lesson": lesson.id, "theme": lesson.theme}
    record(school=viewer.school, actor=viewer.person, kind=kind, refs=refs, clauses=CLAUSES)
