"""What people do with the checklist: tick a step, or take the tick back."""

from django.db import transaction

from goodname.core.words import Action, Refused, Removal, Role
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Letter, Step
from .removal import asked_for_deletion, set_removal
from .steps import mark_done, untick


@transaction.atomic
def complete_step(*, viewer: Viewer, step: Step) -> None:
    """A person says that they have done a step."""
    _must_be_theirs(viewer, step)
    if not mark_done(step.case, Action(step.action), by=viewer.person):
        raise Refused("This step is not waiting any more.")
    if step.action == Action.REQUEST_DELETION:  # asked by word of mouth, without a letter of ours
        asked_for_deletion(step.case, step)


@transaction.atomic
def undo_step(*, viewer: Viewer, step: Step) -> None:
    """Take back a tick that was set by mistake."""
    _must_be_theirs(viewer, step)
    if step.state != Step.DONE:
        raise Refused("This step is not ticked.")
    if step.action == Action.REQUEST_DELETION:
        if step.case.letters.filter(state=Letter.SENT).exists():
            raise Refused("The letter has gone; that cannot be taken back.")
        Case.objects.filter(pk=step.case_id).update(asked_at=None, answer_due=None, next_check=None)
        untick(step, by=viewer.person)
        set_removal(Case.objects.get(pk=step.case_id), Removal.NOT_ASKED)
        return
    untick(step, by=viewer.person)


def _must_be_theirs(viewer: Viewer, step: Step) -> None:
    if step.case.state != Case.OPEN:
        raise Refused("This case is closed. Open it again first.")
    if Role(step.owner) not in viewer.roles and not viewer.may("cases.lead"):
        raise Refused("This step belongs to somebody else.")
