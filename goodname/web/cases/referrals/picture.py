"""The page that leads where it may be about a sexual image of a child."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.core.words import Action, Refused
from goodname.web.policy.labels import ACTIONS as LABELS
from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from ..addressed import case_of
from ..models import Case
from ..queries import may_be_fetched
from . import actions, law
from .forms import WHOM, PictureForm
from .packing import pack


@page("cases.act")
def child_picture(request: HttpRequest, case_id: str) -> HttpResponse:
    """What to do where it may be about a sexual image of a child: the law's way, and no other."""
    case = case_of(request, case_id)
    if may_be_fetched(case):
        return redirect("case", case.id)
    form = PictureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ways = {way.action: way for way in law.leading(case)}
        action, chosen = form.cleaned_data["action"], form.cleaned_data["way"]
        if action not in ways:
            raise Http404
        try:
            made = actions.prepare_first(
                viewer=request.viewer, case=case, action=Action(action), chosen=chosen
            )
            return redirect("referral", made.id)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("child_picture", case.id)
    context = {
        "case": case,
        "told": law.told_first(case),
        "ways": [_way(case, one) for one in law.leading(case)],
        "clauses": named([law.CLAUSE], case.school),
        "may_prepare": case.state == Case.OPEN,
        "suspected": case.child_image,
        "may_lead": request.viewer.may("cases.lead"),
    }
    return render(request, "cases/child_picture.html", context)


def _way(case: Case, way: law.Way) -> dict[str, Any]:
    """One heading of the page, with the very words where only the child can do it."""
    routes: dict[str, dict[str, Any]] = {}
    for key, one in way.choices.items():
        row = routes.setdefault(one.route.id, {"route": one.route, "who": []})
        gives = way.action == Action.HAND_TO_REPORT_REMOVE
        words = pack(case, one).text if gives else ""
        row["who"].append({"key": key, "whom": WHOM[one.who], "words": words})
    return {"action": way.action, "title": LABELS[Action(way.action)], "routes": routes.values()}
