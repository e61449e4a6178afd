"""What must not stand in a report, and which names stand in one that may have them."""

from dataclasses import dataclass, replace

from goodname.core.act.fairness import Fault, Found, Reader, check
from goodname.core.act.packs import Item, Who
from goodname.core.words import Refused
from goodname.data.letters import fairness_rules
from goodname.data.routes import route

from ..models import Referral
from .packing import protected


@dataclass(frozen=True)
class Findings:
    """`named` are names that this body may have; they are marked, and stop nothing."""

    faults: list[Found]
    named: list[Found]

    @property
    def stops(self) -> bool:
        return any(one.stops for one in self.faults)


def findings(referral: Referral) -> Findings:
    """Of the whole text and of every answer, for each can be copied alone."""
    way = route(referral.route)
    may_name = bool(way and way.names and referral.for_whom == Who.SCHOOL)
    reader = Reader.UNKNOWN if referral.for_whom == Who.SCHOOL else Reader.KNOWN
    text = _whole(referral)
    if way is not None and way.attach == {Item.ADDRESS}:  # it takes the address as it stands
        text = text.replace(referral.case.address or "\n", "\n")
    found = check(text, fairness_rules(), protected=protected(referral.case), reader=reader)
    named = _once([one for one in found if may_name and one.fault is Fault.NAME])
    faults = [one for one in found if not (may_name and one.fault is Fault.NAME)]
    if may_name:  # what somebody else said is told as it was said, and nobody is asked to mend it
        faults = [replace(one, stops=False) for one in faults if not _said(one, referral)]
    return Findings(sorted(_once(faults), key=lambda one: not one.stops), named)


def _said(one: Found, referral: Referral) -> bool:
    return one.fault is Fault.HARD or one.words in referral.case.words


def _whole(referral: Referral) -> str:
    answers = [one for one in referral.answers.values() if one not in referral.text]
    # Our own words comfort a child; only without their "not" would they blame.
    return "\n".join([referral.text, *answers]).replace("not your fault", "")


def _once(found: list[Found]) -> list[Found]:
    """One name that stands in a text three times is one thing to take out."""
    return list({(one.fault, one.words, one.why): one for one in reversed(found)}.values())[::-1]


def must_be_fair(referral: Referral) -> None:
    stopping = [one for one in findings(referral).faults if one.stops]
    if stopping:
        raise Refused(f"Take “{stopping[0].words}” out first. {stopping[0].why}")
