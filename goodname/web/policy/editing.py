"""The page of a draft: what it changes, what follows from that, every rule, and the way to send it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.decide.policy import Clause, Policy
from goodname.core.words import Refused, Unreadable
from goodname.data import policies
from goodname.web.ui.pages import page

from . import queries
from .actions import deciding, drafting
from .models import PolicyVersion
from .sheets import SendForm, clauses, of_difference


@dataclass(frozen=True)
class Bench:
    """What a change begins from: the draft, or the policy in use where there is none yet."""

    draft: PolicyVersion | None
    text: str
    seen: str  # digest of the text

    @property
    def policy(self) -> Policy:
        return policies.read_text(self.text)

    @property
    def elsewhere(self) -> str:
        """The address to go to instead, where no rule can be changed now; "" where one can."""
        if self.draft and self.draft.state == PolicyVersion.WAITING:
            return reverse("policy_version", args=[self.draft.id])
        try:
            policies.read_text(self.text)
        except Unreadable:  # the law beneath it has changed since it was written
            return reverse("policy_draft")
        return ""


def bench_of(request: HttpRequest) -> Bench:
    """What this school would change now."""
    school = request.viewer.school
    draft = queries.open_draft(school)
    if draft is not None:
        return Bench(draft, draft.text, draft.digest)
    used = queries.in_force(school)
    return Bench(None, used.text, used.digest)


@page("policy.change")
def policy_draft(request: HttpRequest) -> HttpResponse:
    """The draft: what it changes so far, what follows from that, and every rule to change."""
    bench = bench_of(request)
    if bench.draft and bench.draft.state == PolicyVersion.WAITING:
        return redirect("policy_version", bench.draft.id)
    return _draft_page(request, bench, SendForm())


def _draft_page(request: HttpRequest, bench: Bench, form: SendForm) -> HttpResponse:
    context: dict[str, Any] = {"draft": bench.draft, "form": form, "seen": bench.seen}
    try:
        context |= {"clauses": clauses(bench.policy), "law": bench.policy.packs[-1].title}
        if bench.draft:
            context |= of_difference(request.viewer, bench.draft)
    except Unreadable as unreadable:  # the law beneath it has changed since it was begun
        context["faults"] = unreadable.faults
    return render(request, "policy/draft.html", context, status=422 if form.errors else 200)


@require_POST
@page("policy.change")
def remove_row(request: HttpRequest, clause: str, number: int) -> HttpResponse:
    bench = bench_of(request)
    if bench.elsewhere:
        return redirect(bench.elsewhere)
    clause_or_404(bench.policy, clause)
    seen = request.POST.get("seen", "")
    try:
        drafting.remove_row(viewer=request.viewer, seen=seen, clause=clause, number=number)
        messages.success(request, "The rule is taken out of the draft.")
    except Refused as refused:
        messages.error(request, refused.reason)
    except Unreadable as unreadable:
        messages.error(request, _plainly(unreadable))
    return redirect("policy_draft")


@require_POST
@page("policy.change")
def send_draft(request: HttpRequest) -> HttpResponseBase:
    form = SendForm(request.POST)
    if form.is_valid():
        try:
            sent = deciding.send_draft(viewer=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except Unreadable as unreadable:
            form.add_error(None, _plainly(unreadable))
        else:
            messages.success(request, "It is with the Headteacher now.")
            return redirect("policy_version", sent.id)
    bench = bench_of(request)
    if bench.draft is None or bench.draft.state != PolicyVersion.DRAFT:
        messages.error(request, "There is no draft to send.")
        return redirect("policy_versions")
    return _draft_page(request, bench, form)


@require_POST
@page("policy.change")
def discard_draft(request: HttpRequest) -> HttpResponse:
    try:
        drafting.discard_draft(viewer=request.viewer)
        messages.success(request, "The draft is thrown away. Our policy is as it was.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("policy_versions")


def _plainly(unreadable: Unreadable) -> str:
    return f"This draft could not be read: {'; '.join(unreadable.faults)}."


def clause_or_404(policy: Policy, clause: str) -> Clause:
    """The clause, of the school's own pack or of the law."""
    found = next((one for one in policy.clauses if one.id == clause), None)
    if found is None:
        raise Http404
    return found
