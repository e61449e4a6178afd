"""Who keeps the seal of the ledger outside the desk, so that a rewritten past shows."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.web.ledger.actions import record
from goodname.web.ui.pages import page

from .models import School
from .viewer import Viewer


class KeeperForm(forms.Form):
    address = forms.EmailField(
        required=False,
        label="Send it to",
        help_text="Somebody who does not run this desk, such as the clerk to the governors. "
        "Nobody gets it where this is empty.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@transaction.atomic
def choose_keeper(*, viewer: Viewer, address: str) -> None:
    """From now on the seal of each school day goes to `address`; "" sends it to nobody."""
    School.objects.filter(pk=viewer.school.pk).update(seal_to=address)
    kind = "seal.keeper" if address else "seal.nobody"
    record(school=viewer.school, actor=viewer.person.id, kind=kind)


@page("seal.keep")
def seal_keeper(request: HttpRequest) -> HttpResponse:
    """Who is sent the seal, and a form to say who shall be."""
    school = request.viewer.school
    form = KeeperForm(request.POST or None, initial={"address": school.seal_to})
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        choose_keeper(viewer=request.viewer, address=address)
        said = f"It goes to {address} on each school day." if address else "Nobody gets it."
        messages.success(request, f"Saved. {said}")
        return redirect("seal_keeper")
    context = {"form": form, "school": school, "mail_ready": bool(school.office_email)}
    status = 422 if form.errors else 200
    return render(request, "accounts/seal_keeper.html", context, status=status)
