"""Listening somewhere new: paste, look at what it would bring, and only then keep it."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.listen.kinds import SEARCHES, Kind, needs_key
from goodname.core.listen.places import detect, doubts
from goodname.core.words import Refused
from goodname.data import connectors
from goodname.web.inbox.models import Probe
from goodname.web.ui.pages import page

from . import actions, parts, phrasing, queries, suggesting
from .cards import how_often, kind_name, previewed, tried
from .forms import FolderForm, PartForm, PlaceForm, SearchForm, SourceForm
from .spending import allowance
from .views import sources_page

ADDRESS = re.compile(
    r"/?r/\w|[a-z][a-z0-9+.-]*:|[^\s/?#]+\.[^\s/?#.]{2,}(?:[/?#:]|$)", re.IGNORECASE
)


@require_POST
@page("sources.change")
def try_address(request: HttpRequest) -> HttpResponse:
    """Whatever was typed into the one box: an address, a search or a hashtag."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return sources_page(request, form)
    said = form.cleaned_data["place"].strip()
    try:
        if not ADDRESS.match(said):
            phrase = _phrase(request, said)
            return redirect(f"{reverse('new_search')}?{urlencode({'phrase': phrase})}")
        probe = _try_address(request, said)
    except Refused as refused:
        form.add_error("place", refused.reason)
        return sources_page(request, form)
    return redirect("preview", probe.id)


def _phrase(request: HttpRequest, said: str) -> str:
    """Which of the school's phrases somebody meant. Raises Refused where it is none of them."""
    wanted = " ".join(said.casefold().replace('"', "").split())
    offered = phrasing.offered(request.viewer.school)
    for phrase in offered:
        if wanted and wanted in phrase.text.casefold().replace('"', ""):
            return phrase.text
    return phrasing.checked(said, request.viewer.school)


def _try_address(request: HttpRequest, said: str) -> Probe:
    """Look at an address. Raises Refused for what is none, and for what nobody may listen to."""
    found = detect.of_address(said)
    if found is None:
        return actions.try_place(viewer=request.viewer, address=detect.tidied(said))
    connection = None
    if needs_key(found.kind, found.options) or found.kind == Kind.SEARXNG:
        connection = queries.connections(request.viewer).filter(kind=found.kind.value).first()
        if connection is None:
            name = connectors.load()[found.kind].title
            raise Refused(f"To listen there we need a connection to {name}. Add one first.")
    return actions.try_place(
        viewer=request.viewer,
        kind=found.kind.value,
        address="" if connection else found.address,
        query=found.query,
        connection=connection,
        options=found.options,
    )


@page("sources.change")
def preview(request: HttpRequest, probe_id: str) -> HttpResponse:
    """What a place would bring; a form to keep it, once that is known."""
    probe = _probe(request, probe_id)
    given = request.POST if request.method == "POST" else None
    form = _source_form(probe, given)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.get("own_page") == "yes":
            actions.refuse_own_page(viewer=request.viewer, probe=probe)
            return redirect("preview", probe.id)
        try:
            source = actions.add_source(viewer=request.viewer, probe=probe, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"We now listen to {source.title}.")
            return redirect("source", source.id)
    return _preview_page(request, probe, form, parts.form_of(probe))


def _preview_page(
    request: HttpRequest, probe: Probe, form: SourceForm, part: PartForm | None
) -> HttpResponse:
    found = [previewed(row) for row in probe.found]
    context = {
        "probe": probe,
        "form": form,
        "waiting": probe.state == Probe.WAITING,
        "found": found,
        "ours": sum(row["about_us"] for row in found),
        "kind": kind_name(probe.kind),
        "connector": connectors.load()[Kind(probe.kind or Kind.FEED)],
        "how_often": how_often(probe.kind),
        "offers": [one | {"kind_name": kind_name(one["kind"])} for one in _addresses(probe)],
        "part": part,
        "allowance": allowance(probe.connection, clock.now()) if probe.connection else None,
    }
    status = 422 if form.errors or (part and part.errors) else 200
    return render(request, "inbox/sources/preview.html", context, status=status)


def _probe(request: HttpRequest, probe_id: str) -> Probe:
    probe = queries.probe(request.viewer, probe_id)
    if probe is None or (probe.connection and probe.connection.tested_at is None):
        raise Http404
    return probe


def _is_local(probe: Probe) -> bool:
    # A search finds the whole world; what a person pastes is mostly a place of the town.
    return probe.kind not in SEARCHES


@require_POST
@page("sources.change")
def try_instead(request: HttpRequest, probe_id: str) -> HttpResponse:
    """Look at another address that the page names, or at another part of the page."""
    probe = _probe(request, probe_id)
    form = None if "offer" in request.POST else parts.form_of(probe, request.POST)
    if form is not None and not form.is_valid():
        return _preview_page(request, probe, _source_form(probe), form)
    try:
        if form is not None:
            new = actions.try_place(viewer=request.viewer, **parts.instead(probe, form.chosen))
        else:
            offer = _offer(probe, request.POST.get("offer", ""))
            new = actions.try_place(viewer=request.viewer, **offer)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("preview", probe_id)
    return redirect("preview", new.id)


def _source_form(probe: Probe, given: QueryDict | None = None) -> SourceForm:
    known = {"title": probe.title or probe.query, "is_local": _is_local(probe)}
    return SourceForm(given, initial=known, asks=doubts.in_doubt(probe.address))


def _addresses(probe: Probe) -> list[dict[str, Any]]:
    """The other addresses that a page names."""
    return [offer for offer in probe.offers if not parts.is_part(offer)]


def _offer(probe: Probe, number: str) -> dict[str, Any]:
    offers = _addresses(probe)
    if not number:
        raise Refused("Choose what to look at instead.")
    if not number.isdecimal() or int(number) >= len(offers):
        raise Http404
    offer = offers[int(number)]
    return {name: offer[name] for name in ("kind", "address", "query", "options")}


@page("sources.change")
def new_search(request: HttpRequest) -> HttpResponse:
    """A search: where, for which of the school's own phrases, and on which one site if any."""
    where = queries.searching(request.viewer)
    phrases = phrasing.offered(request.viewer.school)
    asked = {"phrase": request.GET.get("phrase", ""), "where": request.GET.get("where", "")}
    form = SearchForm(request.POST or None, initial=asked, connections=where, phrases=phrases)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        connection = where.filter(id=said["where"]).first()
        try:
            probe = actions.try_place(
                viewer=request.viewer,
                kind=connection.kind if connection else Kind.REDDIT.value,
                query=phrasing.checked(said["phrase"], request.viewer.school, said["site"]),
                connection=connection,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("preview", probe.id)
    context = {"form": form, "connections": where}
    status = 422 if form.errors else 200
    return render(request, "inbox/sources/search.html", context, status=status)


@page("sources.change")
def suggestions(request: HttpRequest) -> HttpResponse:
    """Where a school like this one is talked about; what is ticked is tried, and nothing is kept yet."""
    offered = suggesting.suggested(request.viewer)
    wanted = set(request.POST.getlist("place"))
    chosen = [one for one in offered if one["id"] in wanted and one["ready"]]
    if request.method == "POST" and chosen:
        for one in chosen:
            try:
                actions.try_place(viewer=request.viewer, **one["place"])
            except Refused as refused:
                messages.error(request, f"{one['title']}: {refused.reason}")
        return redirect("tried_places")
    missing = request.method == "POST"
    context = {"offered": offered, "missing": missing}
    status = 422 if missing else 200
    return render(request, "inbox/sources/suggestions.html", context, status=status)


@page("sources.change")
def tried_places(request: HttpRequest) -> HttpResponse:
    """What was tried today, with what each would bring; those that are ticked are kept."""
    rows = [row for row in queries.probes(request.viewer) if not _of_a_key(row)]
    if request.method == "POST":
        wanted = set(request.POST.getlist("place"))
        kept = 0
        for row in rows:
            if row.id in wanted:
                try:
                    local = _is_local(row)
                    actions.add_source(viewer=request.viewer, probe=row, title="", is_local=local)
                    kept += 1
                except Refused as refused:
                    messages.error(request, f"{tried(row)['title']}: {refused.reason}")
        if kept:
            places = "one more place" if kept == 1 else f"{kept} more places"
            messages.success(request, f"We now listen to {places}.")
            return redirect("sources")
        return redirect("tried_places")
    waiting = any(row.state == Probe.WAITING for row in rows)
    context = {"places": [tried(row) for row in reversed(rows)], "waiting": waiting}
    return render(request, "inbox/sources/tried.html", context)


def _of_a_key(probe: Probe) -> bool:
    """Whether a look only tested a key."""
    return probe.connection is not None and probe.connection.tested_at is None


def folder(request: HttpRequest, connection_id: str) -> HttpResponse | None:
    """A mailbox's folder is tried like any other place. None where the form has something wrong."""
    form = FolderForm(request.POST)
    connection = queries.connection(request.viewer, connection_id)
    if connection is None or not form.is_valid():
        return None
    probe = actions.try_place(
        viewer=request.viewer,
        kind=Kind.MAILBOX.value,
        address=form.cleaned_data["folder"],
        connection=connection,
    )
    return redirect("preview", probe.id)
