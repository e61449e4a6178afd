"""Reminds people by e-mail of what waits for them: numbers and a way in, and nothing of any case."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.quiet import is_due_while_closed, is_night, is_quiet
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Step
from goodname.web.cases.referrals.queries import to_chase
from goodname.web.cases.steps.escalating import escalate_late
from goodname.web.cases.steps.whose import waiting_for
from goodname.web.inbox.head.standing import those_who_stand_in
from goodname.web.inbox.queries import passed
from goodname.web.ui.wording import count
from goodname.web.work import effects

from .alerting import NO_ANSWER
from .mailing import sending

SUBJECT = "What waits for you on the school’s desk"
WORDS = """Good morning,

{what} for you on the school’s desk.

Please sign in and look at Today{where}.

This message says nothing about any case. You can turn it off under Your account, Who is away.
"""
ALONE_SUBJECT = "Something waits for you alone on the school’s desk"
ALONE_WORDS = """Something came to the school’s desk that only you, and whoever else stands in, may read.

This message does not say what it is, so that nobody else can read it. Please speak to nobody about
it before you have read it.

Please sign in and look at Today{where}.
"""
NOT_OPTIONAL = frozenset({"must", "should"})


def remind() -> None:
    """Pass up what is late, and write once a day to everybody for whom something waits.

    Not at night. On a day without school only of what is due before there is school again: the law
    counts some things in hours, holidays or not.
    """
    for school in School.objects.all():
        escalate_late(school)
        if not settings.MAIL_READY or not school.office_email:
            continue
        if not is_night(school, clock.now()):
            for person in those_who_stand_in(school):
                _tell_of_what_passed(school, person)
            for person in _readers(school):
                _write(school, person)


def _tell_of_what_passed(school: School, person: Person) -> None:
    """Once for each: whoever stands in for the headteacher may not sign in for weeks by themselves.

    In the holidays too, for it may be an allegation; and whether they want the morning's message or
    not. Whoever a matter is about has no such matter.
    """
    where = f": {settings.ADDRESS}" if settings.ADDRESS else ""
    for mention in passed(Viewer.of(person)):
        message = EmailMessage(
            subject=ALONE_SUBJECT,
            body=ALONE_WORDS.format(where=where),
            from_email=school.office_email,
            to=[person.account.email],
            headers=NO_ANSWER,
        )
        effects.once(f"passed:{mention.id}:{person.id}", school, sending(message))


def _readers(school: School) -> list[Person]:
    people = Person.objects.filter(school=school, account__is_active=True, digest=True)
    return list(people.select_related("account", "school"))


def _write(school: School, person: Person) -> None:
    now, viewer = clock.now(), Viewer.of(person)
    day = now.astimezone(LONDON).date()
    waiting = [
        step for step in waiting_for(viewer) if step.assigned_to_id or step.force in NOT_OPTIONAL
    ]
    if is_quiet(school, now):
        waiting = [step for step in waiting if is_due_while_closed(school, step.due, now)]
        answers = 0
    else:
        answers = len(to_chase(viewer))
    if waiting or answers:
        key = f"digest:{person.id}:{day.isoformat()}"
        effects.once(key, school, _sending(school, person, waiting, answers))


def _sending(
    school: School, person: Person, waiting: list[Step], answers: int
) -> Callable[[], None]:
    late = sum(1 for step in waiting if step.due and step.due < clock.now())
    parts = [count(len(waiting), "step waits", "steps wait")] if waiting else []
    parts += [count(late, "is late", "are late")] if late else []
    parts += [count(answers, "answer to ask for waits", "answers to ask for wait")] * bool(answers)
    what = ", and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts).capitalize()
    message = EmailMessage(
        subject=SUBJECT,
        body=WORDS.format(what=what, where=f": {settings.ADDRESS}" if settings.ADDRESS else ""),
        from_email=school.office_email,
        to=[person.account.email],
        headers=NO_ANSWER,
    )
    return sending(message)
