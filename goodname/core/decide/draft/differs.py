"""Finds where a policy differs from the template, by signs that are data, and what that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage
from goodname.core.decide.draft.recognise import Reading, sure
from goodname.core.decide.draft.signs import Difference, Signs
from goodname.core.decide.draft.taken import Taken
from goodname.core.decide.draft.wording import Pattern, plain

SURE = 0.8  # confidence of the reading from which on a difference changes the draft


@dataclass(frozen=True)
class Differs:
    """One difference with the passage that shows it. `certain` says that it may change rows."""

    difference: Difference
    passage: Passage
    certain: bool


def differs(
    passages: Sequence[Passage], readings: Sequence[Reading], taken: Sequence[Taken], signs: Signs
) -> tuple[Differs, ...]:
    """Each difference once, with the passage that shows it best, in the order of the vocabulary."""
    of: dict[int, dict[str, float]] = defaultdict(dict)
    for reading in readings:
        if reading.confidence >= signs.threshold:
            of[reading.passage.number][reading.clause] = reading.confidence
    found = (_shown(one, passages, of, taken) for one in signs.differences)
    return tuple(one for one in found if one)


def _shown(
    one: Difference,
    passages: Sequence[Passage],
    of: Mapping[int, Mapping[str, float]],
    taken: Sequence[Taken],
) -> Differs | None:
    if one.binds_only:
        return _binding(one, taken)
    best: tuple[float, Passage] | None = None
    for read, passage in _showing(one, passages, of):
        if best is None or read > best[0]:
            best = (read, passage)
    if best is None or (one.unless_anywhere and _anywhere(one.unless_anywhere, passages)):
        return None
    return Differs(one, best[1], best[0] >= SURE)


def _anywhere(pattern: Pattern, passages: Sequence[Passage]) -> bool:
    return any(pattern.search(plain(passage.text)) for passage in passages)


def _showing(
    one: Difference, passages: Sequence[Passage], of: Mapping[int, Mapping[str, float]]
) -> Iterator[tuple[float, Passage]]:
    """Each passage that shows it, with how sure it is that it speaks of what the difference is in."""
    for passage in passages:
        if passage.kind is Kind.HEADING or one.sign is None:
            continue
        clauses = of.get(passage.number, {})
        read = max((clauses.get(clause, 0.0) for clause in one.clauses), default=1.0)
        weight = sure(one.sign, passage) if read else 0.0
        if weight:
            yield min(read, weight), passage


def _binding(one: Difference, taken: Sequence[Taken]) -> Differs | None:
    bound = [found for found in taken if found.kind == "binds"]
    if bound and all(found.value in one.binds_only for found in bound):
        return Differs(one, bound[0].passage, certain=False)
    return None
