"""The checklist of a case: laid out from a decision, and its ticks set and taken away."""

from goodname import clock
from goodname.core.act.deadlines import due
from goodname.core.words import Action, Decision
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
            step.state = Step.WAITING
            step.due = due(now, asked.within, asked.within_unit, calendar)
        step.position = position
        step.force = asked.force
        step.owner = asked.owner
        step.to = asked.to or ""
        step.clauses = list(asked.clauses)
        step.why = asked.why
        step.save()
    for position, step in enumerate(known.values(), start=len(decision.steps)):
        step.position = position
        if step.state == Step.WAITING:
            step.state = Step.DROPPED
        step.save(update_fields=["position", "state"])


def mark_done(case: Case, action: Action, *, by: Person | None) -> bool:
    """Tick the step of one action, where the case has it waiting. `by` None is the desk itself."""
    step = case.steps.filter(action=action, state=Step.WAITING).first()
    if step is None:
        return False
    Step.objects.filter(pk=step.pk).update(state=Step.DONE, done_by=by, done_at=clock.now())
    _record(step, by.id if by else "system", "step.done")
    return True


def untick(step: Step, *, by: Person | None) -> None:
    """Let a ticked step wait again; the ledger keeps both. `by` None is the desk itself."""
    Step.objects.filter(pk=step.pk).update(state=Step.WAITING, done_by=None, done_at=None)
    _record(step, by.id if by else "system", "step.undone")


def _record(step: Step, actor: str, kind: str) -> None:
    record(
        school=step.case.school,
        actor=actor,
        kind=kind,
        matter=step.case.matter_id,
        refs={"case": step.case_id, "step": step.id, "action": step.action},
        clauses=tuple(step.clauses),
    )
