"""What about the sources needs a person: one line each, as ui/_item.html takes it."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.listen.coverage import PATIENCE
from goodname.core.listen.talk import HEARD, Outcome
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Source
from goodname.web.ui import wording

from . import queries

FAILURES = 4  # in a row, before a person is asked
WAITS = {Outcome.QUOTA, Outcome.RATE_LIMITED}  # these mostly mend themselves


def needs(viewer: Viewer) -> list[dict[str, Any]]:
    """Keys that no longer work, sources that closed, moved or fell silent. For those who may change it."""
    if not viewer.may("sources.change"):
        return []
    broken = queries.connections(viewer).exclude(problem="")
    found = [
        _item(
            f"{one.title} no longer lets us in",
            f"{one.problem} {_hears(one.used_by)}",
            reverse("connection", args=[one.id]),
            "Give it a new key",
        )
        for one in broken
    ]
    tired = {one.id for one in broken}
    for source in queries.sources(viewer):
        if source.connection_id not in tired:
            found += _of(source)
    return found


def _of(source: Source) -> list[dict[str, Any]]:
    url = reverse("source", args=[source.id])
    outcome = Outcome(source.last_outcome) if source.last_outcome else None
    if source.state == Source.STOPPED:
        recent = source.last_at and (clock.now() - source.last_at).days < 7
        if outcome is not Outcome.STOPPED or not recent:
            return []
        why = "It says so itself, and we stopped. Look for where people went instead."
        return [_item(f"{source.title} has closed for good", why, url, "See what to do")]
    if queries.has_moved(source):
        why = "It has said so for days. We go on listening at the old address until you decide."
        return [_item(f"{source.title} says that it has moved", why, url, "Decide", "waiting")]
    if outcome is None or outcome in HEARD or source.failures < FAILURES:
        return []
    if outcome in WAITS and _lately(source):
        return []
    why = f"{source.last_note} We go on trying, less and less often."
    return [_item(f"{source.title} cannot be heard", why.strip(), url, "Look at it")]


def _lately(source: Source) -> bool:
    heard = source.looks.filter(outcome__in=[one.value for one in HEARD]).first()
    return heard is not None and clock.now() - heard.at < 4 * PATIENCE


def _hears(number: int) -> str:
    if not number:
        return "No source uses it now."
    return f"Until then {wording.count(number, 'source')} cannot be heard."


def _item(title: str, why: str, url: str, verb: str, state: str = "unsure") -> dict[str, Any]:
    return {
        "state": state,
        "state_word": "Waiting for you" if state == "waiting" else "Not heard",
        "title": title,
        "why": why,
        "url": url,
        "verb": verb,
        "verb_url": url,
        "quiet": True,
    }
