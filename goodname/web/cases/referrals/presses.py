"""What a person presses on the page of a report: each press is one thing that happened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.act.packs import Who
from goodname.core.words import Refused
from goodname.web.ui.pages import page

from ..models import Referral
from . import actions, following, handing
from .forms import AnswerForm, GiveForm, NumberForm
from .holding import EXPORT
from .showing import shown
from .titles import title
from .views import answers_form, referral_of, shown_page


def _done(
    request: HttpRequest, found: Referral, said: str, act: Callable[..., None], **more: Any
) -> HttpResponse:
    try:
        act(viewer=request.viewer, referral=found, **more)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("referral", found.id)


@require_POST
@page("cases.act")
def keep_answers(request: HttpRequest, referral_id: str) -> HttpResponse:
    """What a person knows of what the other side will ask."""
    found = referral_of(request, referral_id)
    form = answers_form(found, request.POST)
    if form is None or found.for_whom != Who.SCHOOL:
        raise Http404
    if not form.is_valid():
        return shown_page(request, found, answers_form=form)
    try:
        follows = actions.keep_answers(viewer=request.viewer, referral=found, answers=form.answers)
        said = "Your answers are kept."
        if not follows:
            said += " You changed the whole text, so it stays as it is: add what is new there."
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("referral", found.id)


@require_POST
@page("cases.act")
def copy_referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """Its words leave by copying. The page copies them once this says that they may leave."""
    found = referral_of(request, referral_id)
    if request.headers.get("X-Copy"):
        try:
            actions.take_out(viewer=request.viewer, referral=found, how="copied")
            return HttpResponse(status=204)
        except Refused as refused:
            return HttpResponse(
                refused.reason, status=409, content_type="text/plain; charset=utf-8"
            )
    said = "It is written down that you take the words. Mark them in their box and copy them."
    return _done(request, found, said, actions.take_out, how="copied")


@require_POST
@page("cases.act")
def print_referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """The words on paper. A press makes it; an address alone does not."""
    found = referral_of(request, referral_id)
    try:
        actions.take_out(viewer=request.viewer, referral=found, how="printed")
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("referral", found.id)
    context = {
        "referral": found,
        "case": found.case,
        "title": title(found),
        "now": clock.now(),
        "on": found.for_whom != Who.SCHOOL,
    }
    return render(request, "cases/referral_paper.html", context | shown(request.viewer, found))


@require_POST
@page("cases.act")
def give_referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """“I have handed it in.”"""
    found = referral_of(request, referral_id)
    on = found.for_whom != Who.SCHOOL
    form = GiveForm(request.POST, on=on)
    if not form.is_valid():
        return shown_page(request, found, give_form=form)
    said = "It is written down that it was handed in."
    if on:
        said = "It is written down to whom you gave it, and when."
    return _done(request, found, said, handing.give, **form.cleaned_data)


@require_POST
@page("cases.act")
def chase_referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """“I have asked what became of it.”"""
    said = "We will remind you to ask again."
    return _done(request, referral_of(request, referral_id), said, following.chase)


@require_POST
@page("cases.act")
def answer_referral(request: HttpRequest, referral_id: str) -> HttpResponse:
    """What they answered."""
    found = referral_of(request, referral_id)
    is_export = found.route.startswith(EXPORT)
    form = NumberForm(request.POST) if is_export else AnswerForm(request.POST)
    if not form.is_valid():
        return shown_page(request, found, answer_form=form)
    return _done(request, found, "The answer is kept.", following.answer, **form.cleaned_data)
