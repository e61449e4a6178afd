"""Reads the rows of a policy as a person would, one after another: the slow twin of the matcher.

It shares no code with the matcher or with the cells, so that each can be held against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goodname.core.decide.conditions import Condition, When
from goodname.core.words import Facts

_QUESTIONS: dict[str, Callable[[set[str], frozenset[str]], bool]] = {
    "in": lambda said, values: said <= values,
    "any": lambda said, values: bool(said & values),
    "none": lambda said, values: not said & values,
    "only": lambda said, values: said <= values,
    "beyond": lambda said, values: bool(said - values),
}


class Reader:
    """Reads conditions against one set of facts, whose author is `age` beside the platform's age."""

    def __init__(self, facts: Facts, age: str, named: Mapping[str, Condition]) -> None:
        self.named = named
        self.known: dict[str, bool] = {}
        self.said: dict[str, set[str]] = {
            "author": {facts.author},
            "audience": {facts.audience},
            "danger": {facts.danger},
            "exception": {facts.exception},
            "removal": {facts.removal},
            "unresolved": {"true" if facts.unresolved else "false"},
            "age": {age},
            "conduct": set(facts.conduct),
            "towards": set(facts.towards),
            "concerned": set(facts.concerned),
        }

    def holds(self, when: When) -> bool:
        for test in when.tests:
            if not _QUESTIONS[test.how](self.said[test.field], test.values):
                return False
        for name in when.where:
            if not self.named_holds(name):
                return False
        for name in when.unless:
            if self.named_holds(name):
                return False
        return not when.either or any(self.holds(part) for part in when.either)

    def named_holds(self, name: str) -> bool:
        if name not in self.known:
            self.known[name] = self.holds(self.named[name].when)
        return self.known[name]
