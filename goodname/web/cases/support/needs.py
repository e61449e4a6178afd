"""Somebody who was hurt is to be asked again how they are. No name stands on Today."""

from typing import Any

from django.urls import reverse

from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.wording import count

from ..models import CheckIn
from .queries import asked_again_today


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """One line a case, as ui/_item.html takes them."""
    if not viewer.may("cases.act"):
        return []
    cases: dict[str, list[CheckIn]] = {}
    for row in asked_again_today(viewer):
        cases.setdefault(row.case_id, []).append(row)
    return [_item(rows) for rows in cases.values()]


def _item(rows: list[CheckIn]) -> dict[str, Any]:
    case, many = rows[0].case, len(rows)
    whom = (
        "Somebody was hurt"
        if many == 1
        else f"{count(many, 'person', 'people').capitalize()} were hurt"
    )
    return {
        "state": "waiting",
        "state_word": "Waiting for you",
        "title": "Ask again how they are",
        "why": f"{whom}, and the day to ask again has come.",
        "where": case.title,
        "url": reverse("check_in", args=[case.id]),
        "verb": "Write down how they are",
    }
