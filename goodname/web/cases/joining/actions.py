"""Linking two cases, joining one to another, and taking it out again."""

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import STEP
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer

from ..actions import next_look
from ..deciding import decide_again
from ..keeping import keep_from
from ..models import Case, CaseLink, Letter, Step
from ..recording import keep
from ..standing import hold, move, must_be_open
from .queries import links


@transaction.atomic
def link_cases(*, viewer: Viewer, case: Case, other: Case, why: str) -> CaseLink:
    """Say that two cases belong together. It opens neither to anybody."""
    case = hold(case)
    must_be_open(case)
    if case.id == other.id:
        raise Refused("Choose another case.")
    if any(one.id == other.id for _, one in links(viewer, case)):
        raise Refused("These two are linked already.")
    link = CaseLink.objects.create(
        case=case, other=other, why=" ".join(why.split()), by=viewer.person, at=clock.now()
    )
    keep(case, viewer.person, "case.linked", refs={"link": link.id})
    return link


@transaction.atomic
def unlink_cases(*, viewer: Viewer, case: Case, link: CaseLink) -> None:
    must_be_open(hold(case))
    keep(case, viewer.person, "case.unlinked", refs={"link": link.id})
    link.delete()


@transaction.atomic
def merge(*, viewer: Viewer, case: Case, into: Case) -> None:
    """Make a case part of another open one. Both are kept from whom either is about, first of all.

    The caller has looked both up for this viewer. Raises Refused where that cannot be done now.
    """
    first, second = sorted((case, into), key=lambda one: one.id)
    held = {
        one.id: hold(one) for one in (first, second)
    }  # in one order, so that none waits forever
    case, into = held[case.id], held[into.id]
    if case.id == into.id:
        raise Refused("Choose another case.")
    must_be_open(into)
    then = move(case, "merge")
    if case.letters.filter(state=Letter.QUEUED).exists():
        raise Refused("A letter of this case is just on its way. Try again in a minute.")
    case.state, case.merged_into = then, into
    case.next_check = case.look_asked_at = None
    case.save(update_fields=["state", "merged_into", "next_check", "look_asked_at"])
    keep_from(viewer, into)
    _drop_waiting(case)
    keep(case, viewer.person, "case.merged", refs={"into": into.id})
    keep(into, viewer.person, "case.joined", refs={"joined": case.id})
    decide_again(viewer, into)


def _drop_waiting(case: Case) -> None:
    for step in case.steps.filter(state=Step.WAITING):
        step.state = STEP.after(step.state, "drop")
        step.save(update_fields=["state"])


@transaction.atomic
def part(*, viewer: Viewer, case: Case) -> None:
    """Take a case out of the one that it is part of: it is open again, with what is still asked."""
    case = hold(case)
    into = case.merged_into
    if case.state != Case.MERGED or into is None:
        raise Refused("This case is not part of another one.")
    case.state, case.merged_into = move(case, "part"), None
    case.next_check = next_look(case)
    case.save(update_fields=["state", "merged_into", "next_check"])
    keep_from(viewer, case)
    keep_from(viewer, into)
    keep(case, viewer.person, "case.parted", refs={"from": into.id})
    keep(into, viewer.person, "case.left", refs={"left": case.id})
    decide_again(viewer, case)
    if into.state == Case.OPEN:
        decide_again(viewer, into)
