"""Doing one thing with one mention or with many, and the page of a story."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.words import Refused
from goodname.web.inbox import actions as single
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import harm_word, heading
from goodname.web.inbox.models import Mention
from goodname.web.ui import wording
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions, cards, choices, queries
from .filters import Filters
from .waiting import chosen, said

MANY = 200  # in one act; a page has 25 rows, and a story rarely more tellings than a page


def _back(request: HttpRequest) -> HttpResponse:
    """To the inbox as it was filtered; an address that makes no sense is the plain inbox."""
    try:
        query = Filters.of_query(request.POST.get("back", "")).query()
    except Http404:
        query = ""
    return redirect(reverse("inbox") + (f"?{query}" if query else ""))


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = inbox.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


def _act(request: HttpRequest) -> tuple[actions.Act, str]:
    """What the form asks for, and how it is told afterwards. Raises Refused."""
    viewer, asked, now = request.viewer, request.POST, clock.now()
    name = asked.get("act", "")
    if name == actions.FILE:
        reason = asked.get("reason", "")
        if reason in single.NOT_US_REASONS:
            return actions.not_us(reason), cards.VERBS[actions.NOT_US]
        return actions.filing(reason), cards.VERBS[actions.FILE]
    if name == actions.SNOOZE:
        until = chosen(asked.get("when", ""), asked.get("on", ""), now)
        return actions.snoozing(viewer, until), cards.VERBS[name].format(until=said(until, now))
    if name == "wake":
        return actions.waking(), "Waiting no longer"
    if name == actions.ASSIGN:
        wanted = asked.get("person", "")
        if wanted == "nobody":
            return actions.giving(viewer, None), "Given back, so that nobody has it"
        person = next((p for p in inbox.colleagues(viewer) if p.id == wanted), None)
        if person is None:
            raise Refused("Choose somebody who may read the inbox.")
        to = "you" if person == viewer.person else person.name
        return actions.giving(viewer, person), cards.VERBS[name].format(person=to)
    raise Refused("Choose what to do.")


def _handle(request: HttpRequest, mentions: list[Mention]) -> bool:
    """Do what the form asks with these, and say what came of it."""
    try:
        act, verb = _act(request)
        done = actions.handle(viewer=request.viewer, act=act, mentions=mentions)
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    if done.filing is None:
        messages.error(request, cards.outcome(done, verb))
        return False
    undo = reverse("undo_filing", args=[done.filing.id])
    say(request, cards.outcome(done, verb), undo=undo)
    return True


@require_POST
@page("inbox.act")
def handle_many(request: HttpRequest) -> HttpResponse:
    """Do one thing with everything that is ticked."""
    ticked = request.POST.getlist("mention")[:MANY]
    if not ticked:
        messages.error(request, "Tick at least one mention first.")
        return _back(request)
    viewer = request.viewer
    found = queries.with_tellings if request.POST.get("tellings") else queries.whole
    _handle(request, found(viewer, ticked))
    return _back(request)


@require_POST
@page("inbox.act")
def snooze(request: HttpRequest, mention_id: str) -> HttpResponse:
    """Let one mention wait, or wait no longer."""
    return _one(request, mention_id, ("snooze", "wake"))


@require_POST
@page("inbox.act")
def assign(request: HttpRequest, mention_id: str) -> HttpResponse:
    """Give one mention to a colleague, or to nobody."""
    return _one(request, mention_id, ("assign",))


def _one(request: HttpRequest, mention_id: str, acts: tuple[str, ...]) -> HttpResponse:
    found = _mention(request, mention_id)
    if request.POST.get("act") not in acts:
        messages.error(request, "Choose what to do.")
    else:
        _handle(request, [found])
    return redirect("mention", found.id)


@require_POST
@page("inbox.act")
def undo_filing(request: HttpRequest, filing_id: str) -> HttpResponse:
    """Take back an act, with all the mentions that it was done with."""
    found = queries.filing(request.viewer, filing_id)
    if found is None:
        raise Http404
    try:
        number, left = actions.undo(viewer=request.viewer, filing=found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("inbox")
    told = f"Undone: {wording.count(number, 'mention is', 'mentions are')} as before."
    if left:
        stay = wording.sentence(wording.count(left, "stays as it is", "stay as they are"))
        told += f" {stay} now: somebody has done something else there since."
    messages.success(request, told)
    return redirect("inbox")


@page("inbox.read")
def story(request: HttpRequest, story_id: str) -> HttpResponse:
    """Every telling of one story, and how it went through the days."""
    viewer = request.viewer
    tellings = queries.story(viewer, story_id)
    if not tellings:
        raise Http404
    told = queries.spreads(viewer, [story_id], clock.now()).get(story_id)
    lines = [cards.telling_line(row, viewer) for row in tellings]
    context = {
        "story_id": story_id,
        "told": told,
        "days": cards.days(told) if told else [],
        "items": lines,
        "open": sum(line["open"] for line in lines),
        "grave": next((heading(t, harm_word(t)) for t in tellings if t.hurts), ""),
        "may_act": viewer.may("inbox.act"),
        "back": urlencode({"box": "all", "story": story_id}),
        **choices.bulk_choices(viewer),
    }
    return render(request, "inbox/story.html", context)
