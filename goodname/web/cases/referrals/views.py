"""The pages of a report: choosing the way, and all that is known of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.core.act.charts import REFERRAL
from goodname.core.act.packs import ACTIONS, Who
from goodname.core.words import Action, Refused
from goodname.web.policy.labels import ACTIONS as LABELS
from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from ..addressed import case_of
from ..models import Case, Referral, Step
from ..queries import may_be_fetched
from ..steps.whose import may_do
from . import actions, law, queries
from .checking import findings
from .forms import (
    AnswerForm,
    AnswersForm,
    ChooseForm,
    GiveForm,
    NumberForm,
    TextForm,
)
from .holding import EXPORT
from .packing import choices, pack_of
from .showing import shown
from .titles import title


@page("cases.act")
def prepare_report(request: HttpRequest, case_id: str, step_id: str) -> HttpResponse:
    """By which way, who may use it, and why."""
    case = case_of(request, case_id)
    step = case.steps.filter(id=step_id, action__in=[one.value for one in ACTIONS]).first()
    if step is None or step.state == Step.DROPPED or not may_do(request.viewer, step):
        raise Http404
    ways = choices(case, step.action)
    form = ChooseForm(request.POST or None, ways=ways)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(
                viewer=request.viewer, case=case, step=step, chosen=form.cleaned_data["way"]
            )
            return redirect("referral", made.id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    context = {
        "case": case,
        "form": form,
        "title": LABELS[Action(step.action)],
        "to_platform": step.action == Action.REPORT_TO_PLATFORM,
        "picture": not may_be_fetched(case),
        "clauses": named([law.CLAUSE], case.school),
    }
    return render(request, "cases/report_ways.html", context, status=422 if form.errors else 200)


def referral_of(request: HttpRequest, referral_id: str) -> Referral:
    found = queries.referral(request.viewer, referral_id)
    if found is None:
        raise Http404
    return found


@page("cases.act")
def referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """Its words to change and to copy, what goes with it, and what became of it."""
    found = referral_of(request, referral_id)
    form = TextForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            actions.change(viewer=request.viewer, referral=found, text=text)
            messages.success(request, "The words are kept.")
            return redirect("referral", found.id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    return shown_page(request, found, form=form)


def shown_page(request: HttpRequest, found: Referral, **forms: Any) -> HttpResponse:
    viewer = request.viewer
    prepared = found.state == Referral.PREPARED and found.case.state == Case.OPEN
    follows = viewer.may("cases.lead") or found.given_by_id == viewer.person.id
    is_export = found.route.startswith(EXPORT)
    fair, allowed = findings(found), law.allowed(found)
    on = found.for_whom != Who.SCHOOL
    number = {"reference": found.reference}
    context = {
        "referral": found,
        "case": found.case,
        "title": title(found),
        "state": REFERRAL.called(found.state),
        "is_export": is_export,
        "found": fair,
        "picture": not may_be_fetched(found.case),
        "clauses": named([law.CLAUSE], found.case.school),
        "allowed": allowed,
        "on": on,
        "editable": prepared and allowed,
        "may_leave": prepared and allowed and not fair.stops,
        "follows": found.state == Referral.GIVEN and follows,
        "form": TextForm(initial={"text": found.text}),
        "answers_form": None if on else answers_form(found, None),
        "give_form": GiveForm(on=on),
        "answer_form": NumberForm(initial=number) if is_export else AnswerForm(initial=number),
    }
    context |= shown(viewer, found) | forms
    bad = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "cases/referral.html", context, status=422 if bad else 200)


def answers_form(found: Referral, sent: Any) -> AnswersForm | None:
    ready = pack_of(found)
    if ready is None or not ready.fields:
        return None
    return AnswersForm(sent, asked=ready.fields, answered=found.answers)
