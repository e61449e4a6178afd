"""Tells people of danger: by e-mail, at any hour, without a word of what was found."""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage

from goodname.web.accounts.models import Person, School
from goodname.web.inbox.danger import actions, queries
from goodname.web.inbox.models import Alert
from goodname.web.inbox.tasks import ring_alert as ring_alert_task
from goodname.web.ui.wording import LONDON
from goodname.web.work import effects

from .mailing import sending
from .retry import Retry

SUBJECT = "Please open the school’s desk now"
WORDS = """Goodname found something at {when} that may be urgent.

This message does not say what it is, so that nobody else can read it.

Please sign in and look at Today{where}.

Until somebody says that they are dealing with it, it stays at the top of Today. After 30 minutes
everybody who leads the desk is told.
"""
# Its sender is the office: "I am away" would tell the office at what hour whom the desk alarmed.
NO_ANSWER = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
TEST_SUBJECT = "A test: would you hear of danger?"
TEST_WORDS = """This is a test from the school’s desk. Nothing has happened.

A message like this comes, at any hour, when words about the school sound like a danger or a crime.
If you can read this, it works.
"""


def ring_alert(alert_id: str) -> None:
    """Write to everybody who has to know and has not been written to. Raises Retry for the rest."""
    alert = Alert.objects.select_related("school", "matter").filter(id=alert_id).first()
    if alert is None or alert.seen_at is not None or not settings.MAIL_READY:
        return
    when = f"{alert.raised_at.astimezone(LONDON):%H:%M on %-d %B}"
    where = f": {settings.ADDRESS}" if settings.ADDRESS else ""
    words = WORDS.format(when=when, where=where)
    reached: list[Person] = []
    missed: list[Person] = []
    for person in queries.recipients(alert):
        if person.id not in alert.told and not queries.rings_already(alert, person):
            key = f"alert:{alert.id}:{person.id}"
            sent = _tell(key, alert.school, person, SUBJECT, words)
            (reached if sent else missed).append(person)
    actions.keep_told(alert=alert, people=reached)
    if missed:
        raise Retry("The mail server did not take every message.")


def ring_again() -> None:
    """Whoever should know and was not reached is written to, again and again until it is answered.

    After half an hour that is every leader; before, those whom no mail server took a message for.
    """
    for alert in queries.open_alerts():
        missing = [person for person in queries.recipients(alert) if person.id not in alert.told]
        if any(not queries.rings_already(alert, person) for person in missing):
            ring_alert_task.enqueue(alert.id)


def try_alarm(school_pk: str) -> None:
    """A test message to everybody who is told first."""
    school = School.objects.filter(pk=school_pk).first()
    if school is None or not settings.MAIL_READY:
        return
    for person in queries.told_first(school):
        _tell(f"alarm-test:{uuid4()}", school, person, TEST_SUBJECT, TEST_WORDS)


def _tell(key: str, school: School, person: Person, subject: str, words: str) -> bool:
    # A letter that may have gone is never repeated; an alarm is: twice does no harm, never might.
    effects.allow_again(key)
    outcome = effects.once(key, school, _sending(school, person, subject, words))
    return outcome.state == effects.SENT


def _sending(school: School, person: Person, subject: str, words: str) -> Callable[[], None]:
    message = EmailMessage(
        subject=subject,
        body=words,
        from_email=school.office_email,
        to=[person.account.email],
        headers=NO_ANSWER,
    )
    return sending(message)
