"""The pages of a letter: drafted, read, changed, approved, sent and printed."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.act.charts import LETTER
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.policy.labels import ROLES
from goodname.web.ui.pages import page

from .. import queries
from ..addressed import case_of, refuse
from ..models import Case, Letter
from . import actions, approving
from .checking import findings
from .drafting import draft_letter as draft
from .forms import LetterForm, SendBackForm, SendForm
from .recording import seal

TITLES = {
    Letter.DRAFT: "Read the letter before it goes",
    Letter.ASKED: "This letter waits for a yes",
    Letter.APPROVED: "This letter may go",
    Letter.QUEUED: "This letter is on its way",
    Letter.SENT: "This letter has gone",
    Letter.UNSURE: "This letter may have gone",
    Letter.FAILED: "This letter did not go",
}


@require_POST
@page("cases.lead")
def draft_letter(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    try:
        letter = draft(viewer=request.viewer, case=found, action=request.POST.get("action", ""))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("case", case_id)
    return redirect("letter", letter.id)


def _letter(request: HttpRequest, letter_id: str) -> Letter:
    found = queries.letters(request.viewer).filter(id=letter_id).first()
    if found is None:
        raise Http404
    return found


@page("cases.lead")
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Read and change a letter; what may not leave in it is shown beside it."""
    found = _letter(request, letter_id)
    form = LetterForm(request.POST or None, initial=_words(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_letter(viewer=request.viewer, letter=found, **form.cleaned_data)
            messages.success(request, "The letter is saved.")
            return redirect("letter", letter_id)
        except Refused as refused:
            found.refresh_from_db()
            form.read_anew(seal(found))
            form.add_error(None, refused.reason)
    return _letter_page(request, found, form)


def _words(letter: Letter) -> dict[str, str]:
    return {"subject": letter.subject, "body": letter.body, "read": seal(letter)}


def _may_change(letter: Letter) -> bool:
    return LETTER.may(letter.state, "change") and letter.case.state == Case.OPEN


def _may_send(viewer: Viewer, letter: Letter) -> bool:
    if letter.case.state != Case.OPEN or letter.state in (Letter.SENT, Letter.QUEUED):
        return False
    said_yes = letter.state in (Letter.APPROVED, Letter.UNSURE)
    return said_yes or approving.may_approve(viewer, letter)


def _letter_page(
    request: HttpRequest,
    found: Letter,
    form: LetterForm | None = None,
    send_form: SendForm | None = None,
    back_form: SendBackForm | None = None,
) -> HttpResponse:
    viewer, is_open = request.viewer, found.case.state == Case.OPEN
    mine = approving.may_approve(viewer, found)
    context = {
        "letter": found,
        "case": found.case,
        "title": TITLES[found.state],
        "form": form or LetterForm(initial=_words(found)),
        "read": seal(found),
        "send_form": send_form
        or SendForm(mail_ready=settings.MAIL_READY, initial={"read": seal(found)}),
        "back_form": back_form or SendBackForm(),
        "findings": findings(found),
        "mail_ready": settings.MAIL_READY,
        "editable": _may_change(found),
        "approver": ROLES[approving.approver(found)],
        "may_send": _may_send(viewer, found),
        "may_ask": is_open and not mine and LETTER.may(found.state, "ask"),
        "may_answer": is_open and mine and found.state == Letter.ASKED,
        "may_print": found.state in (Letter.APPROVED, Letter.SENT),
        "answers": found.answers.filter(mention__in=inbox.mentions(viewer)).select_related(
            "mention__post"
        ),
        "send_verb": "Send it, or mark it sent",
    }
    forms = (form, send_form, back_form)
    bad = any(one is not None and one.errors for one in forms)
    return render(request, "cases/letter.html", context, status=422 if bad else 200)


@require_POST
@page("cases.lead")
def send_letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Mark a letter sent by hand, or send it from the office address."""
    found = _letter(request, letter_id)
    form = SendForm(request.POST, mail_ready=settings.MAIL_READY)
    if form.is_valid():
        try:
            actions.send_letter(viewer=request.viewer, letter=found, **form.cleaned_data)
            by_mail = form.cleaned_data["how"] == "email"
            messages.success(request, "The letter is on its way." if by_mail else "Marked as sent.")
            return redirect("case", found.case_id)
        except Refused as refused:
            found.refresh_from_db()
            form.read_anew(seal(found))
            refuse(request, form, refused, shown=_may_send(request.viewer, found))
    return _letter_page(request, found, send_form=form)


def _said(
    request: HttpRequest, letter: Letter, act: Callable[..., None], done: str, **more: str
) -> HttpResponse:
    try:
        act(viewer=request.viewer, letter=letter, **more)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("letter", letter.id)


@require_POST
@page("cases.lead")
def ask_approval(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Show the letter to whoever has to say yes to it."""
    found = _letter(request, letter_id)
    done = f"The {ROLES[approving.approver(found)]} sees it on Today now."
    return _said(request, found, approving.ask_approval, done)


@require_POST
@page("cases.lead")
def approve_letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    found = _letter(request, letter_id)
    read, said = request.POST.get("read", ""), "You said yes. It can go now."
    return _said(request, found, approving.approve_letter, said, read=read)


@require_POST
@page("cases.lead")
def send_back(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Say no for now, and what should change."""
    found = _letter(request, letter_id)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            approving.send_back(viewer=request.viewer, letter=found, **form.cleaned_data)
            messages.success(request, "It is a draft again, and your words stand in the case.")
            return redirect("letter", letter_id)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("letter", letter_id)
    return _letter_page(request, found, back_form=form)


@require_POST
@page("cases.lead")
def print_letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """A copy on paper is a copy that left: it has its line in the ledger."""
    found = _letter(request, letter_id)
    try:
        actions.print_letter(viewer=request.viewer, letter=found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("letter", letter_id)
    return redirect("letter_paper", letter_id)


@page("cases.lead")
def letter_paper(request: HttpRequest, letter_id: str) -> HttpResponse:
    """The letter as it looks on paper."""
    found = _letter(request, letter_id)
    if found.state not in (Letter.APPROVED, Letter.SENT):
        raise Http404
    context = {"letter": found, "case": found.case, "dated": found.sent_at or clock.now()}
    return render(request, "cases/letter_paper.html", context)
