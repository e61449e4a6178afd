"""The pages of saved views."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.words import Refused
from goodname.web.inbox.models import SavedView
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import finding, queries, saved
from .filters import Filters


@page("inbox.read")
def saved_views(request: HttpRequest) -> HttpResponse:
    """The views that this person keeps, to rename and delete."""
    lines = finding.Lines(request.viewer, clock.now())
    views = [
        {"view": view, "number": len(lines.fitting(Filters.of_query(view.query)))}
        for view in queries.views(request.viewer)
    ]
    return render(request, "inbox/views.html", {"views": views})


@require_POST
@page("inbox.read")
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name; undoing a deletion comes here as well."""
    asked = request.POST if "name" in request.POST else request.GET
    filters = Filters.of_query(asked.get("query", ""))
    query = filters.query()
    try:
        view = saved.save_view(viewer=request.viewer, name=asked.get("name", ""), filters=filters)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        say(
            request,
            f"Kept as “{view.name}”. Only you see it.",
            undo=reverse("delete_view", args=[view.id]),
        )
    return redirect(reverse("inbox") + (f"?{query}" if query else ""))


def _view(request: HttpRequest, view_id: str) -> SavedView:
    found = queries.view(request.viewer, view_id)
    if found is None:
        raise Http404
    return found


@require_POST
@page("inbox.read")
def rename_view(request: HttpRequest, view_id: str) -> HttpResponse:
    found = _view(request, view_id)
    try:
        saved.rename_view(view=found, name=request.POST.get("name", ""))
        messages.success(request, "The view has a new name.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("saved_views")


@require_POST
@page("inbox.read")
def delete_view(request: HttpRequest, view_id: str) -> HttpResponse:
    found = _view(request, view_id)
    again = reverse("save_view") + "?" + urlencode({"name": found.name, "query": found.query})
    saved.delete_view(view=found)
    say(request, f"The view “{found.name}” is deleted. Its mentions are not.", undo=again)
    return redirect("saved_views")
