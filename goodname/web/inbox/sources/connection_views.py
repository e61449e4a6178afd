"""Keys, accounts and mailboxes: tested before they are kept, and never shown again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.listen.kinds import SEARCHES, Kind
from goodname.core.words import Refused
from goodname.data import connectors
from goodname.web.inbox.models import Connection, Probe
from goodname.web.ui.pages import page

from . import connecting, queries, trying_views
from .cards import previewed, source_card
from .forms import ConnectionForm, FolderForm
from .spending import allowance


@page("sources.change")
def connections(request: HttpRequest) -> HttpResponse:
    """What we listen with; and what else one could listen with, at what cost."""
    lines = [_line(one) for one in queries.connections(request.viewer)]
    others = [one for one in connectors.load().values() if one.needs]
    return render(request, "inbox/sources/connections.html", {"lines": lines, "others": others})


def _line(one: Connection) -> dict[str, object]:
    """One connection, as ui/_item.html takes it."""
    spent = allowance(one, clock.now())
    left = f", {spent.left:,} left" if spent.left is not None else ""
    return {
        "state": "unsure" if one.problem else "done",
        "state_word": "Does not work" if one.problem else "Works",
        "title": one.title,
        "why": one.problem,
        "where": connectors.load()[Kind(one.kind)].found.capitalize(),
        "when": f"{spent.used:,} questions today{left}",
        "url": reverse("connection", args=[one.id]),
    }


@sensitive_post_parameters()
@page("sources.change")
def add_connection(request: HttpRequest, kind: str) -> HttpResponse:
    chosen = _kind(kind)
    form = ConnectionForm(request.POST or None, kind=chosen)
    if request.method == "POST" and form.is_valid():
        probe = connecting.try_connection(
            viewer=request.viewer, kind=chosen, server=form.server, secret=form.secret
        )
        return redirect("test_connection", probe.id)
    return _form_page(request, form, chosen, None)


@sensitive_post_parameters()
@page("sources.change")
def replace_key(request: HttpRequest, connection_id: str) -> HttpResponse:
    """A new key for an old connection; the old one works on until the new one was seen to."""
    found = _connection(request, connection_id)
    kind = Kind(found.kind)
    form = ConnectionForm(request.POST or None, kind=kind, new_key_only=True)
    if request.method == "POST" and form.is_valid():
        probe = connecting.try_connection(
            viewer=request.viewer,
            kind=kind,
            server=found.server,
            secret=form.secret,
            replaces=found,
        )
        return redirect("test_connection", probe.id)
    return _form_page(request, form, kind, found)


def _form_page(
    request: HttpRequest, form: ConnectionForm, kind: Kind, old: Connection | None
) -> HttpResponse:
    context = {"form": form, "connector": connectors.load()[kind], "old": old}
    status = 422 if form.errors else 200
    return render(request, "inbox/sources/add_connection.html", context, status=status)


@page("sources.change")
def test_connection(request: HttpRequest, probe_id: str) -> HttpResponse:
    """Whether a key works, by what one real question brought; a button to keep it."""
    probe = queries.probe(request.viewer, probe_id)
    if probe is None or probe.connection is None or probe.connection.tested_at is not None:
        raise Http404
    if request.method == "POST":
        try:
            kept = connecting.keep_connection(viewer=request.viewer, probe=probe)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("test_connection", probe_id)
        messages.success(request, f"{kept.title} is kept. The key is not shown again.")
        return redirect("connection", kept.id)
    old = probe.options.get(connecting.REPLACES, "")
    again = (
        reverse("replace_key", args=[old]) if old else reverse("add_connection", args=[probe.kind])
    )
    rows = [previewed(row) for row in probe.found]
    context = {
        "probe": probe,
        "waiting": probe.state == Probe.WAITING,
        "again": again,
        "ours": sum(row["about_us"] for row in rows),
        "connector": connectors.load()[Kind(probe.kind)],
        "allowance": allowance(probe.connection, clock.now()),
    }
    return render(request, "inbox/sources/test_connection.html", context)


@page("sources.change")
def connection(request: HttpRequest, connection_id: str) -> HttpResponse:
    """One connection: its state, its allowance, and what listens with it."""
    found = _connection(request, connection_id)
    if request.method == "POST" and found.kind == Kind.MAILBOX:
        answer = trying_views.folder(request, connection_id)
        if answer is not None:
            return answer
    context = {
        "connection": found,
        "connector": connectors.load()[Kind(found.kind)],
        "allowance": allowance(found, clock.now()),
        "items": [
            source_card(one) for one in queries.sources(request.viewer).filter(connection=found)
        ],
        "searches": found.kind in SEARCHES,
        "folder": FolderForm(request.POST or None) if found.kind == Kind.MAILBOX else None,
    }
    return render(request, "inbox/sources/connection.html", context)


@require_POST
@page("sources.change")
def remove_connection(request: HttpRequest, connection_id: str) -> HttpResponse:
    found = _connection(request, connection_id)
    try:
        connecting.remove_connection(viewer=request.viewer, connection=found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("connection", connection_id)
    messages.success(request, f"{found.title} is removed, and its key is forgotten.")
    return redirect("connections")


def _kind(kind: str) -> Kind:
    if kind not in {one.value for one in Kind} or not connectors.load()[Kind(kind)].needs:
        raise Http404
    return Kind(kind)


def _connection(request: HttpRequest, connection_id: str) -> Connection:
    found = queries.connection(request.viewer, connection_id)
    if found is None:
        raise Http404
    return found
