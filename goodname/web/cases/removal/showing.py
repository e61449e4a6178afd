"""The request to delete a post, on the page of its case: what was asked, answered, seen, and asked of us."""

from typing import Any

from goodname import clock
from goodname.core.act.charts import REMOVAL
from goodname.core.act.recheck import State, days
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Removal
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence import queries as evidence
from goodname.web.ui import wording

from ..chronology import HOW
from ..models import Case, Check, Letter
from .again import may_ask_again
from .edits import open_question
from .forms import EditForm, RefusalForm

SAW = {
    "seen": "seen",
    "changed": "changed",
    "not_seen": "not seen",
    "unknown": "could not be looked at",
}
SHOWN = 10  # days in the little row of looks


def removal(viewer: Viewer, case: Case) -> dict[str, Any]:
    """As cases/_removal.html takes it."""
    known = Removal(fact_sheet.read(case.facts).removal)
    leads = viewer.may("cases.lead") and case.state == Case.OPEN
    changed = open_question(case)
    looks = list(case.checks.all()[:200])
    told = days([(check.at, State(check.state)) for check in looks])[-SHOWN:]
    return {
        "asked": known != Removal.NOT_ASKED or case.asked_at is not None,
        "askings": _askings(case),
        "standing": _standing(case, known, looks),
        "days": [
            {"label": wording.short_day(d.on), "saw": d.saw, "said": SAW[d.saw]} for d in told
        ],
        "looks": looks,
        "changed": changed,
        "copy_is_older": changed is not None and _copy_is_older(case, changed),
        "edit_form": EditForm(initial={"check": str(changed.pk)}) if changed and leads else None,
        "refusal_form": RefusalForm()
        if leads and case.asked_at and REMOVAL.may(known.value, "refuse")
        else None,
        "may_ask_again": leads and may_ask_again(case),
    }


def _askings(case: Case) -> list[str]:
    """Each time that they were asked, the first first; by word of mouth there is no letter."""
    sent = case.letters.filter(action=Action.REQUEST_DELETION, state=Letter.SENT)
    told = [_asking(letter) for letter in sent.select_related("sent_by").order_by("sent_at")]
    if not told and case.asked_at:
        told = [f"Asked {wording.at(case.asked_at, clock.now())}."]
    return told


def _asking(letter: Letter) -> str:
    who = f" by {letter.sent_by.name}" if letter.sent_by else ""
    at = wording.at(letter.sent_at, clock.now()) if letter.sent_at else "before"
    again = "Asked once more" if letter.kind.startswith("deletion_again") else "Asked"
    return f"{again} {at}{who}, {HOW.get(letter.how, 'in person')}."


def _standing(case: Case, known: Removal, looks: list[Check]) -> str:
    """How the request stands, in one or two sentences that claim no more than was seen."""
    now = clock.now()
    if known == Removal.NOT_ASKED:
        return ""
    if known == Removal.REMOVED:
        judged = case.checks.exclude(answer="").order_by("-at", "-id").first()
        if judged is not None and judged.answer == Check.ENOUGH:
            who = f"{judged.answered_by.name} said" if judged.answered_by else "It was said"
            return f"Its author changed it, and {who} that this is enough."
        return "It is gone, as far as we can see."
    if known == Removal.REFUSED:
        return "They said no. What our policy asks now stands beside this."
    if case.answer_due is None:
        return "They were asked."
    due = wording.at(case.answer_due, now)
    if known == Removal.OVERDUE:
        return f"They had until {due}. After that it was still seen."
    if case.answer_due < now:
        return f"They had until {due}. Whether it is still there is not known yet."
    return f"They have until {due}."


def _copy_is_older(case: Case, changed: Check) -> bool:
    """Whether what its author made of it was not saved yet."""
    return not evidence.copies(case.matter_id).filter(taken_at__gte=changed.at).exists()
