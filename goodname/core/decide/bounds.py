"""Refuses a policy whose conditions, written out, would be too many to work with.

Named conditions stand inside each other, so a few lines can unfold into millions of alternatives.
The count here is from above and costs nothing: nothing is unfolded to find it out.
"""

from __future__ import annotations

from collections.abc import Mapping

from goodname.core.decide.conditions import When
from goodname.core.decide.policy import Policy
from goodname.core.words import Unreadable

MOST = 5_000  # alternatives of one row; the shipped packs stay below a hundred

Size = tuple[int, int]  # alternatives, and tests in the longest of them


def check(policy: Policy) -> None:
    """Raises Unreadable, naming the clause, where a row has more than MOST alternatives."""
    known: dict[str, Size] = {}
    for pack in reversed(policy.packs):  # a name is used only below the place of its definition
        for named in pack.conditions:
            known[named.id] = _size(named.when, known, f"condition {named.id}")
        for row in (row for clause in pack.clauses for row in (*clause.rows, *clause.first)):
            _size(row.when, known, row.clause)


def _size(when: When, known: Mapping[str, Size], place: str) -> Size:
    number, longest = 1, len(when.tests)
    for name in when.where:
        number, longest = number * known[name][0], longest + known[name][1]
    for name in when.unless:  # "not (a and b or c)" takes one test out of every alternative
        terms, tests = known[name]
        number, longest = number * min(max(tests, 1) ** min(terms, 64), MOST + 1), longest + terms
    if when.either:
        parts = [_size(part, known, place) for part in when.either]
        number *= sum(terms for terms, _ in parts)
        longest += max(tests for _, tests in parts)
    if number > MOST:
        raise Unreadable(
            f"{place}: its conditions unfold into more than {MOST:,} alternatives; say it in "
            "fewer, simpler rows"
        )
    return number, longest
