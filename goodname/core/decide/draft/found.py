"""Gathers the readings of a document by clause, and says which passages are placed and which open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage
from goodname.core.decide.draft.private import People
from goodname.core.decide.draft.recognise import Reading

MOST_WORDS = 30  # of a quotation
MOST_CHARACTERS = 240


@dataclass(frozen=True)
class Found:
    """A clause and the passages that speak of it, the surest first."""

    clause: str
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        return self.readings[0]


def by_clause(readings: Sequence[Reading], threshold: float, order: Sequence[str]) -> list[Found]:
    """The clauses that were found, in the order of the template."""
    of: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.confidence >= threshold:
            of[reading.clause].append(reading)
    return [
        Found(clause, tuple(sorted(of[clause], key=lambda one: -one.confidence)))
        for clause in order
        if clause in of
    ]


def unplaced(
    passages: Sequence[Passage], readings: Sequence[Reading], threshold: float
) -> list[Passage]:
    """The passages that no reading above the threshold places; headings say nothing themselves."""
    placed = {one.passage.number for one in readings if one.confidence >= threshold}
    return [one for one in passages if one.kind is not Kind.HEADING and one.number not in placed]


def place(passage: Passage) -> str:
    """ "page 3, passage 41", or "passage 41" where the format has no pages."""
    page = f"page {passage.page}, " if passage.page is not None else ""
    return f"{page}passage {passage.number}"


def quotation(passage: Passage, people: People, words: int = MOST_WORDS) -> str:
    """The first words of a passage as they stand, without what belongs to a person."""
    text = people.mask(passage.text)
    first = " ".join(text.split()[:words])[:MOST_CHARACTERS].rstrip()
    return first if first == text else f"{first} …"
