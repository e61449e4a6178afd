"""What was offered to whom, and who is to be asked again."""

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.words import Action, Role
from goodname.web.accounts.viewer import Viewer

from .. import queries
from ..keeping import together
from ..models import Case, CheckIn, Involvement, Step


def check_ins(case: Case) -> list[CheckIn]:
    """All of this case and of those that were joined to it, the oldest first."""
    rows = CheckIn.objects.filter(case__in=together(case))
    return list(rows.select_related("by").order_by("at"))


def hurt(case: Case) -> list[str]:
    """Those of whom it is known that they were hurt, as they are called here."""
    parts = case.people.filter(part=Involvement.AFFECTED).select_related("person")
    named = [part.called for part in parts] + [one.who for one in check_ins(case)]
    return sorted({name.casefold(): name for name in named}.values())


def names(case: Case) -> list[str]:
    """What was typed as somebody's name, so that no letter carries it; “the boy” is no name."""
    return [name for name in hurt(case) if all(word[:1].isupper() for word in name.split())]


def asked_again_today(viewer: Viewer) -> list[CheckIn]:
    """The last check-ins with somebody, of which the day to ask again has come, for this person.

    It is owed by whoever asked last and by whoever the policy says should support them.
    """
    today = clock.now().astimezone(LONDON).date()
    latest: dict[tuple[str, str], CheckIn] = {}
    rows = CheckIn.objects.filter(case__in=queries.cases(viewer)).order_by("at")
    for row in rows.select_related("case__school"):
        latest[row.case_id, row.who.casefold()] = row
    due = [one for one in latest.values() if one.again_at]
    come = [one for one in due if one.again_at.astimezone(LONDON).date() <= today]
    return sorted(
        (one for one in come if _owed_by(viewer, one)), key=lambda one: (one.again_at, one.id)
    )


def _owed_by(viewer: Viewer, check_in: CheckIn) -> bool:
    if check_in.by_id == viewer.person.id:
        return True
    steps = check_in.case.steps.filter(action=Action.SUPPORT_AFFECTED).exclude(state=Step.DROPPED)
    owners = {Role(owner) for owner in steps.values_list("owner", flat=True)}
    return bool(owners & viewer.duties) or (not owners and viewer.may("cases.lead"))
