"""How we answer, and whether like cases are treated alike: two pages of figures and questions."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goodname import clock
from goodname.core.act import alike, answering
from goodname.core.act.alike import Difference, Group
from goodname.core.act.answering import Row, Voice
from goodname.web.accounts.calendar import school_calendar
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import card, short
from goodname.web.policy.labels import ACTIONS
from goodname.web.policy.telling import in_words
from goodname.web.ui import wording
from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from .. import queries as case_queries
from ..facts import hurts
from ..models import Case
from . import queries

NAMES = {"praise": "Praise", "question": "Questions", "criticism": "Criticism"}
STRETCHES = {"term": "This term", "last": "Last term", "year": "This school year"}
Lines = dict[str, dict[str, str]]
WORDS = 110  # letters of a case that tell it from its likes
SHOWN = 10  # of those who wait
WIDE = 240  # units of the longest bar


@page("answers.read")
def answers(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    calendar = school_calendar(viewer.school)
    stretch = request.GET.get("stretch", "term")
    offered = queries.stretches(calendar)
    stretch = stretch if stretch in offered else "term"
    since, before = offered[stretch]
    voices = queries.voices(viewer, since, before)
    rows = answering.rows(voices, calendar)
    left = answering.waiting(voices)
    context = {
        "rows": _bars(rows),
        "heard": len(voices),
        "unread": queries.unread(viewer, since, before),
        "chart": any(row.middle is not None for row in rows),
        "since": since,
        "until": before and before - timedelta(days=1),
        "stretches": [(id, STRETCHES[id], id == stretch) for id in offered],
        "waiting": _cards(request, left[:SHOWN]),
        "more": max(0, len(left) - SHOWN),
        "enough": answering.ENOUGH,
        "clauses": named(["footprint.respond"], viewer.school),
    }
    return render(request, "cases/answers.html", context)


def _bars(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Each kind with its numbers, and how long its bar is beside the others'."""
    most = max((row.middle or 0 for row in rows), default=0) or 1
    return [
        {
            "kind": row.kind,
            "name": NAMES[row.kind],
            "row": row,
            "middle": wording.school_time(row.middle) if row.middle is not None else "",
            "longest": wording.school_time(row.longest) if row.longest is not None else "",
            "width": max(4, round(WIDE * row.middle / most)) if row.middle is not None else 0,
            "at": 12 + 34 * number,
        }
        for number, row in enumerate(rows)
    ]


def _cards(request: HttpRequest, left: tuple[Voice, ...]) -> list[dict[str, Any]]:
    """The longest-waiting, as ui/_item.html takes them; one in a case leads there."""
    viewer = request.viewer
    found = {row.id: row for row in inbox.mentions(viewer).filter(id__in=[one.id for one in left])}
    cases = dict(
        case_queries.cases(viewer).filter(mention__in=found).values_list("mention_id", "id")
    )
    items = []
    for one in left:
        item = card(found[one.id], viewer.school)
        if case := cases.get(one.id):
            item |= {"url": reverse("case", args=[case])}
        items.append(item | {"when": f"heard {wording.at(one.heard, clock.now())}"})
    return items


@page("answers.read")
def like_cases(request: HttpRequest) -> HttpResponse:
    found = alike.groups(queries.treated(request.viewer))
    ids = [id for group in found for id in group.cases]
    found_cases = case_queries.cases(request.viewer).filter(id__in=ids)
    cases = {case.id: _line(case) for case in found_cases}
    shown = [_group(group, cases) for group in found]
    context = {
        "groups": shown,
        "questions": sum(group.unexplained for group in found),
        "closed": case_queries.cases(request.viewer).filter(state=Case.CLOSED).count(),
    }
    return render(request, "cases/like_cases.html", context)


def _line(case: Case) -> dict[str, str]:
    """One case of a group: its title is that of all, so its day and first words tell it apart."""
    when = wording.at(case.opened_at, clock.now())
    said = (
        "words that may hurt"
        if hurts(case) or case.child_image
        else f"“{short(case.words, WORDS)}”"
    )
    where = "" if case.mention is None else f" ({case.mention.post.source.title})"
    return {"id": case.id, "label": wording.sentence(f"{when}: {said}{where}")}


def _group(group: Group, cases: Lines) -> dict[str, Any]:
    ends = [
        (Case.OUTCOMES.get(end, "Not said"), [cases[id] for id in ids]) for end, ids in group.ends
    ]
    return {
        "facts": in_words(group.facts),
        "cases": [cases[id] for id in group.cases],
        "number": wording.sentence(wording.count(len(group.cases), "case")),
        "differences": [_difference(one, cases) for one in group.differences],
        "ends": ends if len(ends) > 1 else [],
        "alike": not group.differences and len(ends) == 1,
    }


def _difference(one: Difference, cases: Lines) -> dict[str, Any]:
    return {
        "action": ACTIONS[one.action],
        "did": [cases[id] for id in one.did],
        "did_not": [cases[id] for id in one.did_not],
        "explained": one.explained,
    }
