"""Linking cases and joining them: what happens is told before it does."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.ui import wording
from goodname.web.ui.pages import page

from ..addressed import case_of
from ..keeping import subjects
from ..models import Case, Step
from . import actions
from .forms import LinkForm, MergeForm
from .queries import links, others


@require_POST
@page("cases.lead")
def link_case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    form = LinkForm(request.POST, cases=others(request.viewer, found))
    try:
        if not form.is_valid():
            if "other" in form.errors and request.POST.get("other"):
                raise Http404
            raise Refused(str(next(iter(form.errors.values()))[0]))
        actions.link_cases(
            viewer=request.viewer, case=found, other=form.chosen, why=form.cleaned_data["why"]
        )
        messages.success(request, "The two cases are linked.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("case", args=[case_id]) + "#with")


@require_POST
@page("cases.lead")
def unlink_case(request: HttpRequest, case_id: str, link_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    link = next((link for link, _ in links(request.viewer, found) if link.id == link_id), None)
    if link is None:
        raise Http404
    try:
        actions.unlink_cases(viewer=request.viewer, case=found, link=link)
        messages.success(request, "The two cases are no longer linked.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("case", args=[case_id]) + "#with")


@page("cases.lead")
def merge_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """Which case it is part of, then what will happen, then one press that does it."""
    viewer, found = request.viewer, case_of(request, case_id)
    sent = request.POST if request.method == "POST" else request.GET if request.GET else None
    form = MergeForm(sent, cases=others(viewer, found, only_open=True))
    chosen = form.chosen if form.is_bound and form.is_valid() else None
    if form.is_bound and chosen is None and sent and sent.get("other"):
        raise Http404
    if request.method == "POST" and chosen is not None:
        try:
            actions.merge(viewer=viewer, case=found, into=chosen)
            messages.success(request, "The two are one case now.")
            return redirect("case", chosen.id)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("case", case_id)
    context = {"case": found, "form": form, "chosen": chosen}
    context["told"] = what_happens(found, chosen) if chosen is not None else []
    return render(request, "cases/merge.html", context, status=422 if form.errors else 200)


def what_happens(case: Case, into: Case) -> list[str]:
    """What joining two cases changes, in the order in which somebody would ask."""
    waiting = case.steps.filter(state=Step.WAITING).count()
    names = sorted(person.name for person in subjects(case) | subjects(into))
    told = [
        f"“{into.title}” is kept. It shows the story, notes, letters, files and people of both.",
        "Whoever may see the case that is kept sees all of this.",
    ]
    if names:
        told.append(f"Both are kept from {wording.listed(names)}.")
    if waiting:
        steps = wording.count(waiting, "step that waits", "steps that wait")
        told.append(f"In this case, {steps} will fall away. The kept case goes by its own facts.")
    if case.address:
        told.append("The desk no longer looks whether the post of this case is still there.")
    told.append("The address of this case leads to the kept one. You can take it out again.")
    return told


@require_POST
@page("cases.lead")
def part_case(request: HttpRequest, case_id: str) -> HttpResponse:
    try:
        actions.part(viewer=request.viewer, case=case_of(request, case_id))
        messages.success(request, "It is a case of its own again.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)
