"""Handing a report in, once, or giving it to whoever may."""

from datetime import date, datetime, time

from django.db import transaction

from goodname import clock
from goodname.core.act.deadlines import LONDON, OPENS, SCHOOL_DAYS, due
from goodname.core.act.packs import Who
from goodname.core.words import Action, Refused
from goodname.data.routes import route
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Involvement, Referral
from ..queries import may_be_fetched
from ..steps.laying import mark_done
from .checking import must_be_fair
from .holding import AGAIN, after, held, record, who_gave
from .law import must_be_allowed


@transaction.atomic
def give(
    *,
    viewer: Viewer,
    referral: Referral,
    reference: str = "",
    chase_on: date | None = None,
    given_to: str = "",
    given_on: date | None = None,
) -> None:
    """Somebody handed it in, or gave it to whoever may; once. The step is done. Raises Refused."""
    referral = held(viewer, referral)
    state = after(referral, "give")
    must_be_allowed(referral)
    must_be_fair(referral)
    given_to = " ".join(given_to.split())
    if referral.for_whom != Who.SCHOOL:
        _must_be_for(referral, given_to)
    elif (other := _given_before(referral)) is not None:
        raise Refused(f"{who_gave(other)} A second report of the same thing slows it down.")
    now, way = clock.now(), route(referral.route)
    calendar = school_calendar(referral.case.school)
    referral.chase_at = (
        datetime.combine(chase_on, OPENS, LONDON)
        if chase_on
        else due(now, way.chase if way else AGAIN, SCHOOL_DAYS, calendar)
    )
    referral.state, referral.given_by = state, viewer.person
    referral.given_at = _moment(given_on, now)
    referral.reference = reference.strip()
    referral.given_to = given_to if referral.for_whom != Who.SCHOOL else ""
    kept = ["state", "given_by", "given_at", "given_to", "reference", "chase_at"]
    referral.save(update_fields=kept)
    kind = "referral.given_on" if referral.given_to else "referral.given"
    record(referral, viewer, kind, text=True)
    if way is None or not way.after or referral.for_whom == Who.SCHOOL:
        # A line for families beside our own report does not stand for it.
        mark_done(referral.case, Action(referral.action), by=viewer.person)
    if way is not None and way.platform:
        _look_on(referral.case)


def _look_on(case: Case) -> None:
    """From now on the desk looks whether the platform took it down, as it does after an asking."""
    if case.address and may_be_fetched(case) and case.next_check is None:
        Case.objects.filter(pk=case.pk, state=Case.OPEN).update(next_check=clock.now())


def _given_before(referral: Referral) -> Referral | None:
    """A report of the same case to the same platform that waits for its answer."""
    way = route(referral.route)
    if way is None or not way.platform:
        return None
    rows = referral.case.referrals.filter(state=Referral.GIVEN, for_whom=Who.SCHOOL.value)
    return rows.filter(route__startswith=f"{way.platform}.").select_related("given_by").first()


def _must_be_for(referral: Referral, given_to: str) -> None:
    """It goes to somebody, and never to whoever wrote it or is accused of it."""
    if not given_to:
        raise Refused("Say to whom you gave it.")
    parts: dict[str, set[str]] = {}
    for one in referral.case.people.select_related("person"):
        parts.setdefault(" ".join(one.called.casefold().split()), set()).add(one.part)
    theirs = parts.get(given_to.casefold(), set())
    accused = Involvement.ABOUT in theirs and Involvement.AFFECTED not in theirs
    if Involvement.AUTHOR in theirs or accused:
        raise Refused(
            "Nothing of a case goes to somebody who wrote it or is accused in it. If they were "
            "hurt by it, write that down as their part first."
        )


def _moment(day: date | None, now: datetime) -> datetime:
    """When it was given: now, or at midday of an earlier day."""
    if day is None or day >= now.astimezone(LONDON).date():
        return now
    return datetime.combine(day, time(12), LONDON)
