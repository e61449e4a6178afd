"""Whose yes a letter needs: it is whoever owns the step that it fulfils."""

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import LETTER
from goodname.core.words import Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.labels import ROLES

from .. import standing
from ..models import Letter
from ..told.keeping import keep_note
from .checking import findings
from .recording import keep, seal


def approver(letter: Letter) -> Role:
    """The policy names the owner of each step, and never one whom the case is about."""
    step = letter.case.steps.filter(action=letter.action).first()
    return Role(step.owner) if step else Role.HEADTEACHER


def may_approve(viewer: Viewer, letter: Letter) -> bool:
    return approver(letter) in viewer.duties


def must_be_fair(letter: Letter, how: str = "") -> None:
    """Raises Refused where something in it must not leave."""
    stopped = [found for found in findings(letter, how) if found.stops]
    if stopped:
        words = " ".join(f"“{found.words}”: {found.why}" for found in stopped)
        raise Refused(f"Take this out first. {words}", "data.protection")


def must_be_open(letter: Letter) -> None:
    standing.must_be_open(letter.case)


def must_be_as_read(letter: Letter, read: str) -> None:
    """`read` is the seal of the words that the page showed. Raises Refused where others stand now."""
    if read and read != seal(letter):
        raise Refused("Somebody changed this letter while you read it. Read it as it stands now.")


@transaction.atomic
def ask_approval(*, viewer: Viewer, letter: Letter) -> None:
    """Show a letter to the person whose yes it needs."""
    letter = _locked(letter)
    must_be_fair(letter)
    letter.state = LETTER.after(letter.state, "ask")
    letter.approval_asked_at = clock.now()
    letter.save(update_fields=["state", "approval_asked_at"])
    keep(letter, viewer.person.id, "letter.approval_asked", text=True)


@transaction.atomic
def approve_letter(*, viewer: Viewer, letter: Letter, read: str = "") -> None:
    """Say yes to these very words. Anybody who leads the case may send them then."""
    letter = _locked(letter)
    must_be_as_read(letter, read)
    approve(viewer, letter)


def approve(viewer: Viewer, letter: Letter) -> None:
    """The same for a letter that is locked already. Raises Refused where the yes is another's."""
    if not may_approve(viewer, letter):
        role = ROLES[approver(letter)]
        raise Refused(f"The {role} has to say yes to this letter first. Ask them.")
    must_be_fair(letter)
    letter.state = LETTER.after(letter.state, "approve")
    letter.approved_by, letter.approved_at = viewer.person, clock.now()
    letter.save(update_fields=["state", "approved_by", "approved_at"])
    keep(letter, viewer.person.id, "letter.approved", text=True)


@transaction.atomic
def send_back(*, viewer: Viewer, letter: Letter, words: str) -> None:
    """Say no for now, and what should change; the reason stands in the case."""
    letter = _locked(letter)
    if not may_approve(viewer, letter):
        raise Refused("This letter waits for somebody else’s yes.")
    if not words.strip():
        raise Refused("Say what should change.")
    letter.state = LETTER.after(letter.state, "refuse")
    letter.save(update_fields=["state"])
    keep(letter, viewer.person.id, "letter.sent_back")
    text = f"About the letter “{letter.subject}”: {words.strip()}"
    keep_note(viewer=viewer, case=letter.case, words=text)


def _locked(letter: Letter) -> Letter:
    found = Letter.objects.select_for_update().select_related("case__school").get(pk=letter.pk)
    must_be_open(found)
    return found
