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
MOST_OF_ALL = 20_000  # alternatives of all rows together; the shipped packs have 150
DEEPEST = 50  # names inside names; the shipped packs have three

Size = tuple[int, int, int]  # alternatives, tests in the longest of them, names inside names


def check(policy: Policy) -> None:
    """Raises Unreadable, naming the clause, where a row has more than MOST alternatives."""
    known: dict[str, Size] = {}
    every = 0
    for pack in reversed(policy.packs):  # a name is used only below the place of its definition
        for named in pack.conditions:
            known[named.id] = _size(named.when, known, f"condition {named.id}")
        for row in (row for clause in pack.clauses for row in (*clause.rows, *clause.first)):
            every += _size(row.when, known, row.clause)[0]
            if every > MOST_OF_ALL:
                raise Unreadable(
                    f"{row.clause}: with it all rows unfold into more than {MOST_OF_ALL:,} "
                    "alternatives; say it in fewer, simpler rows"
                )


def _size(when: When, known: Mapping[str, Size], place: str) -> Size:
    number, longest, deep = 1, len(when.tests), 0
    for name in when.where:
        number, longest = number * known[name][0], longest + known[name][1]
    for name in when.unless:  # "not (a and b or c)" takes one test out of every alternative
        terms, tests, _ = known[name]
        number, longest = number * min(max(tests, 1) ** min(terms, 64), MOST + 1), longest + terms
    for name in (*when.where, *when.unless):
        deep = max(deep, known[name][2] + 1)
    if when.either:
        parts = [_size(part, known, place) for part in when.either]
        number *= sum(terms for terms, _, _ in parts)
        longest += max(tests for _, tests, _ in parts)
        deep = max(deep, *(inner for _, _, inner in parts))
    if number > MOST:
        raise Unreadable(
            f"{place}: its conditions unfold into more than {MOST:,} alternatives; say it in "
            "fewer, simpler rows"
        )
    if deep > DEEPEST:
        raise Unreadable(f"{place}: names stand inside each other more than {DEEPEST} deep")
    return number, longest, deep
