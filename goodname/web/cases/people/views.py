"""Adding and taking away somebody's part in a case."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.ui.pages import page

from .. import queries
from ..addressed import case_of
from ..views import after
from . import actions
from .forms import PartForm


@require_POST
@page("cases.lead")
def add_part(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    form = PartForm(request.POST, roster=queries.roster(request.viewer))
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
        return redirect(reverse("case", args=[case_id]) + "#people")
    try:
        row = actions.add_part(viewer=request.viewer, case=found, **form.given)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(reverse("case", args=[case_id]) + "#people")
    hidden = row.person is not None and row.part in row.SUBJECTS
    said = f"{row.called} is written down."
    return after(request, found, said + (" They can no longer see this case." if hidden else ""))


@require_POST
@page("cases.lead")
def remove_part(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    found = case_of(request, case_id)
    row = found.people.filter(key=key).first()
    if row is None:
        raise Http404
    try:
        actions.remove_part(viewer=request.viewer, case=found, row=row)
        messages.success(request, f"{row.called} is no longer written down as that.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("case", args=[case_id]) + "#people")
