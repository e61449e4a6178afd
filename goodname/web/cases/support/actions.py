"""Writing down that somebody who was hurt was asked how they are."""

from collections.abc import Iterable

from django.db import transaction

from goodname import clock
from goodname.core.act.deadlines import SCHOOL_DAYS, due
from goodname.core.prove.seals import digest
from goodname.core.words import Action, Refused
from goodname.data.support import again, offers
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.viewer import Viewer

from ..models import Case, CheckIn
from ..recording import keep
from ..standing import hold, must_be_open
from ..steps.laying import mark_done


@transaction.atomic
def check_in(
    *,
    viewer: Viewer,
    case: Case,
    who: str,
    offered: Iterable[str],
    words: str = "",
    ask_again: str = "",
) -> CheckIn:
    """Keep what was offered to whom, and when to ask again; the first one does the step.

    `offered` are ids of data.support, `ask_again` one of its times or "". A closed case does not end
    the care for somebody. Raises Refused.
    """
    case = hold(case)
    if case.state == Case.MERGED:
        must_be_open(case)
    given = list(dict.fromkeys(offered))
    if not who.strip():
        raise Refused("Say whom you asked, as they are called in this case.")
    if not given and not words.strip():
        raise Refused("Say what you offered, or write a few words.")
    if any(one not in offers() for one in given):
        raise Refused("Choose what you offered.")
    if ask_again and ask_again not in again():
        raise Refused("Choose when to ask again.")
    now = clock.now()
    row = CheckIn.objects.create(
        case=case,
        who=" ".join(who.split()),
        offered=given,
        words=words.replace("\r\n", "\n").strip(),
        by=viewer.person,
        at=now,
        again_at=due(now, ask_again, SCHOOL_DAYS, school_calendar(case.school))
        if ask_again
        else None,
    )
    mark_done(case, Action.SUPPORT_AFFECTED, by=viewer.person)
    digests = {"text": digest(f"{row.who}\n{row.words}", row.salt)}
    keep(case, viewer.person, "support.offered", refs={"check_in": row.id}, digests=digests)
    return row
