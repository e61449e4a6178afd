"""The pages of a complaint: begun, and taken through its stages to its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Refused
from goodname.data.complaints import procedures
from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from .. import queries
from ..addressed import case_of
from ..models import Case, Complaint, Involvement
from . import actions
from .checking import concerns
from .forms import AnswerForm, BeginForm, EndForm, HearerForm
from .hearing import current, hears, may_hear, procedure_of
from .showing import due, hearer, line, rule, standing


@require_POST
@page("cases.act")
def offer_procedure(request: HttpRequest, case_id: str) -> HttpResponse:
    """They were told how to complain."""
    try:
        actions.offer_procedure(viewer=request.viewer, case=case_of(request, case_id))
        messages.success(request, "It is written down that they know how to complain.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


@page("cases.lead")
def begin_complaint(request: HttpRequest, case_id: str) -> HttpResponse:
    """What kind it is, when it reached us, and who is complained of."""
    found = case_of(request, case_id)
    form = _begin_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = actions.begin_complaint(
                viewer=request.viewer,
                case=found,
                kind=form.cleaned_data["kind"],
                reached=form.cleaned_data["reached"],
                about=form.people,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if any(person.id == request.viewer.person.id for person in form.people):
                messages.success(request, "You said that it is about you. Somebody else hears it.")
                return redirect("today")
            messages.success(request, "The complaint has begun. Tell them that we have it.")
            return redirect("complaint", found.id, complaint.id)
    context = {"case": found, "form": form, "procedures": procedures().values()}
    status = 422 if form.errors else 200
    return render(request, "cases/begin_complaint.html", context, status=status)


def _begin_form(request: HttpRequest, case: Case) -> BeginForm:
    begun = set(case.complaints.values_list("kind", flat=True))
    about = case.people.filter(part=Involvement.ABOUT).values_list("person_id", flat=True)
    return BeginForm(
        request.POST or None,
        roster=queries.roster(request.viewer).filter(is_pupil=False),
        kinds=[one for one in procedures().values() if one.id not in begun],
        initial={
            "reached": clock.now().astimezone(LONDON).date(),
            "about": [one for one in about if one],
        },
    )


def _complaint(request: HttpRequest, case_id: str, complaint_id: str) -> Complaint:
    case = case_of(request, case_id)
    found = case.complaints.select_related("case__school").filter(id=complaint_id).first()
    if found is None:
        raise Http404
    return found


@page("cases.act")
def complaint(request: HttpRequest, case_id: str, complaint_id: str) -> HttpResponse:
    """Where it stands, what was answered at each stage, and what comes next."""
    return _shown(request, _complaint(request, case_id, complaint_id))


def _shown(request: HttpRequest, found: Complaint, **forms: Any) -> HttpResponse:
    stage, procedure = current(found), procedure_of(found)
    here = procedure.stage(stage.number)
    last = stage.number == len(procedure.stages)
    waits = due(found)
    open_ = found.ended_at is None
    context = {
        "complaint": found,
        "case": found.case,
        "procedure": procedure,
        "clauses": named(procedure.clauses, found.case.school),
        "stops": line(found),
        "standing": standing(found),
        "due": waits,
        "rules": [("To acknowledge", rule(here.acknowledge)), ("To answer", rule(here.answer))],
        "answers": found.stages.exclude(answer="").select_related("by"),
        "hears": hears(request.viewer, found),
        "here": here,
        "stage": stage,
        "last": last,
        "may_acknowledge": open_ and stage.acknowledged_at is None,
        "may_answer": open_ and stage.answered_at is None and hears(request.viewer, found),
        "may_go_on": open_
        and not last
        and bool(stage.answered_at or (waits and _unanswered(found))),
        "hearer": hearer(stage),
        "end_form": EndForm(decides=decides(request, found)),
        "answer_form": AnswerForm(),
    } | forms
    if context["may_go_on"] and "next_form" not in context:
        context["next_form"] = _next_form(found)
    bad = any(form.errors for form in forms.values() if hasattr(form, "errors"))
    return render(request, "cases/complaint.html", context, status=422 if bad else 200)


def decides(request: HttpRequest, found: Complaint) -> bool:
    """Whether this person may say what came of it; anybody else only that it was taken back."""
    return hears(request.viewer, found) and current(found).answered_at is not None


def _unanswered(found: Complaint) -> bool:
    by = current(found).answer_by
    return by is not None and by < clock.now()


def _next_form(found: Complaint, data: Any = None) -> HearerForm | None:
    stages = list(found.stages.select_related("by"))
    number = stages[-1].number + 1
    if number > len(procedure_of(found).stages):
        return None
    return HearerForm(data, able=may_hear(found.case, found.kind, number, stages))


def _done(
    request: HttpRequest, found: Complaint, act: Callable[..., None], said: str, **more: Any
) -> HttpResponse:
    try:
        act(viewer=request.viewer, complaint=found, **more)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("complaint", found.case_id, found.id)


@require_POST
@page("cases.act")
def acknowledge_complaint(request: HttpRequest, case_id: str, complaint_id: str) -> HttpResponse:
    found = _complaint(request, case_id, complaint_id)
    said = "It is written down that they know we have it."
    return _done(request, found, actions.acknowledge_complaint, said)


@require_POST
@page("cases.act")
def answer_complaint(request: HttpRequest, case_id: str, complaint_id: str) -> HttpResponse:
    """Look the words over, or keep them as the answer that they are told."""
    found = _complaint(request, case_id, complaint_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, answer_form=form)
    words = form.cleaned_data["words"]
    looked = concerns(found.case, words)
    if "check" in request.POST:
        return _shown(request, found, answer_form=form, findings=looked, looked=True)
    try:
        actions.answer_complaint(viewer=request.viewer, complaint=found, words=words)
    except Refused as refused:
        if hears(request.viewer, found) and not current(found).answered_at:
            form.add_error("words", refused.reason)
            return _shown(request, found, answer_form=form, findings=looked)
        messages.error(request, refused.reason)
    else:
        messages.success(request, "The answer is kept. Now tell them, if you have not.")
    return redirect("complaint", case_id, complaint_id)


@require_POST
@page("cases.act")
def next_stage(request: HttpRequest, case_id: str, complaint_id: str) -> HttpResponse:
    """They are not content: somebody else hears it."""
    found = _complaint(request, case_id, complaint_id)
    form = _next_form(found, request.POST)
    if form is not None and form.fields and request.POST.get("owner") and not form.is_valid():
        return _shown(request, found, next_form=form)
    owner = request.POST.get("owner", "")
    said = "It is at the next stage. Tell them that we have it."
    return _done(request, found, actions.next_stage, said, owner=owner)


@require_POST
@page("cases.act")
def end_complaint(request: HttpRequest, case_id: str, complaint_id: str) -> HttpResponse:
    found = _complaint(request, case_id, complaint_id)
    form = EndForm(request.POST, decides=True)  # who may say what is for the action to judge
    if not form.is_valid():
        return _shown(request, found, end_form=form)
    outcome = form.cleaned_data["outcome"]
    return _done(request, found, actions.end_complaint, "The complaint has ended.", outcome=outcome)
