"""Reports: prepared, changed, and taken out as words."""

from collections.abc import Mapping

from django.db import transaction

from goodname import clock
from goodname.core.words import Action, Refused
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Referral, Step
from ..standing import hold, must_be_open
from .checking import must_be_fair
from .holding import after, held, locked, must_do, record
from .law import must_be_allowed
from .packing import choices, pack, pack_of


@transaction.atomic
def prepare(*, viewer: Viewer, case: Case, step: Step, chosen: str) -> Referral:
    """Begin a report by one way; the one that was begun already is given back. Raises Refused."""
    case = hold(case)
    must_be_open(case)
    must_do(viewer, step)
    return _begin(viewer, case, step.action, chosen)


@transaction.atomic
def prepare_first(*, viewer: Viewer, case: Case, action: Action, chosen: str) -> Referral:
    """The same for what may be a sexual image of a child: it waits for no checklist. Raises Refused."""
    case = hold(case)
    must_be_open(case)
    step = case.steps.filter(action=action).exclude(state=Step.DROPPED).first()
    if step is not None:
        must_do(viewer, step)
    elif not viewer.may("cases.lead"):
        raise Refused("Whoever leads this case prepares that.")
    return _begin(viewer, case, action, chosen)


def _begin(viewer: Viewer, case: Case, action: str, chosen: str) -> Referral:
    choice = choices(case, action).get(chosen)
    if choice is None:
        raise Refused("Choose one of the ways that are shown.")
    same = {"case": case, "action": action, "route": choice.route.id}
    begun = Referral.objects.filter(**same, for_whom=choice.who.value).first()
    if begun is not None:
        return begun
    made = Referral.objects.create(
        **same,
        for_whom=choice.who.value,
        text=pack(case, choice).text,
        prepared_by=viewer.person,
        prepared_at=clock.now(),
    )
    record(made, viewer, "referral.prepared", text=True)
    return made


@transaction.atomic
def change(*, viewer: Viewer, referral: Referral, text: str) -> None:
    referral = held(viewer, referral)
    referral.state = after(referral, "change")
    referral.text = text.replace("\r\n", "\n").strip() + "\n"
    referral.save(update_fields=["state", "text"])
    record(referral, viewer, "referral.changed", text=True)


@transaction.atomic
def keep_answers(*, viewer: Viewer, referral: Referral, answers: Mapping[str, str]) -> bool:
    """Keep what a person knows of what is asked. `answers` by the id of what is asked.

    Returns whether the whole text follows; words that a person has changed stay theirs.
    """
    referral = held(viewer, referral)
    referral.state = after(referral, "change")
    before = pack_of(referral)
    own = before is None or before.text != referral.text
    plain = {one: said.replace("\r\n", "\n").strip() for one, said in answers.items()}
    asked = {} if before is None else {one.ask.id: one.text for one in before.fields}
    kept = dict(referral.answers)
    for one, said in plain.items():
        if one in asked and said != asked[one]:
            kept[one] = said
    referral.answers = {one: said for one, said in kept.items() if said}
    ready = pack_of(referral)
    if not own and ready is not None:
        referral.text = ready.text
    referral.save(update_fields=["state", "answers", "text"])
    record(referral, viewer, "referral.changed", text=True)
    return not own


@transaction.atomic
def take_out(*, viewer: Viewer, referral: Referral, how: str) -> None:
    """Its words leave the desk on paper or by copying: written down each time. Raises Refused."""
    referral = locked(referral)
    must_be_allowed(referral)
    must_be_fair(referral)
    record(referral, viewer, f"referral.{how}", text=True)
