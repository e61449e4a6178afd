"""Looking at one person's page: the question, the answer, and the link while it may be used."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import PersonalLook
from goodname.web.ui import wording
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions, queries
from .cards import STATES, line
from .forms import LookForm

KEPT = "look:"  # the address stays in the asker's own session, and nowhere else


@page("inbox.read")
def personal_looks(request: HttpRequest) -> HttpResponse:
    """Ask to look, and what was asked before."""
    mention = inbox.mention(request.viewer, request.GET.get("mention", ""))
    first = {"address": mention.post.address} if mention else None
    form = LookForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            look = actions.ask_look(viewer=request.viewer, mention=mention, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            request.session[KEPT + look.id] = form.cleaned_data["address"]
            return redirect("personal_look", look.id)
    rows = queries.looks(request.viewer)[:50]
    context = {"form": form, "items": [line(look) for look in rows]}
    status = 422 if form.errors else 200
    return render(request, "inbox/looks/looks.html", context, status=status)


@page("looks.see")
def personal_look(request: HttpRequest, look_id: str) -> HttpResponse:
    """One look. Only the button on it begins the hour: to see the page is not to have looked."""
    look = _look(request, look_id)
    mine = look.by_id == request.viewer.person.id
    address = request.session.get(KEPT + look.id, "")
    if not address and look.mention is not None:
        address = look.mention.post.address
    may_look = False
    if mine and address:
        act = actions.take_look if request.method == "POST" else actions.may_look
        try:
            may_look = act(viewer=request.viewer, look=look, address=address)
        except Refused as refused:
            messages.error(request, refused.reason)
        if not may_look and look.state != PersonalLook.WAITING:
            request.session.pop(KEPT + look.id, None)  # it was for this look alone
    if request.method == "POST":
        return redirect("personal_look", look_id)
    is_open = may_look and look.used_at is not None
    context = {
        "look": look,
        "mine": mine,
        "address": address if is_open else "",
        "may_begin": may_look and not is_open,
        "state": STATES[look.state],
        "may_answer": request.viewer.may("looks.answer")
        and not mine
        and look.state == PersonalLook.WAITING,
        "minutes": wording.in_words(int(actions.OPEN_FOR.total_seconds() // 60)),
    }
    return render(request, "inbox/looks/look.html", context)


@require_POST
@page("looks.answer")
def answer_look(request: HttpRequest, look_id: str) -> HttpResponse:
    look = _look(request, look_id)
    allow = request.POST.get("answer") == "yes"
    try:
        actions.answer_look(viewer=request.viewer, look=look, allow=allow)
        say(request, "Allowed, once." if allow else "Refused.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("personal_look", look_id)


def _look(request: HttpRequest, look_id: str) -> PersonalLook:
    found = queries.looks(request.viewer).filter(id=look_id).first()
    if found is None:
        raise Http404
    return found
