"""Finds all rows that match one set of facts, in a dozen operations on long integers.

Each term of each row is one bit. For every field and value a mask says which terms accept it; facts
are matched by joining the masks of what they say. No row is looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goodname.core.decide.conditions import (
    DOMAIN,
    MANY,
    ONE,
    Condition,
    Term,
    When,
    unfold,
)
from goodname.core.words import Facts

Masks = dict[str, int]


class Matcher:
    """Built once for a list of conditions; `match` gives back the places of those that hold."""

    def __init__(self, whens: Sequence[When], named: Mapping[str, Condition]) -> None:
        terms = [(place, term) for place, when in enumerate(whens) for term in unfold(when, named)]
        self.all = (1 << len(terms)) - 1
        self.places = [place for place, _ in terms]
        bare = [term for _, term in terms]
        one = {field: _accepting(bare, field, ("in",)) for field in ONE}
        self.author, self.audience = one["author"], one["audience"]
        self.danger, self.exception = one["danger"], one["exception"]
        self.removal, self.age = one["removal"], one["age"]
        self.unresolved = (one["unresolved"]["false"], one["unresolved"]["true"])
        self.allowed = {field: _accepting(bare, field, ("only", "none")) for field in MANY}
        self.wanted = {field: _wanted(bare, field) for field in MANY}

    def match(self, facts: Facts, age: str) -> int:
        """The terms that hold, one bit each; `age` is one of conditions.AGES."""
        found = (
            self.author[facts.author]
            & self.audience[facts.audience]
            & self.danger[facts.danger]
            & self.exception[facts.exception]
            & self.removal[facts.removal]
            & self.unresolved[facts.unresolved]
            & self.age[age]
        )
        found = self._members("conduct", facts.conduct, found)
        found = self._members("towards", facts.towards, found)
        return self._members("concerned", facts.concerned, found)

    def _members(self, field: str, values: Iterable[str], found: int) -> int:
        allowed = self.allowed[field]
        for value in values:
            found &= allowed[value]
        for without, wanted in self.wanted[field]:
            met = without
            for value in values:
                met |= wanted[value]
            found &= met
        return found

    def rows(self, found: int) -> list[int]:
        """The places of the conditions of which at least one term is among `found`, in order."""
        met: dict[int, None] = {}
        while found:
            lowest = found & -found
            met[self.places[lowest.bit_length() - 1]] = None
            found ^= lowest
        return list(met)


def _accepts(how: str, values: frozenset[str], value: str) -> bool:
    """Whether one value passes: alone for `in`, as one among others for the four questions."""
    return (value in values) is (how in ("in", "any", "only"))


def _accepting(terms: list[Term], field: str, hows: tuple[str, ...]) -> Masks:
    """For each value of the field, the terms that it does not rule out."""
    return {
        value: sum(
            1 << bit
            for bit, term in enumerate(terms)
            if all(
                _accepts(test.how, test.values, value)
                for test in term
                if test.field == field and test.how in hows
            )
        )
        for value in DOMAIN[field]
    }


def _wanted(terms: list[Term], field: str) -> list[tuple[int, Masks]]:
    """Tests that some value must pass, in rounds of at most one a term.

    Each round is the terms that have none, and for each value the terms whose test it passes.
    """
    tests = [
        sorted(
            (test for test in term if test.field == field and test.how in ("any", "beyond")),
            key=lambda test: (test.how, sorted(test.values)),
        )
        for term in terms
    ]
    rounds = []
    for number in range(max(map(len, tests), default=0)):
        here = {bit: own[number] for bit, own in enumerate(tests) if len(own) > number}
        without = sum(1 << bit for bit in range(len(terms)) if bit not in here)
        wanted = {
            value: sum(1 << bit for bit, t in here.items() if _accepts(t.how, t.values, value))
            for value in DOMAIN[field]
        }
        rounds.append((without, wanted))
    return rounds
