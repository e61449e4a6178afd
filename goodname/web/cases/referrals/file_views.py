"""The page on which a case’s story is taken out for the safeguarding system."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.web.ui.pages import page

from ..addressed import case_of
from .exporting import export
from .forms import ExportForm


@page("cases.lead")
def export_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """The chronology as a file for CPOMS or MyConcern."""
    case = case_of(request, case_id)
    form = ExportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"case": case, "form": form}
        return render(
            request, "cases/export_case.html", context, status=422 if form.errors else 200
        )
    kind = form.cleaned_data["kind"]
    _, text = export(viewer=request.viewer, case=case, **form.cleaned_data)
    mime = "text/csv" if kind == "csv" else "text/plain"
    answer = HttpResponse(text, content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="case-{case.id}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer
