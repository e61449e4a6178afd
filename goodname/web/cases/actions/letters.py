"""Letters: drafted from a template, checked for names, and sent once."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.act.guard import ProtectedName, Why, find, tone
from goodname.core.act.letters import day_in_words, draft, kind_for, moment_in_words
from goodname.core.decide import facts as fact_sheet
from goodname.core.prove.seals import digest
from goodname.core.words import Action, Author, Conduct, Refused
from goodname.data import letters as templates
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record
from goodname.web.work import effects

from ..models import Case, Involvement, Letter
from ..tasks import send_letter as send_task
from .removal import answer_by, asked_for_deletion
from .steps import mark_done

GREETINGS = {Author.PARENT: "parent or carer", Author.PUPIL: "parent or carer"}
REASONS = {
    Why.PUPIL: "the name of a pupil",
    Why.ACCUSED_STAFF: "the name of somebody this is about",
    Why.THIRD_PARTY: "somebody’s name",
}


@dataclass(frozen=True)
class Concern:
    """Words in a letter that should not leave, and why."""

    words: str
    why: str
    stops: bool  # a name stops a letter; a hard tone only warns


@transaction.atomic
def draft_letter(*, viewer: Viewer, case: Case, action: str) -> Letter:
    """Draft the letter that fulfils a step, from the school's template for this kind of author."""
    if action not in set(Action):
        raise Refused("There is no such step.")
    if case.letters.filter(action=action).exclude(state=Letter.FAILED).exists():
        return case.letters.filter(action=action).exclude(state=Letter.FAILED).first()
    step = case.steps.filter(action=action, state="waiting").first()
    facts = fact_sheet.read(case.facts)
    concern = Conduct.CONCERN in facts.conduct
    kind = kind_for(Action(action), facts.author, concern=concern)
    if step is None or not kind:
        raise Refused("The policy asks for no such letter in this case.")
    if action == Action.REQUEST_DELETION and not _evidence_stands(case):
        raise Refused(
            "Save the evidence first: once it is deleted it is too late.", "incidents.deletion"
        )
    mention = case.mention
    when = mention.post.posted if mention and mention.post.posted else case.opened_at
    written = draft(
        templates.template(kind),
        {
            "to_name": GREETINGS.get(facts.author, "author"),
            "school": case.school.name,
            "site": _printable(mention.post.source.title) if mention else "the internet",
            "post_address": _printable(case.address) or "no address",
            "post_date": day_in_words(when),
            "deadline": moment_in_words(answer_by(case, step)),
            "answer": "(write the answer here)",
            "contact": case.school.office_email or "the school office",
            "sender": viewer.person.name,
            "sender_job": viewer.person.job or "for the school",
        },
    )
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        action=action,
        subject=written.subject,
        body=written.body,
        drafted_by=viewer.person,
        drafted_at=clock.now(),
    )
    _record(letter, viewer.person.id, "letter.drafted", text=True)
    return letter


def _printable(text: str) -> str:
    """With what cannot be printed as a browser's address bar shows it: a stranger chose the text."""
    return "".join(letter if letter.isprintable() else quote(letter) for letter in text)


def _evidence_stands(case: Case) -> bool:
    """The page was saved, or a person ticked that they kept the evidence themselves."""
    if not case.steps.filter(action=Action.CAPTURE_EVIDENCE).exists():
        return True
    return case.steps.filter(action=Action.CAPTURE_EVIDENCE, state="done").exists()


@transaction.atomic
def change_letter(*, viewer: Viewer, letter: Letter, subject: str, body: str) -> None:
    if letter.state not in (Letter.DRAFT, Letter.FAILED):
        raise Refused("This letter has left; it cannot be changed.")
    # A subject is one line: a line break in it would be a mail header of its own.
    letter.subject, letter.body = (
        " ".join(subject.split()),
        body.replace("\r\n", "\n").strip() + "\n",
    )
    letter.save(update_fields=["subject", "body"])
    _record(letter, viewer.person.id, "letter.changed", text=True)


def findings(letter: Letter) -> list[Concern]:
    """What the name guard and the tone check see in a letter."""
    text = f"{letter.subject}\n{letter.body}"
    about = set(
        letter.case.people.filter(part=Involvement.ABOUT).values_list("person_id", flat=True)
    )
    protected = []
    for person in Person.objects.filter(school=letter.case.school):
        if person.is_pupil:
            protected.append(ProtectedName(person.name, Why.PUPIL))
        elif person.id in about:
            protected.append(ProtectedName(person.name, Why.ACCUSED_STAFF))
    named = [
        Concern(text[found.start : found.end], REASONS[found.why], stops=True)
        for found in find(text, protected)
    ]
    harsh = [
        Concern(text[found.start : found.end], found.why, stops=False)
        for found in tone(text, templates.tone_phrases())
    ]
    unfilled = [Concern("(write the answer here)", "the answer is still missing", stops=True)]
    return named + harsh + (unfilled if "(write the answer here)" in text else [])


@transaction.atomic
def send_letter(*, viewer: Viewer, letter: Letter, how: str, to_email: str = "") -> None:
    """Send a letter from the office, or write down that a person sent it.

    A name that must not leave stops it. Raises Refused.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in (Letter.DRAFT, Letter.FAILED, Letter.UNSURE):
        raise Refused("This letter has gone already.")
    if letter.case.state != Case.OPEN:
        raise Refused("This case is closed. Open it again first.")
    stopped = [found for found in findings(letter) if found.stops]
    if stopped:
        words = ", ".join(f"“{found.words}” ({found.why})" for found in stopped)
        raise Refused(f"Take this out first: {words}.", "data.protection")
    letter.how = how
    letter.sent_by = viewer.person
    if how != "email":
        letter.save(update_fields=["how", "sent_by"])
        mark_sent(letter=letter, actor=viewer.person)
        return
    if not settings.MAIL_READY:
        raise Refused("No mail server is set up.")
    if not letter.case.school.office_email:
        raise Refused("The school has no office e-mail address to send from.")
    if letter.state in (Letter.UNSURE, Letter.FAILED):
        effects.allow_again(effect_key(letter))
    letter.to_email, letter.state = to_email, Letter.QUEUED
    letter.save(update_fields=["how", "sent_by", "to_email", "state"])
    _record(letter, viewer.person.id, "letter.sending", text=True)
    send_task.enqueue(letter.id)


def effect_key(letter: Letter) -> str:
    return f"letter:{letter.id}"


@transaction.atomic
def mark_sent(*, letter: Letter, actor: Person | None) -> None:
    """The letter has gone: tick its step, and wait for what was asked."""
    now = clock.now()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.SENT, sent_at=now)
    _record(letter, actor.id if actor else "system", "letter.sent", how=letter.how, text=True)
    case = Case.objects.get(pk=letter.case_id)
    step = case.steps.filter(action=letter.action).first()
    mark_done(case, Action(letter.action), by=actor or letter.sent_by)
    if letter.action == Action.REQUEST_DELETION:
        asked_for_deletion(case, step)


@transaction.atomic
def mark_outcome(*, letter: Letter, state: str) -> None:
    """The letter may have gone (unsure), or the server did not take it (failed)."""
    Letter.objects.filter(pk=letter.pk).update(state=state)
    _record(letter, "system", f"letter.{state}")


def _record(letter: Letter, actor: str, kind: str, *, how: str = "", text: bool = False) -> None:
    refs = {"case": letter.case_id, "letter": letter.id} | ({"how": how} if how else {})
    digests = {"text": digest(letter.subject + "\n" + letter.body, letter.salt)} if text else {}
    record(
        school=letter.case.school,
        actor=actor,
        kind=kind,
        matter=letter.case.matter_id,
        refs=refs,
        digests=digests,
    )
