"""The coverage ledger: what each place could tell us on each day, and what remains of old looks."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from goodname.core.listen.coverage import Day, Place, gaps, week_in_a_sentence
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import HEARD, Outcome
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import CoverageDay, Look, Source
from goodname.web.ui.wording import LONDON

KEEP_LOOKS = timedelta(days=30)


@dataclass
class Told:
    """One day of one source as the ledger has it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seen: int = 0


Days = Mapping[str, Mapping[date, Told]]


def said(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """For Today: what was heard this week in a sentence, with the page that has it all.

    `state` is "ok", "partly" or "no", as ui/_heard.html takes it.
    """
    local = now.astimezone(LONDON)
    week = tuple(local.date() - timedelta(days=back) for back in range(6, -1, -1))
    found = places(viewer.school, week[0])
    told = gaps(found, week, local)
    heard = any(place.last_heard is not None for place in found)
    return {
        "sentence": week_in_a_sentence(found, local),
        "gaps": told,
        "state": "no" if not heard else "partly" if told else "ok",
        "url": reverse("coverage"),
    }


def places(school: School, first: date) -> list[Place]:
    """Every place of a school that is asked at all, with its days since `first`."""
    rows = Source.objects.filter(school=school).exclude(kind=Kind.PERSON)
    return places_of(rows, days(rows, first))


def places_of(rows: QuerySet[Source], told: Days) -> list[Place]:
    looks = Look.objects.filter(source=OuterRef("pk")).order_by("-at")
    heard = looks.filter(outcome__in=[one.value for one in HEARD])
    known = rows.annotate(
        at=Subquery(looks.values("at")[:1]),
        outcome=Subquery(looks.values("outcome")[:1]),
        heard=Subquery(heard.values("at")[:1]),
    )
    return [_place(row, told.get(row.id, {})) for row in known]


def _place(row: Any, mine: Mapping[date, Told]) -> Place:
    return Place(
        title=row.title,
        since=row.added_at.astimezone(LONDON).date(),
        days=tuple(Day(day, _outcomes(one.outcomes)) for day, one in mine.items()),
        last=row.at.astimezone(LONDON) if row.at else None,
        outcome=Outcome(row.outcome) if row.outcome else None,
        last_heard=row.heard or _last_heard(mine),
        stopped=row.state == Source.STOPPED,
    )


def days(rows: QuerySet[Source], first: date) -> Days:
    """Each day since `first` with looks, by source: what was rolled up, and what was not yet."""
    found: dict[str, dict[date, Told]] = defaultdict(dict)
    for kept in CoverageDay.objects.filter(source__in=rows, day__gte=first):
        found[kept.source_id][kept.day] = Told(Counter(kept.outcomes), kept.seen)
    newest = _rolled_until()
    since = max(first, newest + timedelta(days=1)) if newest else first
    looks = Look.objects.filter(source__in=rows, at__gte=_begins(since)).order_by()
    counted = looks.annotate(day=TruncDate("at", tzinfo=LONDON)).values(
        "source_id", "day", "outcome"
    )
    for row in counted.annotate(number=Count("pk"), entries=Sum("seen")):
        one = found[row["source_id"]].setdefault(row["day"], Told())
        one.outcomes[row["outcome"]] += row["number"]
        one.seen += row["entries"]
    return found


def about_us(viewer: Viewer, first: date) -> Mapping[str, Counter[date]]:
    """How many mentions this viewer may see of each source and day. Others are not counted at all."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    rows = inbox.mentions(viewer).filter(heard_at__gte=_begins(first))
    for source, at in rows.values_list("post__source_id", "heard_at"):
        found[source][at.astimezone(LONDON).date()] += 1
    return found


@transaction.atomic
def roll_up(before: date) -> int:
    """Make one row a day of all looks before the day `before` (in London); forget those of old.

    Returns how many rows were written. Doing it twice is the same as once: the looks of a day go
    all together, and a day without looks keeps its row.
    """
    newest = _rolled_until()
    rows = Look.objects.filter(at__lt=_begins(before)).order_by()
    if newest:  # that day may have been rolled up before it was over; the days before it are done
        rows = rows.filter(at__gte=_begins(newest))
    counted = rows.annotate(day=TruncDate("at", tzinfo=LONDON)).values(
        "source_id", "day", "outcome"
    )
    table: dict[tuple[str, date], dict[str, Any]] = {}
    for row in counted.annotate(number=Count("pk"), entries=Sum("seen"), fresh=Sum("new")):
        place = (row["source_id"], row["day"])
        one = table.setdefault(place, {"outcomes": {}, "seen": 0, "new": 0})
        one["outcomes"][row["outcome"]] = row["number"]
        one["seen"] += row["entries"]
        one["new"] += row["fresh"]
    for (source, day), told in table.items():
        CoverageDay.objects.update_or_create(source_id=source, day=day, defaults=told)
    Look.objects.filter(at__lt=_begins(before - KEEP_LOOKS)).delete()
    return len(table)


def _rolled_until() -> date | None:
    """The newest day with a row: every look of the days before it has been rolled up."""
    newest: date | None = CoverageDay.objects.aggregate(newest=Max("day"))["newest"]
    return newest


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _outcomes(counts: Mapping[str, int]) -> dict[Outcome, int]:
    return {Outcome(outcome): number for outcome, number in counts.items()}


def _last_heard(mine: Mapping[date, Told]) -> datetime | None:
    """The end of the last rolled-up day with an answer: the looks themselves are gone."""
    heard = [day for day, told in mine.items() if HEARD & set(told.outcomes)]
    return datetime.combine(max(heard), time(23, 59), LONDON) if heard else None
