"""Large made-up sets of facts, always the same ones, to hold the proof against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import count
from typing import TypeVar

from goodname.core.decide.facts import contradictions
from goodname.core.words import (
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Facts,
    Office,
    Removal,
    Towards,
)

Word = TypeVar("Word", bound=StrEnum)
_FEWEST = 4  # one of them may have to go


def samples(platforms: Mapping[str, int | None]) -> Iterator[Facts]:
    """Endless facts that can happen, each with at least three words of conduct.

    They are drawn from the digests of 1, 2, 3, …: spread like chance, and the same on every machine.
    """
    known = sorted(platforms)
    words = list(Conduct)
    for number in count(1):
        dice = _Dice(number)
        facts = Facts(
            author=dice.one(list(Author)),
            conduct=dice.some(words, _FEWEST + dice.below(len(words) - _FEWEST + 1)),
            towards=dice.some(list(Towards), dice.below(4)),
            audience=dice.one(list(Audience)),
            danger=dice.one(list(Danger)),
            exception=dice.one(list(ContactException)),
            removal=dice.one(list(Removal)),
            unresolved=bool(dice.below(2)),
            concerned=dice.some(list(Office), dice.below(5)),
            author_age=dice.below(20) if dice.below(2) else None,
            platform=known[dice.below(len(known))] if known and dice.below(2) else None,
        )
        yield _possible(facts)


def _possible(facts: Facts) -> Facts:
    """The facts without what contradicts the rest of them."""
    for fault in contradictions(facts):
        field = fault.partition(":")[0]
        if field == "exception":
            facts = replace(facts, exception=ContactException.NONE)
        elif field == "concerned":
            facts = replace(facts, concerned=frozenset())
        else:
            facts = replace(facts, conduct=facts.conduct - {Conduct.UNDERAGE_ACCOUNT})
    return facts


class _Dice:
    def __init__(self, number: int) -> None:
        seed = f"facts {number}".encode()
        self.rest = int.from_bytes(hashlib.sha512(seed).digest() + hashlib.sha384(seed).digest())

    def below(self, sides: int) -> int:
        self.rest, rolled = divmod(self.rest, sides)
        return rolled

    def one(self, values: Sequence[Word]) -> Word:
        return values[self.below(len(values))]

    def some(self, values: list[Word], many: int) -> frozenset[Word]:
        left = list(values)
        return frozenset(left.pop(self.below(len(left))) for _ in range(many))
