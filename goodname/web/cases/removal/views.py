"""Looking again at a post, and saving its page once more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.ui.pages import page

from .. import actions
from ..addressed import case_of, refuse
from ..models import Case, Check
from ..views import shown
from . import again, edits, looking, refusing
from .forms import EditForm, RefusalForm


@require_POST
@page("cases.lead")
def look_again(request: HttpRequest, case_id: str) -> HttpResponse:
    try:
        looking.look_again(viewer=request.viewer, case=case_of(request, case_id))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


@require_POST
@page("cases.lead")
def save_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Try once more to save the page, where the first time failed."""
    try:
        actions.save_page(viewer=request.viewer, case=case_of(request, case_id))
        messages.success(request, "We are saving the page now.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


@require_POST
@page("cases.lead")
def note_refusal(request: HttpRequest, case_id: str) -> HttpResponse:
    """“They said no.”"""
    found = case_of(request, case_id)
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            refusing.note_refusal(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "It is written down. Our policy says what comes next.")
            return redirect("case", case_id)
        except Refused as refused:
            refuse(request, form, refused, shown=found.state == Case.OPEN)
    return shown(request, found, refusal_form=form)


@require_POST
@page("cases.lead")
def ask_again(request: HttpRequest, case_id: str) -> HttpResponse:
    """Draft a second letter, which names the first."""
    try:
        letter = again.ask_again(viewer=request.viewer, case=case_of(request, case_id))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("case", case_id)
    return redirect("letter", letter.id)


@require_POST
@page("cases.lead")
def judge_edit(request: HttpRequest, case_id: str) -> HttpResponse:
    """“It was changed: is that enough?”"""
    found = case_of(request, case_id)
    form = EditForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        enough = said["answer"] == Check.ENOUGH
        try:
            edits.judge_edit(
                viewer=request.viewer,
                case=found,
                check_id=said["check"],
                enough=enough,
                words=said["words"],
            )
            told = "Then the request is met." if enough else "Then we still ask for it."
            messages.success(request, told)
            return redirect("case", case_id)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("case", case_id)
    return shown(request, found, edit_form=form)
