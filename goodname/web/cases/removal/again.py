"""Asking once more: a letter that names the first asking, where its day has passed or they said no."""

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import REMOVAL
from goodname.core.act.letters import day_in_words, draft, kind_for
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Refused, Removal
from goodname.data import letters as templates
from goodname.web.accounts.viewer import Viewer

from ..letters.drafting import evidence_stands, values
from ..letters.recording import keep
from ..models import Case, Letter
from ..standing import hold, must_be_open
from .looking import seen_gone


def may_ask_again(case: Case) -> bool:
    """Whether the chart allows it, somebody was asked by us, and a letter for them exists."""
    facts = fact_sheet.read(case.facts)
    kind = kind_for(Action.REQUEST_DELETION, facts.author, again=True)
    return bool(kind and case.asked_at and REMOVAL.may(facts.removal, "ask_again"))


@transaction.atomic
def ask_again(*, viewer: Viewer, case: Case) -> Letter:
    """The letter that was begun already, or a new draft. Raises Refused."""
    case = hold(case)
    must_be_open(case)
    facts = fact_sheet.read(case.facts)
    kind = kind_for(Action.REQUEST_DELETION, facts.author, again=True)
    begun = case.letters.filter(kind=kind).exclude(state=Letter.SENT).order_by("-drafted_at")
    if kind and (one := begun.first()) is not None:
        return one
    Removal(REMOVAL.after(facts.removal, "ask_again"))
    if not kind or case.asked_at is None:
        raise Refused("Somebody outside the school is not asked twice. Ask the platform instead.")
    if not evidence_stands(case):
        raise Refused(
            "Save the evidence first: once it is deleted it is too late.", "incidents.deletion"
        )
    if seen_gone(case):
        raise Refused("It was not there when we last looked. Look again before you ask.")
    step = case.steps.filter(action=Action.REQUEST_DELETION).first()
    told = values(viewer, case, step) | {"asked_date": day_in_words(case.asked_at)}
    written = draft(templates.template(kind), told)
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        action=Action.REQUEST_DELETION,
        subject=written.subject,
        body=written.body,
        drafted_by=viewer.person,
        drafted_at=clock.now(),
    )
    keep(letter, viewer.person.id, "letter.drafted", text=True)
    return letter
