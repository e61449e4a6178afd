"""The answer to the question, by whoever has the mention or the sealed e-mail before them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.inbox import queries
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions

PASSED_ON = "Passed on. The headteacher and the office do not see it."


@require_POST
@page("inbox.one")
def about_head(request: HttpRequest, mention_id: str) -> HttpResponse:
    viewer = request.viewer
    found = queries.mention(viewer, mention_id)
    found = found or queries.sealed(viewer).filter(id=mention_id).first()
    if found is None:
        raise Http404
    said = request.POST.get("about", "")
    try:
        if said not in ("yes", "no"):
            raise Refused("Say whether it is about the headteacher.")
        actions.answer(viewer=viewer, mention=found, about=said == "yes")
        say(request, PASSED_ON if said == "yes" else "It is for the desk now.")
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("mention", mention_id)
    if queries.mention(viewer, mention_id) is not None:
        return redirect("mention", mention_id)
    return redirect("inbox" if viewer.may("inbox.read") else "today")
