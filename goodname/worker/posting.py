"""Sends a letter from the office address, once."""

from django.core.mail import EmailMessage

from goodname.web.cases.letters import actions as letters
from goodname.web.cases.letters.checking import findings
from goodname.web.cases.models import Letter
from goodname.web.work import effects

from .mailing import sending


def send_letter(letter_id: str) -> None:
    """Give one queued letter to the mail server; what came of it is kept with the letter."""
    letter = Letter.objects.select_related("case__school").filter(id=letter_id).first()
    if letter is None or letter.state != Letter.QUEUED:
        return
    if any(found.stops for found in findings(letter, "email")):
        # Somebody became part of the case after the letter was queued; it stays in the house.
        letters.mark_outcome(letter=letter, state=Letter.FAILED)
        return
    outcome = effects.once(
        letters.effect_key(letter), letter.case.school, sending(_message(letter))
    )
    if outcome.state == effects.SENT:
        letters.mark_sent(letter=letter, actor=None)
    elif outcome.state == effects.UNSURE:
        letters.mark_outcome(letter=letter, state=Letter.UNSURE)
    elif outcome.state == effects.FAILED:
        letters.mark_outcome(letter=letter, state=Letter.FAILED)


def _message(letter: Letter) -> EmailMessage:
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=letter.case.school.office_email,
        to=[letter.to_email],
        headers={"Message-ID": letter.message_id},
    )
