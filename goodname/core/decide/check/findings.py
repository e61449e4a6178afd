"""What the check of a policy finds: each finding has a kind, a place, one sentence and an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Facts

ERROR, FINDING = "error", "finding"

KINDS: Mapping[str, str] = {
    # A policy with one of these cannot be used.
    "hole": ERROR,  # nothing is said of something that can happen
    "clash": ERROR,  # two rows disagree
    "dead_row": ERROR,  # a row that nothing can ever meet
    "self_owned": ERROR,  # somebody would own or receive a step about themselves
    "broken_rule": ERROR,  # a rule that holds whatever a school writes
    "unproved": ERROR,  # its rows tell apart more than can be worked through
    "loosened": ERROR,  # a locked row of the law is missing or weaker
    # A person should look at one of these.
    "uncited": FINDING,  # a clause that nothing fulfils
    "gap": FINDING,  # the source is silent, and the pack says what it reads
    "dangling": FINDING,  # the source points to what is not there
    "stale": FINDING,  # a dated register says otherwise, or a review day has passed
    "unverified": FINDING,  # no register can confirm it
    "no_review": FINDING,  # no day is named on which somebody looks again
}


@dataclass(frozen=True)
class Finding:
    """`clause` is the id of a clause, or of a pack where the whole document is meant.

    `example` is the smallest set of facts on which it shows, None where no facts are needed.
    """

    kind: str  # of KINDS
    clause: str
    text: str
    example: Facts | None = None

    @property
    def severity(self) -> str:
        return KINDS[self.kind]

    def as_json(self) -> dict[str, object]:
        """The public shape of `goodname policy check --json`."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "clause": self.clause,
            "text": self.text,
            "example": None if self.example is None else fact_sheet.as_json(self.example),
        }
