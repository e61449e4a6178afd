"""Letters: changed, approved, sent once, and what became of them."""

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.act.charts import LETTER
from goodname.core.words import Action, Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.work import effects

from ..models import Case, Letter
from ..removal.asking import asked_for_deletion
from ..steps.laying import mark_done
from ..tasks import send_letter as send_task
from .approving import approve, must_be_as_read, must_be_fair, must_be_open
from .recording import keep, seal


@transaction.atomic
def change_letter(
    *, viewer: Viewer, letter: Letter, subject: str, body: str, read: str = ""
) -> None:
    """New words are a draft again, whoever had said yes to the old ones. Raises Refused.

    `read` is the seal of the words that they were written over.
    """
    letter = Letter.objects.select_for_update().select_related("case__school").get(pk=letter.pk)
    must_be_open(letter)
    if read and read != seal(letter):
        raise Refused(
            "Somebody else changed this letter while you wrote. What you wrote stands below and is "
            "not saved yet. Look at their words first, in another tab: if you save now, yours take "
            "their place."
        )
    letter.state = LETTER.after(letter.state, "change")
    # A subject is one line: a line break in it would be a mail header of its own.
    letter.subject = " ".join(subject.split())
    letter.body = body.replace("\r\n", "\n").strip() + "\n"
    letter.approved_by, letter.approved_at = None, None
    letter.save(update_fields=["state", "subject", "body", "approved_by", "approved_at"])
    keep(letter, viewer.person.id, "letter.changed", text=True)


@transaction.atomic
def send_letter(
    *, viewer: Viewer, letter: Letter, how: str, to_email: str = "", where: str = "", read: str = ""
) -> None:
    """Send a letter from the office, or write down that a person sent it, and where.

    A name that must not leave stops it, and so does a missing yes, or words that are no longer
    those of the seal `read`. Raises Refused.
    """
    letter = Letter.objects.select_for_update().select_related("case__school").get(pk=letter.pk)
    must_be_open(letter)
    if letter.state in (Letter.SENT, Letter.QUEUED):
        raise Refused("This letter has gone already.")
    must_be_as_read(letter, read)
    must_be_fair(letter, how)
    if not (letter.approved_by_id and letter.state in (Letter.APPROVED, Letter.UNSURE)):
        approve(viewer, letter)
    letter.how, letter.sent_by, letter.where = how, viewer.person, where
    if how != "email":
        letter.save(update_fields=["how", "sent_by", "where"])
        mark_sent(letter=letter, actor=viewer.person)
        return
    _queue(viewer, letter, to_email)


def _queue(viewer: Viewer, letter: Letter, to_email: str) -> None:
    office = letter.case.school.office_email
    if not settings.MAIL_READY:
        raise Refused("No mail server is set up.")
    if not office:
        raise Refused("The school has no office e-mail address to send from.")
    effects.allow_again(effect_key(letter))  # where an earlier try failed, or nobody knows
    # The same name for a second try: whose mail program has it already shows it once.
    letter.message_id = letter.message_id or f"<{letter.id}@{office.partition('@')[2]}>"
    letter.to_email, letter.state = to_email, LETTER.after(letter.state, "queue")
    letter.save(update_fields=["how", "sent_by", "where", "to_email", "state", "message_id"])
    keep(letter, viewer.person.id, "letter.sending", text=True)
    send_task.enqueue(letter.id)


def effect_key(letter: Letter) -> str:
    return f"letter:{letter.id}"


@transaction.atomic
def mark_sent(*, letter: Letter, actor: Person | None) -> None:
    """The letter has gone: tick its step, and wait for what was asked."""
    now = clock.now()
    how, sender = letter.how, letter.sent_by
    letter = Letter.objects.select_for_update().select_related("case__school").get(pk=letter.pk)
    state = LETTER.after(letter.state, "send")
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=now)
    keep(letter, actor.id if actor else "system", "letter.sent", how=how, text=True)
    case = Case.objects.get(pk=letter.case_id)
    step = case.steps.filter(action=letter.action).first()
    mark_done(case, Action(letter.action), by=actor or sender)
    if letter.action == Action.REQUEST_DELETION:
        asked_for_deletion(case, step)


@transaction.atomic
def mark_outcome(*, letter: Letter, state: str) -> None:
    """The letter may have gone (unsure), or the server did not take it (failed)."""
    event = {Letter.UNSURE: "lose", Letter.FAILED: "fail"}[state]
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    Letter.objects.filter(pk=letter.pk).update(state=LETTER.after(letter.state, event))
    keep(letter, "system", f"letter.{state}")


@transaction.atomic
def print_letter(*, viewer: Viewer, letter: Letter) -> None:
    """A copy leaves the desk on paper. What must not leave does not leave that way either."""
    if letter.state not in (Letter.APPROVED, Letter.SENT):
        raise Refused("Print it when somebody has said yes to it.")
    keep(letter, viewer.person.id, "letter.printed", text=True)
