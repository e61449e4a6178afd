"""The page on which a check-in is written down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.core.words import Refused
from goodname.web.ui.pages import page

from ..addressed import case_of
from . import actions
from .forms import CheckInForm, numbers
from .queries import hurt


@page("cases.act")
def check_in(request: HttpRequest, case_id: str) -> HttpResponse:
    """Whom we asked, what we offered, how they are, and when to ask again."""
    found = case_of(request, case_id)
    names = hurt(found)
    form = CheckInForm(request.POST or None, initial={"who": names[0] if len(names) == 1 else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_in(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "It is written down.")
            return redirect("case", case_id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    context = {"case": found, "form": form, "names": names, "numbers": numbers()}
    return render(request, "cases/check_in.html", context, status=422 if form.errors else 200)
