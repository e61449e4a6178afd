"""The boxes, filters and acts that the inbox offers, each filter with how many would fit."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from goodname import clock
from goodname.data import connectors
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.actions import FILED_REASONS, NOT_US_REASONS
from goodname.web.inbox.cards import waits
from goodname.web.inbox.models import Mention, Source
from goodname.web.ui import wording

from .filters import ORDERS, TONES, WHOSE, Filters
from .finding import Lines, Row
from .waiting import WHEN, morning, too_long
from .waiting import said as until_said

BOX_LABELS = {
    "new": "New",
    "snoozed": "Snoozed",
    "cases": "In a case",
    "done": "Put away",
    "all": "All",
}
ONE_DAY = timedelta(days=1)


def tabs(lines: Lines, filters: Filters) -> list[dict[str, Any]]:
    """The boxes with how many of what fits lie in each: together they are All."""
    counts = lines.counts(filters, "box")
    return [
        {
            "label": label,
            "number": counts[box],
            "query": filters.query(box=box),
            "current": box == filters.box,
        }
        for box, label in BOX_LABELS.items()
    ]


def choices(lines: Lines, filters: Filters, sources: Iterable[Source]) -> list[dict[str, Any]]:
    """The filters that are chosen from a list, each choice with how many would fit."""
    held = list(sources)
    kinds = {source.kind for source in held}
    asked = [
        ("tone", "Tone", TONES),
        ("source", "Source", {"": "Any source"} | {s.id: s.title for s in held}),
        (
            "kind",
            "Kind of source",
            {"": "Any kind"} | {kind: _kind(kind) for kind in sorted(kinds)},
        ),
        ("whose", "Given to", WHOSE),
    ]
    found = []
    for name, label, options in asked:
        wished = getattr(filters, name)
        if name in ("source", "kind") and len(options) < 3 and not wished:
            continue  # with one source there is nothing to choose
        counts = lines.counts(filters, name)
        if wished and wished not in options:
            options = options | {wished: "One that is no longer here"}
        found.append(
            {
                "name": name,
                "label": label,
                "options": [
                    {
                        "value": value,
                        "label": said,
                        "number": counts[value],
                        "chosen": value == wished,
                    }
                    for value, said in options.items()
                ],
            }
        )
    return found


def _kind(kind: str) -> str:
    found = {k.value: c.title for k, c in connectors.load().items()}
    return found.get(kind, wording.sentence(kind))


def chips(filters: Filters, sources: Iterable[Source], now: datetime) -> list[dict[str, str]]:
    """What is wished for, each with the address that takes it off again."""
    titles = {source.id: source.title for source in sources}
    today = now.astimezone(wording.LONDON).date()
    said_of = {
        "q": f"“{filters.q}”".replace('“"', "“").replace('"”', "”"),
        "tone": TONES[filters.tone],
        "source": titles.get(filters.source, "a source that is gone"),
        "kind": _kind(filters.kind) if filters.kind else "",
        "whose": f"given to {WHOSE[filters.whose].lower()}",
        "story": "one story",
        "first": f"from {wording.day(filters.first, today)}" if filters.first else "",
        "last": f"until {wording.day(filters.last, today)}" if filters.last else "",
    }
    none = {"first": None, "last": None}
    return [
        {"label": label, "query": filters.query(**{name: none.get(name, "")})}
        for name, label in said_of.items()
        if getattr(filters, name)
    ]


def fitting(lines: Lines, filters: Filters, rows: list[Row]) -> str:
    """How many fit, and how they stand: "Four mentions fit, in three rows"."""
    number = sum(row.others + 1 for row in rows)
    fit = f"{wording.sentence(wording.count(number, 'mention'))} {'fits' if number == 1 else 'fit'}"
    whole = fit if filters.narrow else wording.sentence(wording.count(number, "mention"))
    together = number - len(rows)
    if not together:
        return f"{whole}."
    return f"{whole} in {wording.count(len(rows), 'row')}: what tells the same story is one row."


def orders(filters: Filters) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "chosen": value == filters.order}
        for value, label in ORDERS.items()
    ]


def bulk_choices(viewer: Viewer) -> dict[str, Any]:
    """What may be done with what is ticked."""
    now = clock.now()
    return {
        "reasons": FILED_REASONS.items(),
        "not_us_reasons": NOT_US_REASONS.items(),
        "when": WHEN.items(),
        "colleagues": inbox.colleagues(viewer),
        "first_day": (now.astimezone(wording.LONDON) + ONE_DAY).date().isoformat(),
    }


def waiting_choices(viewer: Viewer, mention: Mention) -> dict[str, Any]:
    """For one mention: what may be chosen, and the sentence that says what may not."""
    now, calendar = clock.now(), school_calendar(viewer.school)
    today = now.astimezone(wording.LONDON).date()
    tomorrow = too_long(mention, morning(today + ONE_DAY), now, calendar)
    far = too_long(mention, morning(today + 3650 * ONE_DAY), now, calendar)
    return {
        "may_wait": not tomorrow,
        "limit": far if mention.hurts else "",
        "waits": waits(mention),
        "waits_until": until_said(mention.snoozed_until, now) if waits(mention) else "",
    }
