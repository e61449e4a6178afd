"""Holds the text of a version against the check, once for each text and day."""

from datetime import date
from functools import lru_cache

from goodname import clock
from goodname.core.decide.check.check import SAMPLED, Report
from goodname.core.words import Refused
from goodname.data import policies, proofs
from goodname.web.ui import wording


def report(text: str, *, sampled: int = 0) -> Report:
    """What the check says of a text as of today, in half a second where nothing is sampled.

    Raises Unreadable where it cannot be read.
    """
    return _report(text, clock.now().astimezone(wording.LONDON).date(), sampled)


def must_hold(text: str) -> None:
    """Raises Refused while the whole check finds a fault with which no school may use a text."""
    policy = policies.read_text(text)
    if policy.id == policies.LAW:
        raise Refused("A school's policy adds to the law; it cannot stand in its place.")
    wrong = report(text).errors or report(text, sampled=SAMPLED).errors
    if wrong:
        raise Refused(
            f"The check found {wording.count(len(wrong), 'fault')} with which it cannot be used. "
            "Look at what it says, and put it right first.",
            wrong[0].clause,
        )


@lru_cache(maxsize=64)
def _report(text: str, today: date, sampled: int) -> Report:
    return proofs.check(policies.read_text(text), today, sampled)
