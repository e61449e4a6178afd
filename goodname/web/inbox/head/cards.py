"""Sealed e-mails and what was passed on, as lists show them: never a word of what they say."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries
from goodname.web.inbox.models import Mention
from goodname.web.ui import wording


def title(mention: Mention) -> str:
    return f"An e-mail that came {wording.at(mention.heard_at, clock.now())}"


def sealed(viewer: Viewer) -> list[dict[str, Any]]:
    """The e-mails that wait for the question, the oldest first."""
    return [_line(row) for row in queries.sealed(viewer).order_by("heard_at")]


def _line(mention: Mention) -> dict[str, Any]:
    address = reverse("mention", args=[mention.id])
    return {
        "state": "waiting",
        "state_word": "Not opened",
        "title": title(mention),
        "why": "Nobody has read it. Say first whether it may be about the headteacher.",
        "url": address,
        "verb": "Answer",
        "verb_url": address,
    }


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """What waits on Today: what was passed on, and the sealed e-mails in one line."""
    found = [_passed(row) for row in queries.passed(viewer)]
    waiting = sealed(viewer)
    if len(waiting) > 1:
        said = wording.sentence(wording.count(len(waiting), "e-mail"))
        first = waiting[0]
        return [*found, first | {"title": f"{said} that nobody has opened"}]
    return found + waiting


def _passed(mention: Mention) -> dict[str, Any]:
    address = reverse("mention", args=[mention.id])
    return {
        "state": "waiting",
        "state_word": "For you alone",
        "title": "Something that may be about the headteacher",
        "why": f"It came {wording.at(mention.heard_at, clock.now())}. The headteacher and the office "
        "do not see it.",
        "url": address,
        "verb": "Read and decide",
        "verb_url": address,
    }
