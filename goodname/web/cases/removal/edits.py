"""What its author changed it to, and whether somebody said that this is enough."""

from dataclasses import dataclass

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import REMOVAL
from goodname.core.act.recheck import ABSENT, THERE, State
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Refused, Removal
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Check
from ..recording import keep
from ..standing import hold, must_be_open
from ..steps.laying import mark_done
from ..told.keeping import keep_note
from .asking import set_removal


@dataclass(frozen=True)
class Standing:
    """The words that a look looks for; `accepted` where somebody said that they are enough."""

    words: str
    accepted: bool = False


def standing(case: Case) -> Standing:
    """The post's words as they stood when a person last said something about them."""
    judged = case.checks.exclude(answer="").order_by("-at", "-id").first()
    if judged is None:
        return Standing(case.words)
    return Standing(judged.words, judged.answer == Check.ENOUGH)


def open_question(case: Case) -> Check | None:
    """The change about which nobody has said yet whether it is enough."""
    last = case.checks.filter(state__in=ABSENT | THERE).order_by("-at", "-id").first()
    waits = last is not None and last.state == State.EDITED and not last.answer
    return last if waits and last is not None and last.words else None


@transaction.atomic
def judge_edit(*, viewer: Viewer, case: Case, check_id: str, enough: bool, words: str = "") -> None:
    """Somebody read what the author changed, and says whether that is enough. Raises Refused."""
    case = hold(case)
    must_be_open(case)
    check = open_question(case)
    if check is None or str(check.pk) != check_id:
        raise Refused("That has been answered already, or the post has changed since.")
    removal = Removal(fact_sheet.read(case.facts).removal)
    check.answer = Check.ENOUGH if enough else Check.NOT_ENOUGH
    check.answered_by, check.answered_at = viewer.person, clock.now()
    check.save(update_fields=["answer", "answered_by", "answered_at"])
    kind = "removal.edit_accepted" if enough else "removal.edit_refused"
    keep(case, viewer.person, kind, refs={"check": str(check.pk)})
    if words.strip():
        keep_note(viewer=viewer, case=case, words=f"About the change: {words.strip()}")
    if enough and removal != Removal.REMOVED:
        mark_done(case, Action.CHECK_REMOVAL, by=viewer.person)
        set_removal(case, Removal(REMOVAL.after(removal.value, "accept_edit")), by=viewer.person)
    elif not enough and removal == Removal.REMOVED:
        set_removal(case, Removal.ASKED if case.asked_at else Removal.NOT_ASKED, by=viewer.person)
