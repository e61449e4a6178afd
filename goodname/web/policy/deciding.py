"""What is done with a version that was sent: a yes, a no, a way back, a new beginning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodname.core.words import Refused, Unreadable
from goodname.web.ui.pages import page

from .actions import deciding, drafting
from .sheets import RefuseForm
from .versions import text_of, version_or_404, version_page


@require_POST
@page("policy.approve")
def approve_version(request: HttpRequest, version_id: str) -> HttpResponse:
    found = version_or_404(request, version_id)
    seen = request.POST.get("seen", "")
    try:
        deciding.approve(viewer=request.viewer, version=found, seen=seen)
        messages.success(request, f"Version {found.number} is in use now.")
    except Refused as refused:
        messages.error(request, refused.reason)
    except Unreadable as unreadable:
        messages.error(request, f"It cannot be read: {'; '.join(unreadable.faults)}.")
    return redirect("policy_version", version_id)


@require_POST
@page("policy.approve")
def refuse_version(request: HttpRequest, version_id: str) -> HttpResponse:
    found = version_or_404(request, version_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return version_page(request, found, form)
    try:
        deciding.refuse(viewer=request.viewer, version=found, **form.cleaned_data)
        messages.success(request, f"Version {found.number} is refused. Our policy is as it was.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("policy_version", version_id)


@require_POST
@page("policy.change")
def take_back(request: HttpRequest, version_id: str) -> HttpResponse:
    try:
        deciding.take_back(viewer=request.viewer, version=version_or_404(request, version_id))
        messages.success(request, "It is a draft again.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("policy_version", version_id)


@require_POST
@page("policy.change")
def begin_again(request: HttpRequest, version_id: str) -> HttpResponseBase:
    """A new draft with the words of an older version, or of one that was refused."""
    text = text_of(request, version_id)
    try:
        drafting.start_draft(viewer=request.viewer, text=text)
        messages.success(request, "A draft is begun. Nothing changes before it is approved.")
    except (Refused, Unreadable) as refused:
        messages.error(request, str(refused))
        return redirect("policy_version", version_id)
    return redirect("policy_draft")
