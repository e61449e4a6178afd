"""The ledger as a page: what was done, day by day, and a button that checks all of it."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from goodname.web.ui.clauses import named
from goodname.web.ui.pages import page

from .actions import check_ledger
from .forms import KeptSeal
from .models import LedgerEntry
from .queries import entries, names
from .sentences import sentence


@page("ledger.read")
def ledger(request: HttpRequest) -> HttpResponse:
    """A GET shows one page of days; a POST checks the whole chain and says what was found."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    form, checked = KeptSeal(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        checked = check_ledger(viewer=viewer, kept=form.cleaned_data["kept"])
    number = _page_number(request.GET.get("page", "1"))
    rows, has_older = entries(viewer, number)
    if not rows and number > 1:
        raise Http404
    shown = {
        "form": form,
        "checked": checked,
        "seal": _in_blocks(checked.seal) if checked else [],
        "days": _by_day(rows, names(viewer, rows), viewer.school),
        "may_keep": viewer.may("seal.keep"),
        "older": number + 1 if has_older else None,
        "newer": number - 1 if number > 1 else None,
    }
    return render(request, "ledger/ledger.html", shown, status=422 if form.errors else 200)


def _page_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
        raise Http404
    return int(text)


def _by_day(rows: list[LedgerEntry], called: dict[str, str], school: Any) -> list[dict[str, Any]]:
    lines = [
        {
            "moment": row.moment,
            "sentence": sentence(row.kind, row.actor, called),
            "clauses": named(row.clauses, school),
        }
        for row in rows
    ]
    days = groupby(lines, key=lambda line: localdate(line["moment"]))
    return [{"day": day, "lines": list(those)} for day, those in days]


def _in_blocks(seal: str) -> list[str]:
    """Blocks of eight can be read out and typed in without losing one's place."""
    return [seal[at : at + 8] for at in range(0, len(seal), 8)]
