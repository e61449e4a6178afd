"""Whether deletion was asked for and what came of it: the one fact that the desk changes by itself."""

from datetime import datetime, timedelta

from goodname import clock
from goodname.core.act.charts import REMOVAL
from goodname.core.act.deadlines import due
from goodname.core.decide import decide
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Removal
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.models import Person
from goodname.web.inbox.reading import decided
from goodname.web.ledger.actions import record

from ..models import Case, Step
from ..steps.laying import lay_steps
from ..versions import keep_version


def answer_by(case: Case, step: Step | None) -> datetime:
    """By when an answer may be expected: when the step is due, or a school day from now if late."""
    now = clock.now()
    if step and step.due and step.due > now:
        return step.due
    later = due(now, "P1D", "school_days", school_calendar(case.school))
    return later or now + timedelta(days=1)


def asked_for_deletion(case: Case, step: Step | None) -> None:
    """Deletion has been asked for: look again soon, and know by when an answer is due."""
    now = clock.now()
    case.asked_at, case.next_check = now, now
    case.answer_due = answer_by(case, step)
    case.save(update_fields=["asked_at", "next_check", "answer_due"])
    set_removal(case, Removal.ASKED)


def set_removal(case: Case, removal: Removal, *, by: Person | None = None) -> None:
    """Change the fact that follows from letters, looks and answers, and decide again.

    `by` is who said so; None is the desk itself.
    """
    before = fact_sheet.read(case.facts).removal
    if before == removal:
        return
    then = REMOVAL.lead(before.value, removal.value)
    known = fact_sheet.read(case.facts | {"removal": then})
    decision = decided(known, case.school)
    case.facts = fact_sheet.as_json(known)
    case.decision = decide.as_json(decision)
    case.save(update_fields=["facts", "decision"])
    keep_version(case, by)
    lay_steps(case, decision)
    record(
        school=case.school,
        actor=by or "system",
        kind="case.decided",
        matter=case.matter_id,
        refs={"case": case.id, "removal": removal.value},
        clauses=tuple(sorted({c for step in decision.steps for c in step.clauses})),
    )
