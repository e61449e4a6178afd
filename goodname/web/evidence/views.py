"""A capture's page, and its parts as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.web.ui.pages import page

from . import actions, queries
from .parts import parts


@page("evidence.read")
def capture(request: HttpRequest, capture_id: str) -> HttpResponse:
    found = queries.capture(request.viewer, capture_id)
    if found is None:
        raise Http404
    if found.locked:
        return render(request, "evidence/locked.html", {"capture": found})
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.viewed")
    context = {"capture": found, "parts": parts(found), "faults": queries.faults(found)}
    return render(request, "evidence/capture.html", context)


@page("evidence.read")
def capture_part(request: HttpRequest, capture_id: str, part: str) -> FileResponse:
    """One part, always as a download: a stranger's page is never run inside ours."""
    found = queries.capture(request.viewer, capture_id)
    file = queries.part(found, part) if found else None
    if found is None or file is None:
        raise Http404
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.copied", part=part)
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=f"{found.id}-{part}",
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
