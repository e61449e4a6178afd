"""A capture's page, the whole of it as one file, and its parts."""

from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.web.ui.pages import page

from . import actions, queries
from .parts import PICTURE, is_folder, list_name, names, parts, signed

LOCKED = "sandbox; default-src 'none'"


@page("evidence.read")
def capture(request: HttpRequest, capture_id: str) -> HttpResponse:
    found = queries.capture(request.viewer, capture_id)
    if found is None:
        raise Http404
    if found.locked:
        return render(request, "evidence/locked.html", {"capture": found})
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.viewed")
    seen = queries.check(found)
    context = {
        "capture": found,
        "parts": parts(found),
        "list_name": list_name(found),
        "is_folder": is_folder(found),
        "pictured": PICTURE in names(found),
        "faults": seen.faults,
        "stamps": [signed(stamp) for stamp in seen.stamps],
    }
    return render(request, "evidence/capture.html", context)


@page("evidence.read")
def capture_file(request: HttpRequest, capture_id: str) -> FileResponse:
    """The whole saved page as one file, which stands on its own."""
    found = queries.capture(request.viewer, capture_id)
    file = queries.whole(found) if found else None
    if found is None or file is None:
        raise Http404
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.copied")
    return _download(file.open("rb"), f"{found.id}.wacz")


@page("evidence.read")
def capture_picture(request: HttpRequest, capture_id: str) -> HttpResponse:
    """What the page looked like: pixels that our own browser drew, and nothing that can run."""
    found = queries.capture(request.viewer, capture_id)
    data = queries.picture(found) if found else None
    if found is None or data is None:
        raise Http404
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.viewed", part=PICTURE)
    response = HttpResponse(data, content_type="image/png")
    response["Content-Security-Policy"] = LOCKED
    return response


@page("evidence.read")
def capture_part(request: HttpRequest, capture_id: str, part: str) -> FileResponse:
    """One part, always as a download: a stranger's page is never run inside ours."""
    found = queries.capture(request.viewer, capture_id)
    data = queries.part(found, part) if found else None
    if found is None or data is None:
        raise Http404
    actions.note_access(viewer=request.viewer, capture=found, kind="capture.copied", part=part)
    return _download(BytesIO(data), f"{found.id}-{part.replace('/', '-')}")


def _download(data: BinaryIO, name: str) -> FileResponse:
    response = FileResponse(
        data, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = LOCKED
    return response
