"""What people do with the checklist: tick a step, take the tick back, and give a step to somebody."""

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import STEP
from goodname.core.words import Action, Refused, Removal
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Letter, Step
from ..removal.asking import asked_for_deletion, set_removal
from ..standing import must_be_open
from ..told.keeping import keep_note
from .laying import mark_done, record_step, untick
from .whose import is_theirs, may_do, possible


@transaction.atomic
def complete_step(*, viewer: Viewer, step: Step, words: str = "") -> None:
    """A person says that they have done a step, and how if they like."""
    step = _held(viewer, step)
    if not mark_done(step.case, Action(step.action), by=viewer.person):
        raise Refused("This step is not waiting any more.")
    if words.strip():
        _note(viewer, step, words)
    if step.action == Action.REQUEST_DELETION:  # asked by word of mouth, without a letter of ours
        asked_for_deletion(step.case, step)


@transaction.atomic
def keep_words(*, viewer: Viewer, step: Step, words: str) -> bool:
    """What somebody wrote of a step that another did, or that went, while they wrote: as a note."""
    step = Step.objects.select_related("case__school").get(pk=step.pk)
    if not words.strip() or step.case.state != Case.OPEN or not may_do(viewer, step):
        return False
    _note(viewer, step, words)
    return True


@transaction.atomic
def undo_step(*, viewer: Viewer, step: Step) -> None:
    """Take back a tick that was set by mistake."""
    step = _held(viewer, step)
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


@transaction.atomic
def assign_step(*, viewer: Viewer, step: Step, person: Person | None, briefing: str = "") -> None:
    """Ask one person to do a step, or give it back to the office that owns it.

    They see the step and what is written for them, and nothing else of the case. Raises Refused.
    """
    step = _held(viewer, step)
    STEP.after(step.state, "assign")
    # Somebody whom it is about is refused as if they could not sign in: the answer tells nothing.
    if person is not None and person not in possible(step):
        raise Refused("This step cannot be given to them. Choose somebody else.")
    if person is not None and person.pk == step.assigned_to_id and briefing == step.briefing:
        return
    Step.objects.filter(pk=step.pk).update(
        assigned_to=person,
        assigned_by=viewer.person if person else None,
        assigned_at=clock.now() if person else None,
        briefing=briefing.strip() if person else "",
    )
    refs = {"person": person.id} if person else {}
    record_step(step, viewer.person.id, "step.assigned", refs)


@transaction.atomic
def hand_back(*, viewer: Viewer, step: Step, words: str) -> None:
    """Whoever was asked cannot do it: it goes back to the office that owns it, with the reason."""
    step = _held(viewer, step)
    STEP.after(step.state, "assign")
    if not step.assigned_to_id or not is_theirs(viewer, step):
        raise Refused("This step was not given to you.")
    if not words.strip():
        raise Refused("Say why you cannot do it.")
    Step.objects.filter(pk=step.pk).update(
        assigned_to=None, assigned_by=None, assigned_at=None, briefing=""
    )
    record_step(step, viewer.person.id, "step.handed_back")
    _note(viewer, step, words)


def _note(viewer: Viewer, step: Step, words: str) -> None:
    keep_note(viewer=viewer, case=step.case, words=words)


def _held(viewer: Viewer, step: Step) -> Step:
    """The step as it stands now, locked: a second press waits, and then finds it done."""
    held = Step.objects.select_for_update().select_related("case__school").get(pk=step.pk)
    must_be_open(held.case)
    if not may_do(viewer, held):
        raise Refused("This step belongs to somebody else.")
    return held
