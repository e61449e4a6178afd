"""What the law's rules of the policy ask where something may be a sexual image of a child."""

from dataclasses import dataclass, replace

from goodname.core.act.packs import ACTIONS, Choice
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Conduct, Decision, Refused
from goodname.web.inbox.reading import decided
from goodname.web.policy.labels import ACTIONS as LABELS

from ..models import Case, Referral
from ..queries import may_be_fetched
from .packing import choices

CLAUSE = "england.intimate_images"
TELLING = (
    Action.NOTIFY_DSL,
    Action.NOTIFY_HEADTEACHER,
    Action.NOTIFY_CHAIR_OF_GOVERNORS,
)


@dataclass(frozen=True)
class Way:
    """One of the ways that lead, with the key that a form sends for each who may use it."""

    action: str
    choices: dict[str, Choice]


def worst(case: Case) -> Decision:
    """What the policy asks if it is what it may be; a suspicion is treated as the thing itself."""
    facts = fact_sheet.read(case.facts)
    grave = facts.conduct | {Conduct.INTIMATE_IMAGE_OF_CHILD}
    return decided(replace(facts, conduct=grave), case.school)


def told_first(case: Case) -> list[str]:
    """Who is told at once, in the words of the checklist; whoever it is about is not among them."""
    return [LABELS[step.action] for step in worst(case).steps if step.action in TELLING]


def leading(case: Case) -> list[Way]:
    """The ways that the law asks for, in its order, and the one for an address on the open web."""
    asked = [step.action for step in worst(case).steps if step.action in ACTIONS]
    first = [Action.CONTACT_POLICE, Action.HAND_TO_REPORT_REMOVE]
    order = [one for one in first if one in asked] + [one for one in asked if one not in first]
    if case.address:
        order.append(Action.REPORT_TO_PLATFORM)
    return [Way(one, choices(case, one)) for one in dict.fromkeys(order)]


def must_be_allowed(referral: Referral) -> None:
    """What was begun before anybody knew goes to no platform afterwards. Raises Refused."""
    if may_be_fetched(referral.case) or not referral.action:
        return
    if f"{referral.route}:{referral.for_whom}" not in choices(referral.case, referral.action):
        raise Refused(
            "This may be about a sexual image of a child, so it goes to no platform. "
            "The police, Report Remove and the Internet Watch Foundation take it.",
            CLAUSE,
        )


def allowed(referral: Referral) -> bool:
    try:
        must_be_allowed(referral)
    except Refused:
        return False
    return True
