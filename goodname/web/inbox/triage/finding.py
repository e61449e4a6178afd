"""Narrows and counts what a viewer may see; the tellings of one story stand as one row."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from goodname.core.words import Danger
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import Mention
from goodname.web.ui.wording import LONDON

from .filters import Filters, haystack

_FIELDS = (
    "id", "state", "snoozed_until", "tone", "hurts", "abstained", "child_image", "facts__danger",
    "post__source_id", "post__source__kind", "post__posted", "heard_at", "assigned_to_id",
    "story_id",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """What filters, counts and order need of one mention; its words are only read when looked for."""

    id: str
    box: str
    tone: str  # as the filter says it: a harm, or a doubt, goes before the tone
    source: str
    kind: str
    day: date  # when it was said, or heard, in London
    at: datetime  # when it came, or came back, into the inbox
    heard: datetime
    owner: str
    story: str
    danger: bool
    hurts: bool


@dataclass(frozen=True)
class Row:
    """One row of the list: a mention, and with it how many tellings of its story fit as well."""

    id: str
    others: int = 0


class Lines:
    """Every mention that one viewer may see, ready to be narrowed and counted in many ways."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self.viewer = viewer
        rows = inbox.mentions(viewer).select_related(None).order_by("-heard_at", "-post__posted")
        self.all = [_line(row, now) for row in rows.values_list(*_FIELDS)]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        said = inbox.mentions(self.viewer).values_list(
            "id", "post__text", "post__title", "post__author", "post__source__title"
        )
        return {id: haystack(*texts) for id, *texts in said}

    def fitting(self, filters: Filters, but: str = "") -> list[Line]:
        """The mentions that fit, in the order wished. `but` is a filter that is left out."""
        if but:
            none: dict[str, Any] = {but: "all" if but == "box" else ""}
            filters = replace(filters, **none)
        tests = _tests(filters, self.viewer)
        found = [line for line in self.all if all(test(line) for test in tests)]
        wanted = filters.wanted()
        if wanted:
            found = [x for x in found if all(part in self._texts[x.id] for part in wanted)]
        return found

    def counts(self, filters: Filters, of: str) -> Counter[str]:
        """How many would fit with each choice of one filter, all others as they are."""
        found = self.fitting(filters, but=of)
        counted: Counter[str] = Counter({"": len(found)})
        if of == "box":
            counted["all"] = len(found)
        for line in found:
            counted.update(_choices(line, of, self.viewer))
        return counted

    def rows(self, filters: Filters) -> list[Row]:
        """What fits as rows: danger first whatever the order, one row a story, the gravest on top."""
        found = sorted(self.fitting(filters), key=lambda x: x.at, reverse=filters.order == "")
        found.sort(key=lambda line: not line.danger)
        heads: dict[str, Line] = {}
        tellings: Counter[str] = Counter()
        for line in found:
            own = line.story if line.story and not filters.story else line.id
            tellings[own] += 1
            head = heads.setdefault(own, line)
            if line.hurts and not head.hurts:  # the gravest speaks for its story
                heads[own] = line
        return [Row(line.id, tellings[own] - 1) for own, line in heads.items()]


def _line(row: tuple, now: datetime) -> Line:
    (id, state, snoozed, tone, hurts, abstained, image, danger, source, kind, posted, heard,
     owner, story) = row  # fmt: skip
    waits = snoozed is not None and snoozed > now
    boxes = {Mention.NEW: "snoozed" if waits else "new", Mention.CASE: "cases"}
    return Line(
        id=id,
        box=boxes.get(state, "done"),
        tone="harm" if hurts else "unsure" if abstained else tone,
        source=source,
        kind=kind,
        day=(posted or heard).astimezone(LONDON).date(),
        at=heard if snoozed is None or waits else max(heard, snoozed),
        heard=heard,
        owner=owner or "",
        story=story or "",
        danger=image or danger not in (None, Danger.NONE.value),
        hurts=hurts,
    )


def _tests(filters: Filters, viewer: Viewer) -> list[Callable[[Line], bool]]:
    tests: list[Callable[[Line], bool]] = []
    for of in ("tone", "source", "kind", "whose"):
        wished = getattr(filters, of)
        if wished:
            tests.append(partial(_falls_under, of=of, wished=wished, viewer=viewer))
    if filters.box != "all":
        tests.append(lambda line: line.box == filters.box)
    if filters.story:
        tests.append(lambda line: line.story == filters.story)
    first, last = filters.first or date.min, filters.last or date.max
    tests.append(lambda line: first <= line.day <= last)
    return tests


def _falls_under(line: Line, of: str, wished: str, viewer: Viewer) -> bool:
    return wished in _choices(line, of, viewer)


def _choices(line: Line, of: str, viewer: Viewer) -> tuple[str, ...]:
    """The choices of a filter that a mention falls under."""
    if of == "whose":
        mine = ("me",) if line.owner == viewer.person.id else ()
        return (*mine, "anyone") if line.owner else ("nobody",)
    return (getattr(line, of),)
