"""Today: what needs me, what was heard, and what was not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodname import clock
from goodname.files import programs
from goodname.web.accounts.calendar import school_calendar
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import put_away
from goodname.web.inbox.sources import coverage
from goodname.web.inbox.sources import queries as sources
from goodname.web.inbox.sources.cards import heard_line
from goodname.web.ui import wording
from goodname.web.ui.pages import page

from .needs import needs


@page("today.see")
def today(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    items, number = needs(viewer)
    now = clock.now()
    context = {
        "items": items,
        "number": number,
        "more": number - len(items),
        "now": now,
        "week": school_calendar(viewer.school).week_of_term(now.astimezone(wording.LONDON).date()),
    }
    if viewer.may("evidence.read"):
        context["unpictured"] = not programs.browser() and not programs.unwanted()
    if viewer.may("inbox.read"):
        weeks = inbox.tones_by_week(viewer, now)
        context |= {
            "weeks": [{"label": _week(row["begins"]), **row} for row in weeks],
            "this_week": weeks[-1],
            "heard": [heard_line(source, now) for source in sources.sources(viewer)],
            "said": coverage.said(viewer, now),
            "done": [
                put_away(row) for row in inbox.inbox(viewer, box="done").order_by("-changed_at")[:5]
            ],
        }
    return render(request, "today/today.html", context)


def _week(begins: object) -> str:
    return f"{begins.astimezone(wording.LONDON):%-d %b}"  # type: ignore[attr-defined]
