"""The pages for a file of a case: the question first, then one file, and the file back as bytes."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from goodname.core.words import Refused, Unreadable
from goodname.files.images.kinds import kind_of
from goodname.files.images.limits import MOST_BYTES
from goodname.web.told import gate
from goodname.web.told.file_views import ANSWER_FIRST, AROUND, SHUT, TOO_BIG, InMemory
from goodname.web.told.forms import GateForm
from goodname.web.told.models import Gate
from goodname.web.ui.pages import page
from goodname.web.ui.wording import sentence

from ..addressed import case_of
from ..keeping import together
from ..models import Case, CaseFile
from . import files
from .forms import TitledFileForm


@page("cases.act")
def case_file_gate(request: HttpRequest, case_id: str) -> HttpResponse:
    """The question, on a page that has no field for a file."""
    found = case_of(request, case_id)
    form = GateForm(request.POST if request.method == "POST" else None)
    try:
        files.may_take(found)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["answer"] != "no":
                return redirect("tell_stop")
            session = request.session.session_key or ""
            opened = gate.answer_no(viewer=request.viewer, session_key=session)
            return redirect("add_case_file", case_id, opened.id)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("case", case_id)
    context = {"case": found, "form": form}
    return render(request, "cases/file_gate.html", context, status=422 if form.errors else 200)


@csrf_exempt
@page("cases.act")
def add_case_file(request: HttpRequest, case_id: str, gate_id: str) -> HttpResponse:
    """Look at the answer before a byte of the body is read; only then where the form came from."""
    found = case_of(request, case_id)
    session = request.session.session_key or ""
    opened = gate.standing(viewer=request.viewer, gate_id=gate_id, session_key=session)
    if opened is None:
        messages.error(request, ANSWER_FIRST)
        return redirect("case_file_gate", case_id)
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    if said.isdigit() and int(said) > MOST_BYTES + AROUND:
        messages.error(request, TOO_BIG)
        return redirect("add_case_file", case_id, gate_id)
    request.upload_handlers = [InMemory(request)]
    return csrf_protect(_take)(request, found, opened)


def _take(request: HttpRequest, case: Case, opened: Gate) -> HttpResponse:
    sent = request.method == "POST"
    form = TitledFileForm(request.POST, request.FILES) if sent else TitledFileForm()
    if sent and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            body = given.read()
            files.add_file(
                viewer=request.viewer,
                case=case,
                gate=opened,
                title=form.cleaned_data["title"],
                body=body,
                kind=kind_of(body),
                name=given.name,
                statement=form.statement(),
            )
            messages.success(request, "The file is kept.")
            return redirect("case", case.id)
        except Unreadable as fault:
            form.add_error("file", sentence(f"{fault}."))
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("case", case.id)
    context = {"case": case, "form": form, "back": reverse("case", args=[case.id])}
    return render(request, "cases/add_file.html", context, status=422 if form.errors else 200)


@page("cases.read")
def case_file(request: HttpRequest, case_id: str, file_id: str) -> FileResponse:
    """The very bytes that were given, always as a download."""
    found = CaseFile.objects.filter(case__in=together(case_of(request, case_id)), id=file_id)
    row = found.select_related("case__school").first()
    path = files.take_out(viewer=request.viewer, file=row) if row else None
    if row is None or path is None:
        raise Http404
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{row.id}-{path.name}",
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = SHUT
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
