"""Not us: what a mention is about instead, and the words that keep such posts out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.inbox import actions as single
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import harm_word, heading
from goodname.web.inbox.models import Mention
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import cards, keeping_out


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = inbox.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


@page("inbox.act")
def not_us(request: HttpRequest, mention_id: str) -> HttpResponse:
    """Ask what a mention is about, if not our school; then offer to keep such posts out."""
    found, viewer = _mention(request, mention_id), request.viewer
    fault = ""
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            single.not_us(viewer=viewer, mention=found, reason=reason)
        except Refused as refused:
            fault = refused.reason
        else:
            say(
                request,
                "Put away: it is not about our school.",
                undo=reverse("restore_mention", args=[found.id]),
            )
            if viewer.may("sources.change") and reason != "no_school":
                return redirect("keep_out")
            return redirect("inbox")
    context = {
        "mention": found,
        "named": heading(found, harm_word(found)),
        "hurt": harm_word(found),
        "reasons": single.NOT_US_REASONS.items(),
        "fault": fault,
    }
    return render(request, "inbox/not_us.html", context, status=422 if fault else 200)


@page("sources.change")
def keep_out(request: HttpRequest) -> HttpResponse:
    """Words that mean something else: a look at what they would keep out, then a yes."""
    viewer, fault, shown = request.viewer, "", None
    words = " ".join(request.GET.get("words", "").split())[:200]
    if request.method == "POST":
        try:
            kept = keeping_out.keep_out(viewer=viewer, words=request.POST.get("words", ""))
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            undo = reverse("let_in") + "?" + urlencode({"words": kept})
            say(request, f"From now on a post with “{kept}” in it is not about us.", undo=undo)
        return redirect("keep_out")
    if "words" in request.GET:
        try:
            shown = keeping_out.preview(viewer, keeping_out.cleaned(words, viewer.school))
        except Refused as refused:
            fault = refused.reason
    context = {
        "words": words,
        "kept": viewer.school.not_us,
        "shown": shown,
        "items": [cards.telling_line(row, viewer) for row in shown.dropped[:8]] if shown else [],
        "fault": fault,
    }
    return render(request, "inbox/keep_out.html", context, status=422 if fault else 200)


@require_POST
@page("sources.change")
def let_in(request: HttpRequest) -> HttpResponse:
    """Take such words away again."""
    words = request.POST.get("words") or request.GET.get("words", "")
    try:
        keeping_out.let_in(viewer=request.viewer, words=words)
        messages.success(request, f"“{words}” keeps nothing out any more.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("keep_out")
