"""The lesson log: what to teach, what was taught, and what the next agreements should say."""

from dataclasses import fields

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.act import lessons as log
from goodname.core.act.themes import BY_ID
from goodname.core.words import Refused
from goodname.data.lessons import teaching
from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from ..models import Lesson
from . import actions, queries
from .forms import LessonForm


@page("lessons.read")
def lessons(request: HttpRequest) -> HttpResponse:
    rows = queries.rows(request.viewer)
    context = {
        "rows": rows,
        "without": [row for row in rows if not row.lessons and row.agreement],
        "stretch": log.counted(queries.today()),
        "clauses": named(["teaching.lessons"], request.viewer.school),
        "may_change": request.viewer.may("lessons.change"),
    }
    return render(request, "cases/lessons.html", context)


@page("lessons.change")
def add_lesson(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    asks = teaching().get(theme)
    initial = {"theme": theme, "title": asks.idea if asks else ""} if theme in BY_ID else {}
    form = LessonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_lesson(viewer=request.viewer, plan=form.plan)
            messages.success(request, "The lesson is in the log.")
            return redirect("lessons")
        except Refused as refused:
            form.add_error(None, refused.reason)
    return _page(request, form)


def _lesson(request: HttpRequest, lesson_id: str) -> Lesson:
    found = queries.lessons(request.viewer).filter(id=lesson_id).first()
    if found is None:
        raise Http404
    return found


@page("lessons.change")
def edit_lesson(request: HttpRequest, lesson_id: str) -> HttpResponse:
    found = _lesson(request, lesson_id)
    known = {field.name: getattr(found, field.name) for field in fields(actions.Plan)}
    form = LessonForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_lesson(viewer=request.viewer, lesson=found, plan=form.plan)
            messages.success(request, "The lesson is changed.")
            return redirect("lessons")
        except Refused as refused:
            form.add_error(None, refused.reason)
    return _page(request, form, found)


@require_POST
@page("lessons.change")
def lesson_taught(request: HttpRequest, lesson_id: str) -> HttpResponse:
    try:
        actions.lesson_taught(viewer=request.viewer, lesson=_lesson(request, lesson_id))
        messages.success(request, "It is written down that this lesson was taught today.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("lessons")


def _page(request: HttpRequest, form: LessonForm, lesson: Lesson | None = None) -> HttpResponse:
    context = {"form": form, "lesson": lesson}
    return render(request, "cases/lesson.html", context, status=422 if form.errors else 200)
