"""Notes, calls and talks of a case; and a conversation from which a case is opened."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.inbox.reading import kept, may_hurt
from goodname.web.policy.forms import groups
from goodname.web.policy.panel import asked, forbidden
from goodname.web.ui.pages import page

from .. import actions, queries, reasons
from ..addressed import case_of, refuse
from ..forms import FactsForm
from ..models import Case
from ..views import after, facts_page, shown, weighed
from . import conversations
from .forms import ConversationForm, NoteForm


@require_POST
@page("cases.act")
def add_note(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            note = actions.add_note(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(
                request, f"{note.KINDS[note.kind]} is kept.".replace("A note", "The note")
            )
            return redirect("case", case_id)
        except Refused as refused:
            refuse(request, form, refused, shown=found.state == Case.OPEN)
    return shown(request, found, note_form=form)


@page("cases.open")
def write_down(request: HttpRequest) -> HttpResponse:
    """A conversation: first what was said, then the facts, and only then is anything kept."""
    viewer = request.viewer
    open_cases = queries.cases(viewer).filter(state=Case.OPEN)
    said = ConversationForm(
        request.POST if request.method == "POST" else None,
        roster=queries.roster(viewer),
        cases=open_cases,
    )
    if not said.is_bound or not said.is_valid() or "again" in request.POST:
        status = 422 if said.errors and "again" not in request.POST else 200
        return render(request, "cases/write_down.html", {"form": said}, status=status)
    if said.joined is not None:
        return _join(request, said)
    return _facts(request, said)


def _conversation(said: ConversationForm) -> conversations.Conversation:
    given = said.cleaned_data
    return conversations.Conversation(
        **{name: given[name] for name in ("key", "kind", "who", "happened_at", "text", "came")}
    )


def _join(request: HttpRequest, said: ConversationForm) -> HttpResponse:
    case = said.joined
    try:
        conversations.join_conversation(
            viewer=request.viewer, case=case, said=_conversation(said), about=said.people
        )
    except Refused as refused:
        said.add_error(None, refused.reason)
        return render(request, "cases/write_down.html", {"form": said}, status=422)
    return after(request, case, "The conversation is kept in this case.")


def _facts(request: HttpRequest, said: ConversationForm) -> HttpResponse:
    """The facts of what was said, with what the sorter and the writer know filled in and why."""
    viewer = request.viewer
    heard = kept(conversations.reading(viewer, said.cleaned_data["text"]))
    known = heard["facts"] or {}
    form = FactsForm(
        request.POST if "facts" in request.POST else None,
        roster=queries.roster(viewer),
        initial=known | {"audience": "direct", "about": said.cleaned_data["about"]},
    )
    reasons.say(form, _why(heard, said))
    if form.is_bound and form.is_valid() and "weigh" not in request.POST:
        try:
            case = conversations.open_from_conversation(
                viewer=viewer, said=_conversation(said), facts=form.facts, about=form.people
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return after(request, case, "The case is open.")
    return _facts_shown(request, said, form, heard)


def _why(heard: dict[str, Any], said: ConversationForm) -> dict[str, str]:
    found = reasons.of_reading(heard["facts"] or {}, heard["flagged"])
    found["audience"] = "It was said to one of us."
    if said.cleaned_data["about"]:
        found["about"] = reasons.SAID_SO
    return found


def _facts_shown(
    request: HttpRequest, said: ConversationForm, form: FactsForm, heard: dict[str, Any]
) -> HttpResponse:
    viewer, decision = request.viewer, heard["decision"]
    context: dict[str, object] = {
        "said": said,
        "text": said.cleaned_data["text"],
        "child_image": heard["child_image"],
        "hurt": may_hurt(said.cleaned_data["text"]),
        "quoted": reasons.quoted(said.cleaned_data["text"], heard["reading"]),
        "carried": carried(said),
        "form": form,
        "groups": groups(form),
        "weighed": asked(decision, known=True, school=viewer.school) if decision else None,
        "forbidden": forbidden(decision, school=viewer.school) if decision else [],
    }
    if form.is_bound:
        context |= weighed(viewer, form)
    return facts_page(request, "cases/said_facts.html", context)


def carried(said: ConversationForm) -> list[tuple[str, str]]:
    """The answers of the first page, to be sent again with the second; people are asked there."""
    names = [name for name in said.fields if name != "about"]
    return [(name, str(said[name].value() or "")) for name in names]
