"""The pages of the policy's history: every version, what each changed, and any two side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodname.core.words import Unreadable
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.pages import page
from goodname.web.ui.wording import sentence

from . import queries
from .changes import between
from .models import PolicyVersion
from .queries import SHIPPED
from .sheets import RefuseForm, clauses, of_difference

TAGS = {
    PolicyVersion.DRAFT: "new",
    PolicyVersion.WAITING: "waiting",
    PolicyVersion.APPROVED: "done",
    PolicyVersion.REFUSED: "unsure",
    PolicyVersion.SUPERSEDED: "neutral",
}


@page("policy.read")
def policy_versions(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    rows = list(queries.versions(viewer))
    used = any(row.state == PolicyVersion.APPROVED for row in rows)
    context = {
        "versions": [*(_card(row) for row in rows), _shipped_card(used)],
        "choices": _choices(viewer),
        "may_change": viewer.may("policy.change"),
        "draft": next((row for row in rows if row.state in PolicyVersion.OPEN), None),
        "broken": queries.is_broken(viewer.school),
    }
    return render(request, "policy/versions.html", context)


@page("policy.read")
def policy_version(request: HttpRequest, version_id: str) -> HttpResponse:
    """One version as it is read, with what it changed; the Headteacher decides upon it here."""
    if version_id == SHIPPED:
        return _shipped_page(request)
    found = version_or_404(request, version_id)
    if found.state == PolicyVersion.DRAFT:
        return redirect("policy_draft")
    return version_page(request, found, RefuseForm())


def version_page(request: HttpRequest, found: PolicyVersion, form: RefuseForm) -> HttpResponse:
    """One version with all that a reader, a writer or the Headteacher may do with it."""
    viewer = request.viewer
    waits = found.state == PolicyVersion.WAITING
    context = _card(found) | {
        "version": found,
        "form": form,
        "waits": waits,
        "may_decide": waits and viewer.may("policy.approve"),
        "may_change": viewer.may("policy.change"),
        "may_begin": viewer.may("policy.change") and queries.open_draft(viewer.school) is None,
        "compare_url": _compare_url(found.base_id or SHIPPED, found.id),
    }
    context |= _read(found.text, found.law)
    if waits and "faults" not in context:
        context |= of_difference(viewer, found)
        context["stale"] = found.base_digest != queries.in_force(viewer.school).digest
    return render(request, "policy/version.html", context, status=422 if form.errors else 200)


def _shipped_page(request: HttpRequest) -> HttpResponse:
    used = queries.in_force(request.viewer.school).version is not None
    may = request.viewer.may("policy.change")
    idle = queries.open_draft(request.viewer.school) is None
    context = _shipped_card(used) | _read(policies.text(policies.OWN)) | {"may_begin": may and idle}
    return render(request, "policy/version.html", context)


def _read(text: str, law: str = "") -> dict[str, Any]:
    """The whole policy, with the law that stood beneath it while it was in use."""
    try:
        policy = policies.read_text(text, law)
    except Unreadable as unreadable:  # a newer law may stand beneath an old version
        return {"faults": unreadable.faults}
    own = policy.packs[0]
    return {"pack": own, "clauses": clauses(policy), "law": policy.packs[-1]}


@page("policy.read")
def compare_versions(request: HttpRequest) -> HttpResponse:
    """Any two versions side by side, as sentences."""
    old_id, new_id = request.GET.get("old", SHIPPED), request.GET.get("new", "")
    if not new_id:
        used = queries.in_force(request.viewer.school).version
        new_id = used.id if used else SHIPPED
    old, new = text_of(request, old_id), text_of(request, new_id)
    context = {
        "choices": _choices(request.viewer),
        "old_id": old_id,
        "new_id": new_id,
        "old_name": _name(request, old_id),
        "new_name": _name(request, new_id),
    }
    try:
        context["changes"] = between(policies.read_text(old), policies.read_text(new))
    except Unreadable as unreadable:
        context["faults"] = unreadable.faults
    return render(request, "policy/compare.html", context)


@page("policy.read")
def policy_file(request: HttpRequest, version_id: str) -> HttpResponse:
    """The whole text of a version, as a file to keep."""
    number = 1 if version_id == SHIPPED else version_or_404(request, version_id).number
    answer = HttpResponse(text_of(request, version_id), content_type="application/toml")
    answer["Content-Disposition"] = f'attachment; filename="policy-version-{number}.toml"'
    return answer


def version_or_404(request: HttpRequest, version_id: str) -> PolicyVersion:
    """The version, where the viewer may see it."""
    found = queries.version(request.viewer, version_id)
    if found is None:
        raise Http404
    return found


def text_of(request: HttpRequest, version_id: str) -> str:
    """The text of a version, or of the pack that came with the product."""
    if version_id == SHIPPED:
        return policies.text(policies.OWN)
    return version_or_404(request, version_id).text


def _name(request: HttpRequest, version_id: str) -> str:
    if version_id == SHIPPED:
        return queries.shipped_name()
    return queries.name(version_or_404(request, version_id))


def _choices(viewer: Viewer) -> list[tuple[str, str]]:
    rows = [(row.id, sentence(queries.name(row))) for row in queries.versions(viewer)]
    return [*rows, (SHIPPED, sentence(queries.shipped_name()))]


def _compare_url(old: str, new: str) -> str:
    return f"{reverse('compare_versions')}?old={old}&new={new}"


def _card(found: PolicyVersion) -> dict[str, Any]:
    """One version as a list and its own page name it."""
    return {
        "id": found.id,
        "title": sentence(queries.name(found)),
        "tag": TAGS[found.state],
        "state": PolicyVersion.STATES[found.state],
        "note": found.note,
        "reason": found.reason,
        "acts": _acts(found),
        "url": reverse("policy_version", args=[found.id]),
        "compare_url": _compare_url(found.base_id or SHIPPED, found.id),
    }


def _acts(found: PolicyVersion) -> list[dict[str, Any]]:
    """Who did what with it, in the order of time."""
    sent = {"what": "Sent to the Headteacher", "who": found.sent_by, "at": found.sent_at}
    said = "Refused" if found.state == PolicyVersion.REFUSED else "Approved"
    decided = {"what": said, "who": found.decided_by, "at": found.decided_at}
    return [
        {"what": "Begun", "who": found.made_by, "at": found.made_at},
        *([sent] if found.sent_at else []),
        *([decided] if found.decided_at else []),
    ]


def _shipped_card(used_since: bool) -> dict[str, Any]:
    own = queries.shipped().packs[0]
    return {
        "id": SHIPPED,
        "title": sentence(queries.shipped_name()),
        "tag": TAGS[PolicyVersion.SUPERSEDED if used_since else PolicyVersion.APPROVED],
        "state": PolicyVersion.STATES[
            PolicyVersion.SUPERSEDED if used_since else PolicyVersion.APPROVED
        ],
        "note": own.about,
        "acts": [],
        "url": reverse("policy_version", args=[SHIPPED]),
    }
