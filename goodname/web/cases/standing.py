"""Whether a case may be written in now, and how it goes from one state to the next."""

from goodname.core.act.charts import CASE
from goodname.core.words import Refused

from .models import Case

WHY_NOT = {
    Case.CLOSED: "This case is closed. Open it again first.",
    Case.MERGED: "This case is part of another case now. Write it there, or take this case out of "
    "it again first.",
}


def hold(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends: a second press waits for it."""
    return Case.objects.select_for_update().get(pk=case.pk)


def must_be_open(case: Case) -> None:
    if case.state != Case.OPEN:
        raise Refused(WHY_NOT[case.state])


def move(case: Case, event: str) -> str:
    """The state that `event` leads to. Raises Refused, with what to do instead where that helps."""
    if case.state in WHY_NOT and not CASE.may(case.state, event):
        raise Refused(WHY_NOT[case.state])
    return CASE.after(case.state, event)
