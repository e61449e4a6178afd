"""Joins rows that ask the same: for a proof they are one row with alternatives.

A policy may say in ten rows, or ten clauses, what one row could say. Joined, they do not make the proof
ten times as long, and nothing is lost: which of them applied makes no difference to what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodname.core.decide.conditions import Check, Condition, Term, When, unfold
from goodname.core.decide.policy import Ask, First, Forbid, Row


@dataclass(frozen=True)
class Label:
    """`row` stands for the rows with these places; one of the terms holds wherever one of them does."""

    row: Row | First
    places: tuple[int, ...]
    terms: tuple[Term, ...]


def labels(
    rows: Iterable[Row | First], named: Mapping[str, Condition], reasons: bool = False
) -> list[Label]:
    """The rows, those that ask the same of the same people by the same time joined to one.

    With `reasons` only those that say so for the same reason: in one clause, with the same words.
    """
    found: dict[object, list[tuple[int, Row | First]]] = {}
    for place, row in enumerate(rows):
        why = (row.clause, getattr(row, "why", "")) if reasons else ()
        found.setdefault((_outcome(row), why), []).append((place, row))
    return [
        Label(
            row=same[0][1],
            places=tuple(place for place, _ in same),
            terms=joined(term for _, row in same for term in unfold(row.when, named)),
        )
        for same in found.values()
    ]


def whens(found: Iterable[Label]) -> tuple[list[When], list[int]]:
    """Each term of each label as a condition of its own, and the place of the label that it is of."""
    pairs = [(When(tests=tuple(term)), n) for n, label in enumerate(found) for term in label.terms]
    return [when for when, _ in pairs], [place for _, place in pairs]


def _outcome(row: Row | First) -> object:
    if isinstance(row, Ask):
        return row.action, row.force, row.owner, row.to, row.within, row.within_unit
    if isinstance(row, Forbid):
        return frozenset(row.actions)
    return row.action


def joined(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Fewer terms that say the same: "any of a" or "any of b" is "any of a and b"."""
    left = set(terms)
    while True:
        before = set(left)
        for check in {(test.field, test.how) for term in left for test in term}:
            if check[1] in ("any", "in"):
                left = _unite(left, *check)
        for term in sorted(left, key=_order):  # one by one: two may cover each other
            if covered(term, left - {term}):
                left.remove(term)
        if left == before:
            return tuple(sorted(left, key=_order))


def covered(term: Term, others: Iterable[Term]) -> bool:
    """Whether one of the others holds wherever this one does, as far as their words show."""
    return any(
        all(any(_follows(asked, own) for own in term) for asked in other) for other in others
    )


def _follows(asked: Check, own: Check) -> bool:
    """Whether what passes `own` always passes `asked`."""
    if (asked.field, asked.how) != (own.field, own.how):
        return False
    if asked.how in ("none", "beyond"):
        return asked.values <= own.values
    return own.values <= asked.values


def _unite(terms: set[Term], field: str, how: str) -> set[Term]:
    """The terms, those joined that differ in nothing but the words of this one question."""
    alike: dict[Term, frozenset[str]] = {}
    kept: set[Term] = set()
    for term in terms:
        asked = [test for test in term if (test.field, test.how) == (field, how)]
        if len(asked) != 1:
            kept.add(term)
            continue
        rest = term - {asked[0]}
        alike[rest] = alike.get(rest, frozenset()) | asked[0].values
    return kept | {rest | {Check(field, how, words)} for rest, words in alike.items()}


def _order(term: Term) -> list[tuple[str, str, list[str]]]:
    return sorted((test.field, test.how, sorted(test.values)) for test in term)
