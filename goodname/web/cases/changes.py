"""What saving changed facts would change in a case's checklist, told before anything is saved."""

from dataclasses import dataclass
from typing import Any

from goodname.core.words import Action, Decision
from goodname.web.policy.labels import ACTIONS
from goodname.web.policy.panel import asked
from goodname.web.ui.clauses import named

from .models import Case, Step


@dataclass(frozen=True)
class Changes:
    """Steps as ui/_policy_panel.html takes them: which come, which go, and which stay done."""

    added: list[dict[str, Any]]
    dropped: list[dict[str, Any]]
    kept: list[dict[str, Any]]

    @property
    def nothing(self) -> bool:
        return not (self.added or self.dropped)


def changes(case: Case, decision: Decision) -> Changes:
    steps = {step.action: step for step in case.steps.exclude(state=Step.DROPPED)}
    wanted = {str(step.action) for step in decision.steps}
    new = [ACTIONS[step.action] for step in decision.steps if str(step.action) not in steps]
    return Changes(
        added=[row for row in asked(decision, school=case.school) if row["action_label"] in new],
        dropped=[
            _row(case, step)
            for step in steps.values()
            if step.state == Step.WAITING and step.action not in wanted
        ],
        kept=[_row(case, step) for step in steps.values() if step.state == Step.DONE],
    )


def _row(case: Case, step: Step) -> dict[str, Any]:
    return {
        "action_label": ACTIONS[Action(step.action)],
        "clauses": named(step.clauses, case.school),
    }
