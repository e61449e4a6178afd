"""What a viewer may see of sources and mentions. What they may not see is not there."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from goodname.core.words import Tone
from goodname.web.accounts.viewer import Viewer, visible

from .models import Look, Mention, Probe, Source

BOXES = {
    "new": Q(state=Mention.NEW),
    "cases": Q(state=Mention.CASE),
    "done": Q(state__in=[Mention.FILED, Mention.NOT_US]),
    "all": Q(),
}


def mentions(viewer: Viewer) -> QuerySet[Mention]:
    rows = visible(viewer, Mention.objects.all())
    return rows.select_related("post", "post__source", "changed_by")


def inbox(viewer: Viewer, *, box: str, tone: str = "", words: str = "") -> QuerySet[Mention]:
    """One box of the inbox, narrowed by tone (or "harm") and by words looked for."""
    rows = mentions(viewer).filter(BOXES[box])
    if tone == "harm":
        rows = rows.filter(hurts=True)
    elif tone == "unsure":
        rows = rows.filter(hurts=False, abstained=True)
    elif tone:
        rows = rows.filter(tone=tone, hurts=False, abstained=False)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(post__text__icontains=word)
            | Q(post__title__icontains=word)
            | Q(post__author__icontains=word)
            | Q(post__source__title__icontains=word)
        )
    return rows


def box_counts(viewer: Viewer) -> dict[str, int]:
    """How many mentions lie in each box; they add up to `all`."""
    rows = visible(viewer, Mention.objects.all())
    return rows.aggregate(**{box: Count("id", filter=where) for box, where in BOXES.items()})


def mention(viewer: Viewer, mention_id: str) -> Mention | None:
    return mentions(viewer).filter(id=mention_id).first()


def tones_by_week(viewer: Viewer, now: datetime, weeks: int = 6) -> list[dict[str, object]]:
    """For each of the last weeks, oldest first: how many of each tone, and how many with harm."""
    begins = [now - timedelta(weeks=weeks - n) for n in range(weeks)]
    rows = visible(viewer, Mention.objects.exclude(state=Mention.NOT_US))
    said = rows.filter(heard_at__gte=begins[0]).values_list(
        "post__posted", "heard_at", "tone", "hurts"
    )
    table = [Counter() for _ in begins]  # type: ignore[var-annotated]
    for posted, heard_at, tone, hurts in said:
        when = posted or heard_at
        week = (when - begins[0]) // timedelta(weeks=1)
        if 0 <= week < weeks:
            table[week]["harm" if hurts else tone] += 1
    kinds = ["harm", *(tone.value for tone in Tone)]
    return [
        {"begins": begin, **{kind: counts[kind] for kind in kinds}}
        for begin, counts in zip(begins, table, strict=True)
    ]


def sources(viewer: Viewer) -> QuerySet[Source]:
    last = Look.objects.filter(source=OuterRef("pk")).order_by("-at")
    return (
        Source.objects.filter(school=viewer.school)
        .select_related("added_by")
        .annotate(
            last_at=Subquery(last.values("at")[:1]),
            last_outcome=Subquery(last.values("outcome")[:1]),
            last_note=Subquery(last.values("note")[:1]),
        )
    )


def source(viewer: Viewer, source_id: str) -> Source | None:
    return sources(viewer).filter(id=source_id).first()


def probe(viewer: Viewer, probe_id: str) -> Probe | None:
    """A look at an address is shown to whoever asked for it."""
    return Probe.objects.filter(school=viewer.school, asked_by=viewer.person, id=probe_id).first()
