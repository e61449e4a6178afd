"""The author said no: that is written down, and the policy says what comes next."""

from datetime import date, datetime, time

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import REMOVAL
from goodname.core.act.deadlines import LONDON
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Refused, Removal
from goodname.web.accounts.viewer import Viewer

from ..models import Case
from ..recording import keep
from ..standing import hold, must_be_open
from ..told.keeping import keep_note
from .asking import set_removal

HOW = {
    "email": "by e-mail",
    "letter": "in a letter",
    "call": "on the phone",
    "meeting": "when we spoke",
    "platform": "where they posted",
}


@transaction.atomic
def note_refusal(
    *, viewer: Viewer, case: Case, how: str, on: date | None = None, words: str = ""
) -> None:
    """They said no. Raises Refused where nobody asked, or the day cannot be."""
    case = hold(case)
    must_be_open(case)
    removal = fact_sheet.read(case.facts).removal
    then = REMOVAL.after(removal, "refuse")
    now = clock.now()
    on = on or now.astimezone(LONDON).date()
    if how not in HOW:
        raise Refused("Say how they told us.")
    if case.asked_at and on < case.asked_at.astimezone(LONDON).date():
        raise Refused("That is before they were asked. Look at the day again.")
    if datetime.combine(on, time(), LONDON) > now:
        raise Refused("That is still to come. Look at the day again.")
    keep(case, viewer.person, "removal.refused", refs={"how": how, "on": on.isoformat()})
    if words.strip():
        keep_note(viewer=viewer, case=case, words=f"They said no {HOW[how]}: {words.strip()}")
    set_removal(case, Removal(then), by=viewer.person)
