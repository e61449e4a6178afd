"""The checklist of a case: laid out from a decision, and its ticks set and taken away."""

from collections.abc import Mapping

from goodname import clock
from goodname.core.act.charts import STEP
from goodname.core.act.deadlines import due
from goodname.core.act.standing_in import stand_in
from goodname.core.decide import facts as fact_sheet
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Action, Decision, Office, Role
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.models import Person
from goodname.web.ledger.actions import record

from ..models import Case, Step


def lay_steps(case: Case, decision: Decision) -> None:
    """Make the checklist say what the decision says; what is done stays done."""
    calendar = school_calendar(case.school)
    now = clock.now()
    known = {step.action: step for step in case.steps.all()}
    for position, asked in enumerate(decision.steps):
        step = known.pop(asked.action, None) or Step(case=case, action=asked.action)
        fresh = step.state == Step.DROPPED or step._state.adding
        if fresh:
            step.state = STEP.after(Step.DROPPED, "ask")
            step.due = due(now, asked.within, asked.within_unit, calendar)
        step.position = position
        step.force = asked.force
        step.owner = asked_of(asked.owner, case)
        step.to = asked.to or ""
        step.clauses = list(asked.clauses)
        step.why = asked.why
        step.save()
    for position, step in enumerate(known.values(), start=len(decision.steps)):
        step.position = position
        if step.state == Step.WAITING:
            step.state = STEP.after(step.state, "drop")
        step.save(update_fields=["position", "state"])


def asked_of(owner: Role, case: Case) -> Role:
    """The office that the desk asks. “A member of staff” is none, and may be whom the case is about.

    The headteacher, or whoever stands in, sees to such a step or gives it to the one who is meant.
    """
    if owner != Role.STAFF_MEMBER:
        return owner
    concerned = fact_sheet.read(case.facts).concerned
    apart = Office.HEADTEACHER in concerned
    return stand_in(Role.HEADTEACHER, concerned) or Role.DSL if apart else Role.HEADTEACHER


def mark_done(case: Case, action: Action, *, by: Person | None) -> bool:
    """Tick the step of one action, where the case has it waiting. `by` None is the desk itself."""
    step = case.steps.filter(action=action, state=Step.WAITING).first()
    if step is None:
        return False
    done = STEP.after(step.state, "do")
    # Of two who press at once, one finds it waiting.
    waiting = Step.objects.filter(pk=step.pk, state=Step.WAITING)
    if not waiting.update(state=done, done_by=by, done_at=clock.now()):
        return False
    record_step(step, by.id if by else SYSTEM, "step.done")
    return True


def untick(step: Step, *, by: Person | None) -> None:
    """Let a ticked step wait again; the ledger keeps both. `by` None is the desk itself."""
    state = STEP.after(step.state, "undo")
    Step.objects.filter(pk=step.pk).update(state=state, done_by=None, done_at=None)
    record_step(step, by.id if by else SYSTEM, "step.undone")


def record_step(step: Step, actor: str, kind: str, refs: Mapping[str, str] | None = None) -> None:
    """A step's line in the ledger."""
    record(
        school=step.case.school,
        actor=actor,
        kind=kind,
        matter=step.case.matter_id,
        refs={"case": step.case_id, "step": step.id, "action": step.action} | dict(refs or {}),
        clauses=tuple(step.clauses),
    )
