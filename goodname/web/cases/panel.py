"""The policy panel of a case: its steps in the order of doing, in words, for one viewer."""

import math
from dataclasses import dataclass

from django.urls import reverse

from goodname import clock
from goodname.core.act.packs import ACTIONS as REPORTED
from goodname.core.words import Action, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.labels import ACTIONS, ROLES
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .models import Case, Letter, Step
from .steps.whose import is_theirs, may_do

LETTERS = {
    Action.REQUEST_DELETION,
    Action.ACKNOWLEDGE,
    Action.REPLY,
    Action.INVITE_PRIVATE_CONTACT,
}


@dataclass
class Line:
    """One line of the checklist, as ui/_policy_panel.html takes it."""

    id: str
    action: str
    action_label: str
    force: str
    owner_label: str
    due_label: str
    clauses: list[dict[str, str]]
    why: str
    state: str = "waiting"
    button: str = ""
    case_id: str = ""
    letter_url: str = ""
    drafts: bool = False
    mine: bool = False
    step_url: str = ""
    stands_in: str = ""
    reports: bool = False
    has_page: bool = False


def panel(viewer: Viewer, case: Case) -> list[Line]:
    """The checklist of a case. Buttons stand where this viewer may act and the case is open."""
    letters = {letter.action: letter for letter in case.letters.all()}
    steps = sorted(case.steps.select_related("assigned_to", "done_by"), key=_in_order_of_doing)
    return [_line(viewer, case, step, letters.get(step.action)) for step in steps]


def _in_order_of_doing(step: Step) -> tuple[int, float, int]:
    """What is done, as it was done; then what waits, the soonest due first; then what fell away.

    Of two that are due at once the policy's order holds: evidence before anybody is asked to delete.
    """
    if step.state == Step.DONE and step.done_at:
        return 0, step.done_at.timestamp(), step.position
    if step.state == Step.WAITING:
        return 1, step.due.timestamp() if step.due else math.inf, step.position
    return 2, 0.0, step.position


def _line(viewer: Viewer, case: Case, step: Step, letter: Letter | None) -> Line:
    mine = is_theirs(viewer, step)
    may = case.state == Case.OPEN and may_do(viewer, step)
    drafts = Action(step.action) in LETTERS and viewer.may("cases.lead")
    return Line(
        id=step.id,
        action=step.action,
        action_label=ACTIONS[Action(step.action)],
        force=step.force,
        owner_label=_owner(step, mine),
        due_label=_due(step),
        clauses=named(step.clauses, case.school),
        why=step.why if step.state == Step.WAITING else "",
        state=step.state,
        button="cases/_step_button.html" if may and _has_button(step, letter) else "",
        case_id=case.id,
        letter_url=reverse("letter", args=[letter.id]) if letter else "",
        drafts=drafts,
        mine=mine,
        step_url=reverse("my_step", args=[step.id]) if may and step.state == Step.WAITING else "",
        stands_in=_passed_up(step) or _seen_to(case, step),
        reports=Action(step.action) in REPORTED,
        has_page=bool(case.address),
    )


def _passed_up(step: Step) -> str:
    if step.state != Step.WAITING or not step.escalated_to:
        return ""
    return f"It is late, so the {ROLES[Role(step.escalated_to)]} was told."


def _seen_to(case: Case, step: Step) -> str:
    """That a step is another's to do, where our policy asks it of a member of staff."""
    owners = [one["owner"] for one in case.decision["steps"] if one["action"] == step.action]
    if step.state != Step.WAITING or Role.STAFF_MEMBER not in owners:
        return ""
    return "It is for the member of staff to do. See to it that they do."


def _has_button(step: Step, letter: Letter | None) -> bool:
    """A tick that the desk set, or that a letter set by leaving, is not there to be taken back."""
    if step.state == Step.DONE:
        by_hand = step.done_by is not None and step.action != Action.RECORD
        return by_hand and (letter is None or letter.state != Letter.SENT)
    return step.state == Step.WAITING


def _owner(step: Step, mine: bool) -> str:
    if step.state == Step.DONE:
        return step.done_by.name if step.done_by else "Goodname"
    if step.assigned_to is not None:
        return "you" if mine else step.assigned_to.name
    return "you" if mine else f"the {ROLES[Role(step.owner)]}"


def _due(step: Step) -> str:
    if step.state == Step.DONE and step.done_at:
        return wording.at(step.done_at, clock.now())
    return wording.by(step.due, clock.now()) if step.due and step.state == Step.WAITING else ""
