"""Telling the desk: what is it, the question before every picture, the words, and what became of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions, cards, gate, queries, receiving
from .forms import AddressForm, AlarmForm, GateForm, WordsForm
from .models import Telling


@page("told.tell")
def tell(request: HttpRequest) -> HttpResponse:
    """What is it? And below, what this person told before."""
    mine = [cards.mine(telling) for telling in queries.mine(request.viewer)[:30]]
    return render(request, "told/tell.html", {"mine": mine})


@page("told.tell")
def tell_words(request: HttpRequest) -> HttpResponse:
    return _words(request, Telling.WORDS, WordsForm, "Tell us what it says")


@page("told.tell")
def tell_address(request: HttpRequest) -> HttpResponse:
    return _words(request, Telling.ADDRESS, AddressForm, "Tell us where it is")


def _words(request: HttpRequest, kind: str, form_of: type[WordsForm], title: str) -> HttpResponse:
    viewer = request.viewer
    form = form_of(_given(request), people=queries.people_here(viewer))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        telling = actions.tell_words(viewer=viewer, key=key, kind=kind, words=form.words())
        return redirect("telling", telling.id)
    context = {"form": form, "title": title, "held": bool(request.GET.get("held"))}
    return render(request, "told/words.html", context, status=422 if form.errors else 200)


@page("told.tell")
def tell_picture(request: HttpRequest) -> HttpResponse:
    """The question, on a page that has no field for a file."""
    form = GateForm(_given(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] != "no":
            return redirect("tell_stop")
        opened = gate.answer_no(viewer=request.viewer, session_key=_session(request))
        held = "?held=1" if request.GET.get("held") else ""
        return redirect(reverse("send_picture", args=[opened.id]) + held)
    context = {"form": form, "again": bool(request.GET.get("again"))}
    return render(request, "told/gate.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest) -> Any:
    """The fields that were sent; a form without any was sent too, and is answered."""
    return request.POST if request.method == "POST" else None


def _session(request: HttpRequest) -> str:
    return request.session.session_key or ""


@page("told.tell")
def tell_stop(request: HttpRequest) -> HttpResponse:
    """What to do instead of sending it; and one press that alarms the safeguarding lead."""
    viewer = request.viewer
    form = AlarmForm(_given(request), people=queries.people_here(viewer))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        telling = actions.tell_child_image(viewer=viewer, key=key, words=form.words())
        return redirect("telling", telling.id)
    context = {"form": form, "bodies": cards.bodies(), "leads": cards.leads(viewer)}
    context["mail_ready"] = settings.MAIL_READY
    return render(request, "told/stop.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, telling_id: str) -> Telling:
    found = queries.my_telling(request.viewer, telling_id)
    if found is None:
        raise Http404
    return found


@page("told.tell")
def telling(request: HttpRequest, telling_id: str) -> HttpResponse:
    """One thing that this person tells: being read, to be looked over, or received."""
    found = _mine(request, telling_id)
    if found.state == Telling.READY:
        return _look_over(request, found)
    context = {"telling": found, **cards.mine(found), "locked": queries.locked(found)}
    template = "told/received.html" if found.state == Telling.SENT else "told/waiting.html"
    return render(request, template, context)


def _look_over(request: HttpRequest, telling: Telling) -> HttpResponse:
    """The picture beside what a machine read on it, for the teller to put right."""
    viewer = request.viewer
    known: dict[str, Any] = {"text": telling.text_read, "author": telling.seen_author}
    if telling.looks_like == "chat":
        known["audience"] = "private_group"
    form = WordsForm(_given(request), people=queries.people_here(viewer), initial=known)
    form.fields["text"].help_text = "One line for each message, such as “Mia (15:42): it was open”."
    if request.method == "POST" and form.is_valid():
        try:
            actions.send(viewer=viewer, telling=telling, words=form.words())
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("telling", telling.id)
    context = {"form": form, "telling": telling, "numbers": cards.numbers(telling)}
    return render(request, "told/look_over.html", context, status=422 if form.errors else 200)


@require_POST
@page("told.tell")
def drop_telling(request: HttpRequest, telling_id: str) -> HttpResponse:
    """Throw a draft away, with its file."""
    try:
        receiving.drop(viewer=request.viewer, telling=_mine(request, telling_id))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("telling", telling_id)
    say(request, "Thrown away. Nothing of it was kept.")
    return redirect("tell")


@page("inbox.one")
def told(request: HttpRequest, telling_id: str) -> HttpResponse:
    """What the desk sees of it: the picture, the words, and how they came to us."""
    viewer = request.viewer
    found = queries.told(viewer, telling_id)
    if found is None:
        raise Http404
    may_see = queries.with_picture(viewer, telling_id) is not None
    if may_see and found.manifest_sha256:
        actions.note_access(viewer=viewer, telling=found, kind="told.viewed")
    context = cards.told(found, may_see=may_see, teller=queries.may_know_teller(viewer))
    return render(request, "told/told.html", context)
