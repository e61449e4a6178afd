"""The page on which an evidence pack is made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.core.words import Refused
from goodname.web.ui.pages import page

from ..addressed import case_of, refuse
from .forms import PackForm
from .making import make


@page("evidence.read")
def evidence_pack(request: HttpRequest, case_id: str) -> HttpResponse:
    """The pack as a file, for the one reader that was chosen.

    It holds saved pages, so who stands in for a leader in cases alone does not make one.
    """
    case = case_of(request, case_id)
    form = PackForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(
            request, "cases/evidence_pack.html", {"case": case, "form": form}, status=status
        )
    try:
        pack = make(viewer=request.viewer, case=case, **form.cleaned_data)
    except Refused as refused:
        refuse(request, form, refused, shown=True)
        return render(request, "cases/evidence_pack.html", {"case": case, "form": form}, status=422)
    answer = HttpResponse(pack, content_type="application/zip")
    name = f"evidence-{case.id}-{form.cleaned_data['reader']}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
