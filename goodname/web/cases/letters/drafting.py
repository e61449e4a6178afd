"""A first draft of the letter that a step asks for, from the school's template for its reader."""

from urllib.parse import quote

from django.db import transaction

from goodname import clock
from goodname.core.act.letters import day_in_words, draft, kind_for, moment_in_words
from goodname.core.decide import facts as fact_sheet
from goodname.core.listen.kinds import Kind
from goodname.core.words import Action, Audience, Author, Conduct, Refused
from goodname.data import letters as templates
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.questions import platforms

from ..models import Case, Letter, Step
from ..removal.asking import answer_by
from .checking import BLANK
from .recording import keep

ELSEWHERE = "on the internet"
UNNAMED = {Audience.PRIVATE_GROUP: "in a group or chat", Audience.DIRECT: "in a message"}
FRIEND = "friend of our school"  # whoever praises it
GREETINGS = {Author.PARENT: "parent or carer", Author.PUPIL: "parent or carer"}


@transaction.atomic
def draft_letter(*, viewer: Viewer, case: Case, action: str) -> Letter:
    """The letter that fulfils a step: the one that was begun already, or a new draft.

    Raises Refused where the policy asks for none, or before the evidence stands.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if action not in set(Action):
        raise Refused("There is no such step.")
    step = case.steps.filter(action=action, state=Step.WAITING).first()
    begun = case.letters.filter(action=action).order_by("-drafted_at").first()
    # One that has gone is not the answer where the step waits again: then it is asked once more.
    if begun is not None and not (step and begun.state == Letter.SENT):
        return begun
    facts = fact_sheet.read(case.facts)
    kind = kind_for(Action(action), facts.author, concern=Conduct.CONCERN in facts.conduct)
    if step is None or not kind:
        raise Refused("The policy asks for no such letter in this case.")
    if action == Action.REQUEST_DELETION and not evidence_stands(case):
        raise Refused(
            "Save the evidence first: once it is deleted it is too late.", "incidents.deletion"
        )
    written = draft(templates.template(kind), values(viewer, case, step))
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        action=action,
        subject=written.subject,
        body=written.body,
        drafted_by=viewer.person,
        drafted_at=clock.now(),
    )
    keep(letter, viewer.person.id, "letter.drafted", text=True)
    return letter


def values(viewer: Viewer, case: Case, step: Step | None) -> dict[str, str]:
    """What stands for each placeholder; a template takes those that it needs."""
    mention, facts = case.mention, fact_sheet.read(case.facts)
    when = mention.post.posted if mention and mention.post.posted else case.opened_at
    return {
        "to_name": FRIEND if step and step.action == Action.ACKNOWLEDGE else _reader(facts.author),
        "school": case.school.name,
        "where": _where(case),
        "post_address": _printable(case.address),
        "post_date": day_in_words(when),
        "deadline": moment_in_words(answer_by(case, step)),
        "answer": BLANK,
        "contact": case.school.office_email or "the school office",
        "sender": viewer.person.name,
        "sender_job": viewer.person.job or "for the school",
    }


def _where(case: Case) -> str:
    """Where it was written, as its author knows the place and not as our list of sources calls it."""
    if case.mention is None:
        return ELSEWHERE
    source = case.mention.post.source
    if source.kind == Kind.MAILBOX:
        return "in an e-mail to us"
    if source.kind != Kind.PERSON:
        return f"on {_printable(source.title)}"
    telling = getattr(case.mention.post, "telling", None)
    named = dict(platforms()).get(telling.platform) if telling else None
    return f"on {named}" if named else UNNAMED.get(fact_sheet.read(case.facts).audience, ELSEWHERE)


def _reader(author: Author) -> str:
    return GREETINGS.get(author, "author")


def _printable(text: str) -> str:
    """With what cannot be printed as a browser's address bar shows it: a stranger chose the text."""
    return "".join(letter if letter.isprintable() else quote(letter) for letter in text)


def evidence_stands(case: Case) -> bool:
    """The page was saved, or a person ticked that they kept the evidence themselves."""
    asked = case.steps.filter(action=Action.CAPTURE_EVIDENCE)
    return not asked.exists() or asked.filter(state=Step.DONE).exists()
