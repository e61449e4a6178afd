"""The rows and sentences of the inbox, as its pages show them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.sort.spread import Spread
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.cards import card, harm_word, heading, short, waits
from goodname.web.inbox.models import Mention, Source
from goodname.web.ui import wording

from . import queries
from .actions import Done
from .finding import Row
from .waiting import is_danger
from .waiting import said as until_said


def rows(viewer: Viewer, found: Iterable[Row], *, verbs: bool) -> list[dict[str, Any]]:
    """Rows as inbox/_row.html takes them; one for each that is still there."""
    others = {row.id: row.others for row in found}
    mentions = queries.whole(viewer, others)
    now = clock.now()
    told = queries.spreads(viewer, (m.story_id for m in mentions), now)
    return [
        _row(mention, viewer, told.get(mention.story_id or ""), others[mention.id], verbs, now)
        for mention in mentions
    ]


def _row(
    mention: Mention, viewer: Viewer, told: Spread | None, others: int, verbs: bool, now: datetime
) -> dict[str, Any]:
    item = card(mention, viewer.school, verbs=verbs)
    hurt = harm_word(mention)
    more = {
        "id": mention.id,
        "danger": is_danger(mention) and mention.state in (Mention.NEW, Mention.CASE),
        # What a screen reader says for the tick: never words that may hurt.
        "label": heading(mention, hurt) if hurt else short(item["title"], 60),
        "others": others,
        "owner": "",
        "until": "",
        "told": "",
        "story_url": "",
    }
    if mention.assigned_to_id and mention.state == Mention.NEW:
        mine = mention.assigned_to_id == viewer.person.id
        more["owner"] = "You have this" if mine else f"{mention.assigned_to.name} has this"
    if mention.snoozed_until and mention.state == Mention.NEW:
        back = wording.at(mention.snoozed_until, now)
        waiting = waits(mention)
        more["until"] = (
            f"Until {until_said(mention.snoozed_until, now)}" if waiting else f"Back {back}"
        )
    if told is not None and mention.story_id:
        more["told"] = f"Told {told.in_words()[:1].lower()}{told.in_words()[1:]}"
        more["story_url"] = reverse("story", args=[mention.story_id])
    return item | more


VERBS = {
    "file": "Put away",
    "not_us": "Said to be about something else",
    "snooze": "Waiting until {until}",
    "assign": "Given to {person}",
}


def outcome(done: Done, verb: str) -> str:
    """What came of an act on many, those that were left and why among it."""
    told = [f"{verb}: {wording.count(done.number, 'mention')}."] if done.number else []
    for why, number in done.left:
        stay = wording.sentence(wording.count(number, "stays", "stay"))
        told.append(f"{stay} as before: {why[:1].lower()}{why[1:]}")
    return " ".join(told) or "Nothing was ticked that is still here."


def hearing(sources: Iterable[Source], lines: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """What an empty list can honestly say: who answered since when, and who could not be heard."""
    every = zip(sources, lines, strict=True)
    pairs = [(source, line) for source, line in every if source.kind != Kind.PERSON]
    heard = [source for source, line in pairs if line["state"] == "ok"]
    missed = [line["label"] for _, line in pairs if line["state"] != "ok"]
    oldest = min((s.last_at for s in heard if s.last_at), default=None)
    told = ""
    if heard and oldest:
        asked = wording.count(len(pairs), "source")
        if missed:
            asked = f"{wording.in_words(len(heard))} of {asked}"
        since = wording.at(oldest, clock.now())
        told = f"{wording.sentence(asked)} answered; the longest ago was {since}."
    if missed:
        names = missed[:3] + ([f"{len(missed) - 3} more"] if len(missed) > 3 else [])
        told += f" Not heard: {wording.listed(names)}."
    return {"said": told.strip(), "sources": len(pairs), "heard": len(heard), "missed": len(missed)}


def telling_line(mention: Mention, viewer: Viewer) -> dict[str, Any]:
    """One telling of a story."""
    item = card(mention, viewer.school)
    return item | {
        "id": mention.id,
        "label": heading(mention, harm_word(mention)) if item["harm"] else short(item["title"], 60),
        "open": mention.state == Mention.NEW,
    }


def days(told: Spread) -> list[dict[str, Any]]:
    """Tellings a day for the bars and the table; only some days are named below the bars."""
    step = max(1, len(told.days) // 6)
    return [
        {
            "label": f"{day.day} {day:%b}" if at % step == 0 else "",
            "day": f"{day:%A} {day.day} {day:%B}",
            "neutral": number,
        }
        for at, (day, number) in enumerate(told.days)
    ]
