"""The school's policy: read as a document, asked what it would say, and held against its check."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import replace_url

from goodname import clock
from goodname.web.ui import wording
from goodname.web.ui.pages import page

from . import checking, queries
from .documents import document
from .forms import groups
from .what_if import EXAMPLES, answer, more_is_known, questions


@page("policy.read")
def policy(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    loaded = queries.current(viewer.school)
    today = clock.now().astimezone(wording.LONDON).date()
    context = {
        "document": document(
            loaded,
            today,
            office=viewer.school.office_email,
            editing=viewer.may("policy.change"),
        ),
        "digest": loaded.version.partition("+")[2],
        "used": queries.in_force(viewer.school).version,
        "broken": queries.is_broken(viewer.school),
    }
    return render(request, "policy/policy.html", context)


@page("policy.read")
def what_if(request: HttpRequest) -> HttpResponse:
    """Facts in, the answer beside them; nothing is written, and the address carries the facts."""
    form = questions(request.GET)
    choosing = request.htmx and not request.GET.getlist("conduct")
    context: dict[str, Any] = {"form": form, "examples": EXAMPLES}
    if form.is_bound and not choosing and form.is_valid():
        context |= answer(request.viewer.school, form.facts)
    if request.htmx:
        shown = render(request, "policy/_what_if_live.html", context | {"choosing": choosing})
        if not choosing and form.errors:
            return shown  # the address stays at what was last answered
        return replace_url(shown, context.get("address", reverse("what_if")))
    context |= {"groups": groups(form), "more_open": more_is_known(form)}
    wrong = form.is_bound and form.errors
    return render(request, "policy/what_if.html", context, status=422 if wrong else 200)


@page("policy.read")
def policy_check(request: HttpRequest) -> HttpResponse:
    return render(request, "policy/findings.html", checking.checked(request.viewer.school))
