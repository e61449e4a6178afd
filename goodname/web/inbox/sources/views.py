"""The sources: where we listen, how well each is heard, and what was not heard at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.listen.coverage import Place, gap_now, gaps, partly
from goodname.core.listen.kinds import ALWAYS_ABOUT_US, Kind
from goodname.core.listen.talk import Outcome
from goodname.core.words import Refused
from goodname.data import connectors
from goodname.web.accounts.calendar import school_calendar
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import card
from goodname.web.inbox.models import Source
from goodname.web.ui.pages import page
from goodname.web.ui.wording import LONDON, sentence

from . import actions, queries
from . import coverage as ledger
from .calendar import ended, in_a_line, month, square
from .cards import WHAT_TO_DO, heard_line, how_often, kind_name, look_line, source_card
from .forms import PlaceForm

SPANS = {"7": "7 days", "28": "4 weeks", "term": "This term"}
PATIENCE = 120.0  # seconds for which a page says that a look is under way
ORDER = {"unsure": 0, "waiting": 1, "done": 2}


@page("sources.read")
def sources(request: HttpRequest) -> HttpResponse:
    return sources_page(request, PlaceForm())


def sources_page(request: HttpRequest, form: PlaceForm) -> HttpResponse:
    lines = [source_card(source) for source in queries.sources(request.viewer)]
    context = {
        "lines": sorted(lines, key=lambda line: ORDER[line["state"]]),
        "form": form,
        "said": ledger.said(request.viewer, clock.now()),
        "unheard": connectors.unheard(),
        "may_change": request.viewer.may("sources.change"),
    }
    return render(
        request, "inbox/sources/sources.html", context, status=422 if form.errors else 200
    )


def _source(request: HttpRequest, source_id: str) -> Source:
    found = queries.source(request.viewer, source_id)
    if found is None:
        raise Http404
    return found


@page("sources.read")
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    found = _source(request, source_id)
    now = clock.now()
    today = now.astimezone(LONDON).date()
    rows = Source.objects.filter(pk=found.pk)
    place = ledger.places_of(rows, ledger.days(rows, today - timedelta(days=40)))[0]
    looks = [look_line(look, found.kind) for look in found.looks.all()[:20]]
    context = {
        "source": found,
        "kind": kind_name(found.kind),
        "how_often": how_often(found.kind),
        "connector": connectors.load()[Kind(found.kind)],
        "looks": looks,
        "now_line": _state_line(found, place, now),
        "to_do": _to_do(found),
        "moved": queries.has_moved(found),
        "asked": found.kind != Kind.PERSON,
        "waiting": _waiting(found, request.GET.get("after", ""), now),
        "weeks": month(place, today) if place.days else [],
        "in_a_line": in_a_line(
            [day for week in month(place, today) for day in week["days"] if day]
        ),
        "items": [
            card(row, request.viewer.school)
            for row in inbox.mentions(request.viewer).filter(post__source=found)[:10]
        ],
        "may_change": request.viewer.may("sources.change"),
    }
    return render(request, "inbox/sources/source.html", context)


def _waiting(found: Source, after: str, now: datetime) -> bool:
    """Whether a look is under way: the first of all, or the one asked for at `after`, in thousandths."""
    if found.kind == Kind.PERSON or found.state != Source.ACTIVE:
        return False
    asked = int(after) / 1000 if after.isascii() and after.isdecimal() and len(after) < 15 else 0.0
    begun = max(asked, found.added_at.timestamp())
    last = found.last_at.timestamp() if found.last_at else 0.0
    return last < begun and now.timestamp() - begun < PATIENCE


def _state_line(found: Source, place: Place, now: datetime) -> str:
    gap = gap_now(place, now.astimezone(LONDON))
    if found.state == Source.STOPPED:
        return f"{gap} We no longer listen here." if gap else "We no longer listen here."
    if found.last_at is None and found.kind != Kind.PERSON:
        return "We have not asked it yet."
    line = gap or sentence(heard_line(found, now)["note"]) + "."
    return f"{line} {found.last_note}" if found.last_note and found.last_note not in line else line


def _to_do(found: Source) -> str:
    return WHAT_TO_DO.get(Outcome(found.last_outcome), "") if found.last_outcome else ""


@require_POST
@page("sources.change")
def change_source(request: HttpRequest, source_id: str) -> HttpResponse:
    found = _source(request, source_id)
    if found.state == Source.ACTIVE:
        actions.stop_source(viewer=request.viewer, source=found)
        messages.success(request, f"We no longer listen to {found.title}.")
    else:
        actions.start_source(viewer=request.viewer, source=found)
        messages.success(request, f"We listen to {found.title} again.")
    return redirect("source", source_id)


@require_POST
@page("sources.change")
def ask_source(request: HttpRequest, source_id: str) -> HttpResponse:
    found = _source(request, source_id)
    try:
        actions.ask_source(viewer=request.viewer, source=found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("source", source_id)
    asked = int(clock.now().timestamp() * 1000)
    return redirect(f"{reverse('source', args=[source_id])}?after={asked}")


@require_POST
@page("sources.change")
def moved_source(request: HttpRequest, source_id: str) -> HttpResponse:
    """Follow a source to where it says it went, or stay."""
    found = _source(request, source_id)
    try:
        if request.POST.get("answer") == "follow":
            actions.follow_source(viewer=request.viewer, source=found)
            messages.success(request, "We listen at the new address now.")
        else:
            actions.stay_with_source(viewer=request.viewer, source=found)
            messages.success(request, "We stay at the old address.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("source", source_id)


@page("sources.read")
def coverage(request: HttpRequest) -> HttpResponse:
    """The coverage ledger: every place on every day, and what is missing first."""
    span = request.GET.get("span", "7")
    if span not in SPANS:
        raise Http404
    now = clock.now().astimezone(LONDON)
    days = _days(request, span, now.date())
    rows = Source.objects.filter(school=request.viewer.school).exclude(kind=Kind.PERSON)
    told = ledger.days(rows, days[0])
    places = ledger.places_of(rows, told)
    ours = ledger.about_us(request.viewer, days[0])
    context = {
        "span": span,
        "spans": SPANS.items(),
        "gaps": gaps(places, days, now),
        "partly": partly(places, days, now),
        "said": ledger.said(request.viewer, now),
        "unheard": connectors.unheard(),
        "sources": [
            _covered(row, place, told.get(row.id, {}), ours.get(row.id, Counter()), days, now)
            for row, place in zip(rows, places, strict=True)
        ],
    }
    return render(request, "inbox/sources/coverage.html", context)


def _days(request: HttpRequest, span: str, today: date) -> tuple[date, ...]:
    number = int(span) if span != "term" else 84
    if span == "term" and (term := school_calendar(request.viewer.school).term_of(today)):
        number = (today - term[0]).days + 1
    return tuple(today - timedelta(days=back) for back in range(number - 1, -1, -1))


def _covered(
    row: Source,
    place: Place,
    mine: Mapping[date, ledger.Told],
    ours: Counter[date],
    days: Sequence[date],
    now: datetime,
) -> dict[str, Any]:
    """One source of the ledger, with a row for each day that anything is known of."""
    first_known = now.date() - ledger.KEEP_LOOKS
    squares = [square(place, day, now.date()) for day in days]
    total: Counter[str] = Counter()
    for day in days:
        if day in mine:
            total += mine[day].outcomes
    return {
        "source": row,
        "kind": kind_name(row.kind),
        "gap": gap_now(place, now),
        "squares": squares,
        "in_a_line": in_a_line(squares),
        "looked": sum(total.values()),
        "ended": ended(total),
        "days": [
            one
            | {
                "ended": ended(mine[day].outcomes) if day in mine else "",
                "seen": mine[day].seen if day in mine and row.kind not in ALWAYS_ABOUT_US else None,
                "ours": ours[day] if day >= first_known else None,
            }
            for one, day in zip(reversed(squares), reversed(days), strict=True)
            if one["state"] != "not_yet" or day in mine
        ],
        "moved": queries.has_moved(row),
    }
