"""Who is away and who stands in; and between which hours nobody is written to."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.ui.pages import page

from . import absences as away
from . import quiet
from .models import Absence, Person
from .viewer import Viewer


class AbsenceForm(forms.Form):
    person = forms.ChoiceField(label="Who is away?")
    first = forms.DateField(label="First day away", widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="Last day away", widget=forms.DateInput(attrs={"type": "date"}))
    deputy = forms.ChoiceField(label="Who does their steps meanwhile?")

    def __init__(self, *args: Any, people: list[Person], deputies: list[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {person.id: person for person in (*people, *deputies)}
        self.fields["person"].choices = [(person.id, person.name) for person in people]
        self.fields["deputy"].choices = [(person.id, person.name) for person in deputies]


class QuietForm(forms.Form):
    begins = forms.TimeField(
        label="Quiet from", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label="Quiet until", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


@page("absences.own")
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away; and a form to say so, for oneself, or for anybody where one leads."""
    viewer = request.viewer
    form = _form(viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            away.add_absence(
                actor=viewer.person,
                person=form.people[said["person"]],
                deputy=form.people[said["deputy"]],
                first=said["first"],
                last=said["last"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Noted. Their steps go to the colleague on these days.")
            return redirect("absences")
    return _page(request, form)


def _form(viewer: Viewer, sent: Any) -> AbsenceForm:
    deputies = away.deputies(viewer.school, Person())
    people = away.colleagues(viewer.person)
    initial = {"person": viewer.person.id}
    return AbsenceForm(sent, people=people, deputies=deputies, initial=initial)


def _page(
    request: HttpRequest, form: AbsenceForm, quiet_form: QuietForm | None = None
) -> HttpResponse:
    viewer, school = request.viewer, request.viewer.school
    hours = {"begins": school.quiet_from, "ends": school.quiet_until}
    context = {
        "rows": [
            {"absence": row, "mine": _may_end(viewer, row)} for row in away.absences(viewer.person)
        ],
        "form": form,
        "school": school,
        "wants_digest": viewer.person.digest,
        "quiet_form": quiet_form or QuietForm(initial=hours),
        "may_change_quiet": viewer.may("quiet.change"),
    }
    bad = form.errors or (quiet_form is not None and quiet_form.errors)
    return render(request, "accounts/absences.html", context, status=422 if bad else 200)


def _may_end(viewer: Viewer, row: Absence) -> bool:
    return away.may_note(viewer.person, row.person)


@require_POST
@page("absences.own")
def end_absence(request: HttpRequest, absence_id: str) -> HttpResponse:
    row = Absence.objects.filter(school=request.viewer.school, id=absence_id).first()
    if row is None or not _may_end(request.viewer, row):
        raise Http404
    away.end_absence(actor=request.viewer.person, absence=row)
    messages.success(request, "They are back.")
    return redirect("absences")


@require_POST
@page("quiet.change")
def quiet_hours(request: HttpRequest) -> HttpResponse:
    """Between which hours nobody is written to, but of danger."""
    form = QuietForm(request.POST)
    if not form.is_valid():
        return _page(request, _form(request.viewer, None), form)
    begins: time = form.cleaned_data["begins"]
    quiet.change_quiet_hours(viewer=request.viewer, begins=begins, ends=form.cleaned_data["ends"])
    messages.success(request, "Saved. Danger still reaches people at any hour.")
    return redirect("absences")


@require_POST
@page("absences.own")
def choose_digest(request: HttpRequest) -> HttpResponse:
    """Whether one wants the morning’s e-mail."""
    quiet.choose_digest(viewer=request.viewer, wanted="wanted" in request.POST)
    messages.success(request, "Saved.")
    return redirect("absences")
