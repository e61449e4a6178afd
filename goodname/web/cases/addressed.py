"""The case or letter that an address names, where this viewer may see it, and how a refusal is said."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest

from goodname.core.words import Refused

from . import queries
from .models import Case


def case_of(request: HttpRequest, case_id: str) -> Case:
    found = queries.case(request.viewer, case_id)
    if found is None:
        raise Http404
    return found


def refuse(request: HttpRequest, form: Form, refused: Refused, *, shown: bool) -> None:
    """Say why not: beside the form, or above the page where the form no longer stands."""
    if shown:
        form.add_error(None, refused.reason)
    else:
        messages.error(request, refused.reason)
