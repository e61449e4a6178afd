"""The story of a case to be read, and to be printed: each print is written down."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.web.ui.pages import page

from .addressed import case_of
from .facts import lead
from .joining.queries import root
from .models import Case
from .recording import keep
from .story import story as told


@page("cases.read")
def story(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    kept = root(found)
    if kept.id != found.id:
        return redirect("case_story", kept.id)
    return _shown(request, found, printed=False)


@require_POST
@page("cases.read")
def print_story(request: HttpRequest, case_id: str) -> HttpResponse:
    """The same story with who printed it and when. A press makes it; an address alone does not."""
    found = case_of(request, case_id)
    kept = root(found)
    if kept.id != found.id:
        return redirect("case_story", kept.id)
    with transaction.atomic():
        keep(found, request.viewer.person, "case.printed")
    return _shown(request, found, printed=True)


def _shown(request: HttpRequest, case: Case, *, printed: bool) -> HttpResponse:
    context = {
        "case": case,
        "lead": lead(case),
        "days": told(request.viewer, case),
        "printed": printed,
        "now": clock.now(),
    }
    return render(request, "cases/story.html", context)
