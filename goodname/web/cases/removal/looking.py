"""Looking again: what later looks saw, and what follows from it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.act.recheck import ABSENT, THERE, Observation, State
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Refused, Removal
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record

from ..models import Case, Check, Step
from ..queries import may_be_fetched
from ..standing import hold, must_be_open
from ..steps.laying import mark_done, untick
from ..tasks import recheck_case
from .asking import set_removal


def seen_gone(case: Case) -> bool:
    """Whether the last look that saw anything at all saw the post missing."""
    last = case.checks.filter(state__in=ABSENT | THERE).order_by("-at", "-id").first()
    return last is not None and last.state in ABSENT


@transaction.atomic
def look_again(*, viewer: Viewer, case: Case) -> None:
    """A person asks for a look now."""
    case = hold(case)
    must_be_open(case)
    if not case.address:
        raise Refused("This case has no address to look at.")
    if not may_be_fetched(case):
        raise Refused(
            "The desk never goes to a page that may hold a sexual image of a child.",
            "england.intimate_images",
        )
    record(
        school=case.school,
        actor=viewer.person.id,
        kind="look.asked",
        matter=case.matter_id,
        refs={"case": case.id},
    )
    Case.objects.filter(pk=case.pk).update(look_asked_at=clock.now())
    recheck_case.enqueue(case.id)


@transaction.atomic
def keep_check(*, case: Case, observation: Observation) -> Check:
    """Keep what one later look saw, and let the policy say what follows."""
    now = clock.now()
    # The look took a while, and people may have changed the case meanwhile.
    case = Case.objects.select_for_update().get(pk=case.pk)
    check = Check.objects.create(
        case=case,
        at=now,
        state=observation.state.value,
        sentence=observation.sentence[:400],
        difference=observation.difference,
        words=observation.after,
    )
    record(
        school=case.school,
        actor="system",
        kind="removal.checked",
        matter=case.matter_id,
        refs={"case": case.id, "check": str(check.id), "state": check.state},
    )
    Case.objects.filter(pk=case.pk).update(look_asked_at=None)
    _follow(case, observation)
    if case.state == Case.OPEN and may_be_fetched(case):
        wait = timedelta(seconds=settings.RECHECK_SECONDS)
        Case.objects.filter(pk=case.pk).update(next_check=now + wait)
    return check


def _follow(case: Case, observation: Observation) -> None:
    """Gone, or overdue, changes what the policy asks; a single missing look changes nothing.

    To find the words of which somebody said that they are enough changes nothing either, and
    whether other words are enough is for a person to say.
    """
    seen = observation.state
    removal = Removal(fact_sheet.read(case.facts).removal)
    if seen == State.GONE:
        mark_done(case, Action.CHECK_REMOVAL, by=None)
        set_removal(case, Removal.REMOVED)
    elif (
        seen in THERE
        and removal == Removal.ASKED
        and case.answer_due
        and clock.now() > case.answer_due
    ):
        set_removal(case, Removal.OVERDUE)
    elif seen in THERE and removal == Removal.REMOVED and not observation.accepted:
        _is_back(case)


def _is_back(case: Case) -> None:
    """A post that was gone stands there again. What was asked of its author still stands too."""
    checked = case.steps.filter(action=Action.CHECK_REMOVAL, state=Step.DONE).first()
    if checked is not None:
        untick(checked, by=None)
    set_removal(case, Removal.ASKED if case.asked_at else Removal.NOT_ASKED)
