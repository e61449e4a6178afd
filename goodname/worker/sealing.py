"""Sends the seal of each school's ledger to whoever keeps it, on the morning of a school day."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.web.accounts.models import School
from goodname.web.accounts.quiet import is_quiet
from goodname.web.ledger.actions import take_seal
from goodname.web.work import effects

from .alerting import NO_ANSWER
from .mailing import sending

WORDS = """This is the seal of the ledger of {school} on {day}:

{seal}

Please keep this message where whoever runs the school's desk cannot reach it. It says nothing about
anybody. If it stops coming, please ask the chair of governors why.

Should anybody doubt the ledger later, the seal is typed in on its page, or at a terminal:
goodname verify --ledger --head {plain}
If it is not found there, lines were changed or cut off.
"""
BROKEN = """The ledger of {school} is not whole on {day}: a line was changed, removed or put in.

Please tell the chair of governors, and keep this message and those of the days before it. The
command goodname verify --ledger says which line it is.
"""


def send_seals() -> None:
    """Once on each school day, to each school's keeper; not at night."""
    now = clock.now()
    for school in School.objects.exclude(seal_to="").exclude(office_email=""):
        if settings.MAIL_READY and not is_quiet(school, now):
            _send(school, now.astimezone(LONDON).date())


def _send(school: School, day: date) -> None:
    def send() -> None:
        with effects.before_leaving():
            message = _message(school, day, take_seal(school))
        sending(message)()

    effects.once(f"seal:{school.pk}:{day.isoformat()}", school, send)


def _message(school: School, day: date, seal: str) -> EmailMessage:
    said = f"{day.day} {day:%B %Y}"
    blocks = [seal[at : at + 8] for at in range(0, len(seal), 8)]
    lines = "\n".join(" ".join(blocks[at : at + 4]) for at in range(0, len(blocks), 4))
    words = WORDS if seal else BROKEN
    return EmailMessage(
        subject=f"The seal of the ledger, {said}" if seal else "The ledger is not whole",
        body=words.format(school=school.name, day=said, seal=lines, plain=seal),
        from_email=school.office_email,
        to=[school.seal_to],
        headers=NO_ANSWER,
    )
