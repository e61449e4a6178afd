"""Support on the page of its case: whom we asked, what was offered, and when to ask again."""

from typing import Any

from goodname.core.words import Action
from goodname.data.support import offers
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui.clauses import named

from ..models import Case, CheckIn, Involvement, Step
from ..sections import Section
from .queries import check_ins


def section(viewer: Viewer, case: Case) -> Section | None:
    """It stands where the policy asks for support, somebody was hurt, or somebody was asked."""
    step = case.steps.filter(action=Action.SUPPORT_AFFECTED).exclude(state=Step.DROPPED).first()
    asked = check_ins(case)
    if not (asked or step or case.people.filter(part=Involvement.AFFECTED).exists()):
        return None
    newest = {one.who.casefold(): one.id for one in asked}
    rows = {
        "case": case,
        "check_ins": [_said(one, newest) for one in reversed(asked)],
        "clauses": named(step.clauses[:1], case.school) if step else [],
        "may_ask": viewer.may("cases.act") and case.state != Case.MERGED,
    }
    return Section("support", "Whoever was hurt", "cases/_support.html", rows)


def _said(check_in: CheckIn, newest: dict[str, str]) -> dict[str, Any]:
    known = offers()
    last = newest[check_in.who.casefold()] == check_in.id
    return {
        "who": check_in.who,
        "at": check_in.at,
        "by": check_in.by.name if check_in.by else "",
        "offered": [known[one].name for one in check_in.offered if one in known],
        "words": check_in.words,
        "again_at": check_in.again_at if last else None,
    }
