"""What was handed in and not answered, once the day to ask has come."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from ..models import Referral
from .holding import EXPORT
from .queries import to_chase
from .titles import title


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """As ui/_item.html takes them."""
    return [_item(one) for one in to_chase(viewer)] if viewer.may("cases.act") else []


def _item(referral: Referral) -> dict[str, Any]:
    when = wording.at(referral.given_at, clock.now()) if referral.given_at else ""
    said = {
        "title": "Ask what became of a report",
        "why": f"{title(referral)}: it was handed in {when}, and no answer is written down.",
        "verb": "Open the report",
    }
    if referral.given_to:
        said["why"] = f"{title(referral)}: it was given on {when}. Ask how it went."
    if referral.route.startswith(EXPORT):
        said = {
            "title": "Write down the number from your safeguarding system",
            "why": f"{title(referral)}: it was made {when}, and no number is written down.",
            "verb": "Write the number down",
        }
    return said | {
        "state": "waiting",
        "state_word": "Waiting for you",
        "where": referral.case.title,
        "url": reverse("referral", args=[referral.id]),
    }
