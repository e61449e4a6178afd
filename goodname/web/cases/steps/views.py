"""A step: ticked, taken back, given to one person, and its own page for whoever was asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.words import Action, Refused, Role
from goodname.web.policy.labels import ACTIONS, ROLES
from goodname.web.ui import wording
from goodname.web.ui.clauses import named
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from .. import queries
from ..addressed import case_of
from ..models import Case, Step
from . import actions, whose
from .forms import AssignForm, DoneForm, HandBackForm


@require_POST
@page("cases.act")
def step(request: HttpRequest, case_id: str, step_id: str) -> HttpResponse:
    """Tick a step, or take the tick back."""
    found = (
        case_of(request, case_id).steps.select_related("case", "case__school").filter(id=step_id)
    )
    if not found:
        raise Http404
    try:
        if "undo" in request.GET:
            actions.undo_step(viewer=request.viewer, step=found[0])
            messages.success(request, "The tick is taken back.")
        else:
            actions.complete_step(viewer=request.viewer, step=found[0])
            say(request, "Done.", undo=reverse("step", args=[case_id, step_id]) + "?undo=1")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


def _step(request: HttpRequest, step_id: str) -> Step:
    found = whose.step_of(request.viewer, step_id)
    if found is None:
        raise Http404
    return found


@page("steps.do")
def my_step(request: HttpRequest, step_id: str) -> HttpResponse:
    """One step, for whoever was asked to do it: the case stays shut to them."""
    return _page(request, _step(request, step_id))


def _page(request: HttpRequest, found: Step, **forms: Any) -> HttpResponse:
    viewer, case = request.viewer, found.case
    sees_case = queries.case(viewer, case.id) is not None
    is_open = case.state == Case.OPEN and found.state == Step.WAITING
    given = found.assigned_to_id is not None and whose.is_theirs(viewer, found)
    place = whose.in_place_of(viewer, found)
    context = {
        "step": found,
        "case": case if sees_case else None,
        "title": ACTIONS[Action(found.action)],
        "due": wording.by(found.due, clock.now()) if found.due else "",
        "clauses": named(found.clauses, case.school),
        "office": ROLES[Role(found.owner)],
        "for_whom": place,
        "may_do": is_open and whose.may_do(viewer, found),
        "may_hand_back": is_open and given,
        "may_assign": is_open and sees_case and viewer.may("cases.lead"),
        "done_form": DoneForm(),
        "back_form": HandBackForm(),
        "assign_form": _assign_form(found, None),
    } | forms
    bad = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "cases/step.html", context, status=422 if bad else 200)


def _assign_form(found: Step, sent: Any) -> AssignForm:
    initial = {"person": found.assigned_to_id or "", "briefing": found.briefing}
    office = ROLES[Role(found.owner)]
    return AssignForm(sent, people=whose.possible(found), office=office, initial=initial)


@require_POST
@page("steps.do")
def do_step(request: HttpRequest, step_id: str) -> HttpResponse:
    """“I have done this.”"""
    found = _step(request, step_id)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _page(request, found, done_form=form)
    try:
        actions.complete_step(viewer=request.viewer, step=found, **form.cleaned_data)
        messages.success(request, "Done, thank you.")
    except Refused as refused:
        kept = actions.keep_words(viewer=request.viewer, step=found, **form.cleaned_data)
        more = " What you wrote is kept as a note." if kept else ""
        messages.error(request, refused.reason + more)
    return redirect("today")


@require_POST
@page("steps.do")
def hand_back(request: HttpRequest, step_id: str) -> HttpResponse:
    """“I cannot do this.”"""
    found = _step(request, step_id)
    form = HandBackForm(request.POST)
    if not form.is_valid():
        return _page(request, found, back_form=form)
    try:
        actions.hand_back(viewer=request.viewer, step=found, **form.cleaned_data)
        messages.success(request, "It went back, with your reason.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("today")


@require_POST
@page("cases.lead")
def assign_step(request: HttpRequest, step_id: str) -> HttpResponse:
    """Ask one person to do it, or give it back to its office."""
    found = _step(request, step_id)
    if queries.case(request.viewer, found.case_id) is None:
        raise Http404
    form = _assign_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, assign_form=form)
    person = form.people.get(form.cleaned_data["person"])
    try:
        actions.assign_step(
            viewer=request.viewer,
            step=found,
            person=person,
            briefing=form.cleaned_data["briefing"],
        )
        messages.success(request, f"{person.name} is asked." if person else "Given back.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", found.case_id)
