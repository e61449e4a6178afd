"""What a viewer may see of mentions. What they may not see is not there."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from goodname import clock
from goodname.core.words import Role, Tone
from goodname.web.accounts.models import Matter, Person
from goodname.web.accounts.permissions import LEADERS, may
from goodname.web.accounts.viewer import Viewer, visible

from .head.standing import PASSED, SEALED, is_passed, stands_in, takes_over
from .models import Alert, DailyCount, HeadQuestion, Mention


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


def _there(viewer: Viewer) -> QuerySet[Mention]:
    """Every mention that there is for this viewer: all that is counted or shown begins here."""
    return _ours(viewer).filter(_for_desk_or_passed(viewer))


def _ours(viewer: Viewer) -> QuerySet[Mention]:
    return visible(viewer, Mention.objects.all()).filter(_may_know(viewer))


def _for_desk_or_passed(viewer: Viewer) -> Q:
    """What is sealed is there for nobody; what was passed on, for those who stand in alone."""
    answer = "matter__head_question__answer"
    found = Q(pk__in=[])
    if viewer.may("inbox.read"):
        found = Q(matter__head_question=None) | Q(**{answer: HeadQuestion.NO})
    if takes_over(viewer):
        found |= PASSED
    return found


def sealed(viewer: Viewer) -> QuerySet[Mention]:
    """E-mails of which nobody has said yet whether they are about the headteacher.

    Their words are for nobody, and to the headteacher they are not there at all.
    """
    if not viewer.may("inbox.read") or Role.HEADTEACHER in viewer.roles:
        return Mention.objects.none()
    return _ours(viewer).filter(SEALED).select_related("post", "matter")


def passed(viewer: Viewer) -> QuerySet[Mention]:
    """New mentions that may be about the headteacher, for those who stand in."""
    return mentions(viewer).filter(PASSED, state=Mention.NEW)


def _may_know(viewer: Viewer) -> Q:
    """What may be about a sexual image of a child is for those who lead and the deputy.

    Whoever was alarmed because none of them may know, has to be able to read it as well.
    """
    if _leads(viewer.person):
        return Q()
    person = viewer.person.id
    alarms = Alert.objects.filter(school=viewer.school, mention__child_image=True)
    theirs = [one.mention_id for one in alarms if person == one.seen_by_id or person in one.told]
    return Q(child_image=False) | Q(id__in=theirs)


def _leads(person: Person) -> bool:
    return bool(person.role_set & LEADERS) or Role.DSL in person.deputises


def may_be_given(person: Person, mention: Mention) -> bool:
    """Whether somebody could open what is given to them, as far as what it is about says."""
    if is_passed(mention) and not stands_in(person):
        return False
    return not mention.child_image or _leads(person)


def mentions(viewer: Viewer) -> QuerySet[Mention]:
    rows = _there(viewer)
    return rows.select_related(
        "post", "post__source", "changed_by", "assigned_to", "matter__head_question"
    )


def inbox(viewer: Viewer, *, box: str) -> QuerySet[Mention]:
    """One box of the inbox."""
    return mentions(viewer).filter(boxes(clock.now())[box])


def box_counts(viewer: Viewer) -> dict[str, int]:
    """How many mentions lie in each box; they add up to `all`."""
    rows = _there(viewer)
    wanted = boxes(clock.now())
    return rows.aggregate(**{box: Count("id", filter=where) for box, where in wanted.items()})


def mention(viewer: Viewer, mention_id: str) -> Mention | None:
    return mentions(viewer).filter(id=mention_id).first()


def assigned(viewer: Viewer) -> QuerySet[Mention]:
    """What colleagues gave to this viewer and what still waits for them."""
    return inbox(viewer, box="new").filter(assigned_to=viewer.person)


def colleagues(viewer: Viewer, matter: Matter | None = None) -> list[Person]:
    """Who may read the inbox, or what of it is like a matter.

    Those from whom it is kept are among them: a name that is missing would say whom it is about.
    """
    people = Person.objects.filter(school=viewer.school, account__is_active=True)
    able = [person for person in people if may(person.role_set, "inbox.read")]
    if matter is None:
        return able
    first = matter.mention_set.order_by("heard_at").first()
    if is_passed(first):
        able = [person for person in able if stands_in(person)]
    if matter.mention_set.filter(child_image=True).exists():
        return [person for person in able if _leads(person)]
    return able


def told_together(viewer: Viewer, mention: Mention) -> QuerySet[Mention]:
    """Every telling of a mention's story that this viewer may see, its own among them."""
    if mention.story_id is None:
        return mentions(viewer).filter(pk=mention.pk)
    return mentions(viewer).filter(story_id=mention.story_id)


def tones_by_week(viewer: Viewer, now: datetime, weeks: int = 6) -> list[dict[str, object]]:
    """For each of the last weeks, oldest first: how many of each tone, and how many with harm.

    What the sorter could not tell has no tone yet: it is neutral here, and no guess.
    """
    begins = [now - timedelta(weeks=weeks - n) for n in range(weeks)]
    rows = _there(viewer).exclude(state=Mention.NOT_US)
    said = rows.filter(heard_at__gte=begins[0]).values_list(
        "post__posted", "heard_at", "tone", "hurts", "abstained"
    )
    table = [Counter() for _ in begins]  # type: ignore[var-annotated]
    for posted, heard_at, tone, hurts, unsure in said:
        when = posted or heard_at
        week = (when - begins[0]) // timedelta(weeks=1)
        if 0 <= week < weeks:
            table[week]["harm" if hurts else Tone.NEUTRAL if unsure else tone] += 1
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
