"""What a dated register knows of one fact about the world, as the check of a policy needs it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

GOOD_FOR = {"high": 180, "medium": 90, "low": -1}  # days for which a row counts as verified


@dataclass(frozen=True)
class Known:
    """One fact: `value` as a policy would state it, "" where the register found no origin for it.

    `says` is one plain sentence for a person; `read` is the day on which the source was read,
    None where it carries none; `confidence` is one of GOOD_FOR. `of` names the fact in a few words,
    for instance "the age for WhatsApp".
    """

    id: str
    value: str
    says: str
    source: str
    read: datetime.date | None
    confidence: str
    of: str = ""

    def verified(self, today: datetime.date) -> bool:
        """Whether the row is young and sure enough to be relied on."""
        if self.read is None or not self.value:
            return False
        return (today - self.read).days <= GOOD_FOR[self.confidence]
