"""“What would our policy say?”: facts in an address, ready examples, and the answer in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from goodname.core.decide import facts as fact_sheet
from goodname.core.decide.decide import decide
from goodname.core.words import Action, Facts, Refused, Role
from goodname.data import policies
from goodname.web.accounts.models import School

from .forms import WhatIfForm
from .labels import ACTIONS, ROLES
from .panel import asked, forbidden
from .queries import current
from .telling import in_words

# What an address leaves out is so.
USUAL = {
    "author": "unknown",
    "audience": "unknown",
    "danger": "none",
    "exception": "none",
    "removal": "not_asked",
}
MORE = ("audience", "removal", "unresolved", "exception", "author_age", "platform", "concerned")


@dataclass(frozen=True)
class Example:
    """A situation that a school knows, with the address of what our policy says of it."""

    label: str
    sheet: dict[str, Any]

    @property
    def facts(self) -> Facts:
        return policies.read_facts(self.sheet)

    @property
    def address(self) -> str:
        return address(self.facts)


EXAMPLES = (
    Example(
        "A rude post by a parent",
        {"author": "parent", "conduct": ["rude"], "towards": ["staff"], "audience": "public"},
    ),
    Example(
        "A pupil’s friend request",
        {"author": "pupil", "conduct": ["friend_request"], "towards": ["staff"]},
    ),
    Example(
        "Praise",
        {"author": "parent", "conduct": ["praise"], "towards": ["school"], "audience": "public"},
    ),
    Example(
        "A nude picture of a child",
        {
            "author": "pupil",
            "conduct": ["intimate_image_of_child"],
            "towards": ["pupil"],
            "audience": "private_group",
            "danger": "possibly_illegal",
        },
    ),
    Example(
        "An allegation about the Headteacher",
        {
            "author": "parent",
            "conduct": ["concern", "names_accused_teacher"],
            "towards": ["staff"],
            "audience": "public",
            "concerned": ["headteacher"],
        },
    ),
    Example(
        "An account held too young",
        {
            "author": "pupil",
            "conduct": ["underage_account"],
            "author_age": 9,
            "platform": "whatsapp",
        },
    ),
)


def address(facts: Facts) -> str:
    """Where our policy answers these facts; it carries what is not as usual, and so can be kept."""
    sheet = {name: value for name, value in fact_sheet.as_json(facts).items() if value}
    if facts.author_age is not None:
        sheet["author_age"] = facts.author_age  # nought counts
    said = {
        name: "on" if value is True else value
        for name, value in sheet.items()
        if name == "author" or USUAL.get(name) != value
    }
    return f"{reverse('what_if')}?{urlencode(said, doseq=True)}"


def questions(query: QueryDict) -> WhatIfForm:
    """The form filled with what the address carries; empty where that is nothing."""
    if not any(name in query for name in WhatIfForm.asks):
        return WhatIfForm(initial=USUAL)
    filled = query.copy()
    for name, value in USUAL.items():
        filled.setdefault(name, value)
    return WhatIfForm(filled)


def more_is_known(form: WhatIfForm) -> bool:
    """Whether something is answered, or wrong, among the questions that stand shut at first."""
    usual: tuple[Any, ...] = ("", None, [], False)
    return any(
        form[name].errors or form[name].value() not in (*usual, USUAL.get(name)) for name in MORE
    )


def answer(school: School, facts: Facts) -> dict[str, Any]:
    """What our policy says of these facts, as policy/_answer.html takes it."""
    told = {"told": in_words(facts), "address": address(facts), "facts": facts}
    try:
        decision = decide(facts, current(school))
    except Refused as refused:
        return told | {"refused": refused.reason}
    steps = asked(decision, school=school)
    for line, step in zip(steps, decision.steps, strict=True):
        line["owner_label"] += _addressee(step.action, step.owner, step.to)
    return told | {"steps": steps, "forbidden": forbidden(decision, school=school)}


_PREPOSITIONS = {
    Action.SUPPORT_AFFECTED: "for",
    Action.HAND_TO_REPORT_REMOVE: "for",
    Action.TEACH_ONLINE_SAFETY: "for",
    Action.APPLY_BEHAVIOUR_POLICY: "with",
    Action.APPLY_STAFF_HANDBOOK: "with",
}


def _addressee(action: Action, owner: Role, to: Role | None) -> str:
    """ ", to the author"; "" where the action names them already."""
    if to is None or to == owner or ROLES[to].lower() in ACTIONS[action].lower():
        return ""
    return f", {_PREPOSITIONS.get(action, 'to')} the {ROLES[to]}"
