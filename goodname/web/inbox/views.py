"""The inbox and a mention."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.words import Refused
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions, queries
from .cards import told
from .head import cards as head
from .head.standing import is_passed
from .models import Mention
from .sources import queries as sources
from .sources.cards import heard_line
from .triage import actions as triage
from .triage import cards, choices, finding
from .triage import queries as found_by
from .triage.filters import Filters

PAGE = 25


@page("inbox.read")
def inbox(request: HttpRequest) -> HttpResponse:
    filters = Filters.read(request.GET.dict())
    context = _found(request, filters)
    if request.htmx and not request.htmx.boosted:
        answer = render(request, "inbox/_rows.html", context | {"in_part": True})
        query = filters.query()  # the address without the fields that were left empty
        answer["HX-Push-Url"] = reverse("inbox") + (f"?{query}" if query else "")
        return answer
    return render(request, "inbox/inbox.html", context)


def _found(request: HttpRequest, filters: Filters) -> dict[str, Any]:
    """Everything that the inbox says for these filters."""
    viewer, now = request.viewer, clock.now()
    lines = finding.Lines(viewer, now)
    held = list(sources.sources(viewer))
    heard = [heard_line(source, now) for source in held]
    rows = lines.rows(filters)
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    saved = found_by.views(viewer)
    return {
        "filters": filters,
        "query": filters.query(),
        "rows": found,
        "items": cards.rows(viewer, found, verbs=filters.box == "new"),
        "fitting": choices.fitting(lines, filters, rows),
        "counts": lines.counts(Filters(), "box"),
        "tabs": choices.tabs(lines, filters),
        "choices": choices.choices(lines, filters, held),
        "orders": choices.orders(filters),
        "chips": choices.chips(filters, held, now),
        "elsewhere": len(lines.fitting(filters, but="box")),
        "everywhere_query": filters.query(box="all"),
        "clear_query": Filters(box=filters.box).query(),
        "views": [_view(view, lines, filters) for view in saved],
        "may_save": filters.narrow and filters.query() not in {v.query for v in saved},
        "ticked": request.GET.get("tick") == "all",
        "may_act": viewer.may("inbox.act"),
        "may_change_sources": viewer.may("sources.change"),
        "may_alerts": viewer.may("alerts.read"),
        "hearing": cards.hearing(held, heard),
        "sealed": head.sealed(viewer),
        "heard": heard,
        **choices.bulk_choices(viewer),
    }


def _view(view: Any, lines: finding.Lines, filters: Filters) -> dict[str, Any]:
    """A saved view with how many fit it now."""
    its = Filters.of_query(view.query)
    current = its.query() == filters.query()
    return {
        "name": view.name,
        "query": view.query,
        "number": len(lines.fitting(its)),
        "current": current,
    }


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = queries.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


@page("inbox.one")
def mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    viewer = request.viewer
    shut = queries.sealed(viewer).filter(id=mention_id).first()
    if shut is not None:
        return render(request, "inbox/sealed.html", {"mention": shut, "title": head.title(shut)})
    found = _mention(request, mention_id)
    spreads = found_by.spreads(viewer, [found.story_id or ""], clock.now())
    others = queries.told_together(viewer, found).filter(state=Mention.NEW).exclude(pk=found.pk)
    context = {
        **told(viewer, found),
        **choices.bulk_choices(viewer),
        **choices.waiting_choices(viewer, found),
        "colleagues": queries.colleagues(viewer, found.matter),
        "spread": spreads.get(found.story_id or ""),
        "others": others.count(),
        "passed": is_passed(found),
    }
    return render(request, "inbox/mention.html", context)


@require_POST
@page("inbox.act")
def file_mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    """Put a mention away; with it, where that is wished, the other tellings of its story."""
    found, viewer = _mention(request, mention_id), request.viewer
    reason = request.POST.get("reason", "")
    if reason == "not_us":  # what it is about instead is asked on a page of its own
        return redirect("not_us", found.id)
    try:
        if request.POST.get("story"):
            told_too = queries.told_together(viewer, found).filter(state=Mention.NEW)
            act = triage.filing(reason, read=found.id)
            done = triage.handle(viewer=viewer, act=act, mentions=told_too)
            undo = reverse("undo_filing", args=[done.filing.id]) if done.filing else ""
            say(request, cards.outcome(done, cards.VERBS["file"]), undo=undo)
            return redirect("inbox")
        actions.file_mention(viewer=viewer, mention=found, reason=reason)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("mention", mention_id)
    say(request, "Put away.", undo=reverse("restore_mention", args=[found.id]))
    return redirect("inbox")


@require_POST
@page("inbox.act")
def restore_mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    found = _mention(request, mention_id)
    try:
        actions.restore_mention(viewer=request.viewer, mention=found)
        messages.success(request, "Back in the inbox.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("mention", mention_id)
