"""What a viewer may see of mentions. What they may not see is not there."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from goodname import clock
from goodname.core.words import Tone
from goodname.web.accounts.models import Matter, Person
from goodname.web.accounts.permissions import may
from goodname.web.accounts.viewer import Viewer, visible

from .models import DailyCount, Mention


def boxes(now: datetime) -> dict[str, Q]:
    """Each box of the inbox. What was snoozed is new again by itself when its time has come."""
    waits = Q(snoozed_until__isnull=False, snoozed_until__gt=now)
    return {
        "new": Q(state=Mention.NEW) & ~waits,
        "snoozed": Q(state=Mention.NEW) & waits,
        "cases": Q(state=Mention.CASE),
        "done": Q(state__in=[Mention.FILED, Mention.NOT_US]),
        "all": Q(),
    }


def mentions(viewer: Viewer) -> QuerySet[Mention]:
    rows = visible(viewer, Mention.objects.all())
    return rows.select_related("post", "post__source", "changed_by", "assigned_to")


def inbox(viewer: Viewer, *, box: str) -> QuerySet[Mention]:
    """One box of the inbox."""
    return mentions(viewer).filter(boxes(clock.now())[box])


def box_counts(viewer: Viewer) -> dict[str, int]:
    """How many mentions lie in each box; they add up to `all`."""
    rows = visible(viewer, Mention.objects.all())
    wanted = boxes(clock.now())
    return rows.aggregate(**{box: Count("id", filter=where) for box, where in wanted.items()})


def mention(viewer: Viewer, mention_id: str) -> Mention | None:
    return mentions(viewer).filter(id=mention_id).first()


def assigned(viewer: Viewer) -> QuerySet[Mention]:
    """What colleagues gave to this viewer and what still waits for them."""
    return inbox(viewer, box="new").filter(assigned_to=viewer.person)


def colleagues(viewer: Viewer, matter: Matter | None = None) -> list[Person]:
    """Who may read the inbox, less those from whom the matter is kept."""
    people = Person.objects.filter(school=viewer.school, account__is_active=True)
    if matter is not None:
        people = people.exclude(hidden_matters=matter)
    return [person for person in people if may(person.role_set, "inbox.read")]


def told_together(viewer: Viewer, mention: Mention) -> QuerySet[Mention]:
    """Every telling of a mention's story that this viewer may see, its own among them."""
    if mention.story_id is None:
        return mentions(viewer).filter(pk=mention.pk)
    return mentions(viewer).filter(story_id=mention.story_id)


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
    # What was let go of since is still counted: numbers by day, of whatever nobody is hidden from.
    counted = DailyCount.objects.filter(school=viewer.school, day__gte=begins[0].date())
    for day, tone, hurts, number in counted.values_list("day", "tone", "hurts", "number"):
        noon = datetime.combine(day, time(12), now.tzinfo)
        week = (noon - begins[0]) // timedelta(weeks=1)
        if 0 <= week < weeks:
            table[week]["harm" if hurts else tone] += number
    kinds = ["harm", *(tone.value for tone in Tone)]
    return [
        {"begins": begin, **{kind: counts[kind] for kind in kinds}}
        for begin, counts in zip(begins, table, strict=True)
    ]
