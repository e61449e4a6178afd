"""A source, a look and a preview as the lists of the desk show them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import ALWAYS_ABOUT_US, TURNS, Kind
from goodname.core.listen.talk import HEARD, Outcome
from goodname.core.words import Harm
from goodname.data import connectors
from goodname.web.inbox.cards import short
from goodname.web.inbox.models import Look, Probe, Source
from goodname.web.inbox.reading import NAMES
from goodname.web.policy.labels import HARMS
from goodname.web.ui import wording

OUTCOMES = {
    Outcome.ANSWERED: "It answered",
    Outcome.UNCHANGED: "Nothing had changed",
    Outcome.PARTLY: "It answered in part",
    Outcome.REFUSED: "No answer",
    Outcome.BLOCKED: "We may not go there",
    Outcome.NOT_INVITED: "It asks machines to stay away",
    Outcome.RATE_LIMITED: "It asked us to come back later",
    Outcome.QUOTA: "The day's allowance was used up",
    Outcome.NO_TOKEN: "The key is missing or no longer works",
    Outcome.UNREADABLE: "It sent something that cannot be read",
    Outcome.STOPPED: "It has closed for good",
}
# What one may do about it, on the source's own page.
WHAT_TO_DO = {
    Outcome.BLOCKED: "The address leads to where this desk may never go, such as a private network. "
    "Choose another address.",
    Outcome.NOT_INVITED: "Its robots.txt asks machines to stay away, and we respect that. You can ask "
    "the site's owner to let us in, or read it yourself and bring us what matters.",
    Outcome.NO_TOKEN: "Give its connection a new key. Without one a place can look quiet when it "
    "is not.",
    Outcome.QUOTA: "It starts again by itself when the next day begins. If this comes often, "
    "search there for fewer phrases.",
    Outcome.UNREADABLE: "The site may have changed. Open it yourself, and if its feed has a new "
    "address, add that one and stop this.",
    Outcome.STOPPED: "Ask where people went, and listen there instead. What it told us is kept.",
}


def heard_line(source: Source, now: datetime) -> dict[str, str]:
    """One line of “What we could hear”, as ui/_heard.html takes it."""
    url = reverse("source", args=[source.id])
    if source.kind == Kind.PERSON:
        return {"label": source.title, "note": "always open", "state": "ok", "url": url}
    if source.state == Source.STOPPED:
        return {"label": source.title, "note": "stopped", "state": "no", "url": url}
    if source.last_at is None:
        return {"label": source.title, "note": "not asked yet", "state": "partly", "url": url}
    when = wording.at(source.last_at, now)
    if source.last_outcome == Outcome.PARTLY:
        return {"label": source.title, "note": f"in part {when}", "state": "partly", "url": url}
    if source.last_outcome in HEARD:
        return {"label": source.title, "note": f"answered {when}", "state": "ok", "url": url}
    return {"label": source.title, "note": f"no answer {when}", "state": "no", "url": url}


def source_card(source: Source) -> dict[str, Any]:
    """One source, as ui/_item.html takes it."""
    line = heard_line(source, clock.now())
    heard = source.last_at is not None or source.kind == Kind.PERSON
    state, word = {
        "ok": ("done", "Heard"),
        "partly": ("waiting", "Heard in part" if heard else "Not asked yet"),
        "no": ("unsure", "Stopped" if source.state == Source.STOPPED else "Not heard"),
    }[line["state"]]
    return {
        "state": state,
        "state_word": word,
        "title": source.title,
        "why": source.last_note or "",
        "where": kind_name(source.kind),
        "when": line["note"],
        "url": line["url"],
    }


def kind_name(kind: str) -> str:
    return connectors.load()[Kind(kind)].title if kind else ""


def look_line(look: Look, kind: str = "") -> dict[str, Any]:
    """One look in words. How many were new is not said: it could tell of a mention that is hidden.

    Nor is it said how many were in it where every one of them would be new.
    """
    words = OUTCOMES[look.result] + (f": {look.note}" if look.note else "")
    if look.unusable:
        words += f" ({wording.count(look.unusable, 'entry', 'entries')} could not be used)"
    return {"at": look.at, "words": words, "seen": 0 if kind in ALWAYS_ABOUT_US else look.seen}


def previewed(row: dict[str, Any]) -> dict[str, Any]:
    """One entry of a preview, with its worst harm as a word."""
    found = [Harm(harm) for harm in row["flagged"] if Harm(harm) not in NAMES]
    return row | {
        "hurt": HARMS[found[0]] if found else "",
        "words": short(row["text"] or row["title"]),
        "under": row["title"] if row["title"] not in row["text"] else "",
    }


def tried(probe: Probe) -> dict[str, Any]:
    """One look at a new place, as the list of them shows it."""
    rows = [previewed(row) for row in probe.found]
    ours = sum(row["about_us"] for row in rows)
    if probe.state == Probe.WAITING:
        result = "We are asking it now."
    elif probe.state == Probe.FAILED:
        result = probe.problem
    else:
        result = (
            f"{wording.sentence(wording.count(ours, 'entry', 'entries'))} about us, of "
            f"{wording.in_words(probe.seen)} in it now."
        )
    return {
        "id": probe.id,
        "state": probe.state,
        "title": probe.title or probe.query or probe.address,
        "kind": kind_name(probe.kind),
        "result": f"{result} {probe.note}".strip(),
        "ours": ours,
        "url": reverse("preview", args=[probe.id]),
    }


def how_often(kind: str = Kind.FEED) -> str:
    every = settings.POLL_SECONDS * TURNS[Kind(kind or Kind.FEED)]
    if every < 120:
        return f"every {every} seconds"
    if every < 2 * 3600:
        return f"every {every // 60} minutes"
    return f"every {every // 3600} hours"
