"""Says which clauses a passage speaks of, how sure that is, and which of its words decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage
from goodname.core.decide.draft.signs import ClauseSigns, Part, Sign, Signs
from goodname.core.decide.draft.wording import plain

# How much a part counts that stands not in the passage but in what it hangs on.
LEAD, BEFORE, HEADING = 0.97, 0.9, 0.9
REACH = 250  # characters from the first part within which the others have to stand
GRID = 4  # crosses or ticks in a passage that make it a table
_CROSS = re.compile(r"(?<!\w)[xX✓✔✗✘](?!\w)")
SHOWN = 0.25  # confidence below which a doubtful reading is not even mentioned


@dataclass(frozen=True)
class Reading:
    """One passage read as speaking of one clause; `because` are the words that decided."""

    passage: Passage
    clause: str
    confidence: float
    because: tuple[str, ...]


def recognise(passages: Iterable[Passage], signs: Signs) -> tuple[Reading, ...]:
    """Every reading worth a mention, in the order of the document, the surest of a passage first.

    What is below `signs.threshold` is left open: it is there only to be shown to a person.
    """
    return tuple(reading for passage in passages for reading in read(passage, signs))


def read(passage: Passage, signs: Signs) -> Sequence[Reading]:
    """The readings of one passage, none of a heading, which only says what others are about.

    A table of crosses is left open too: without its columns it says nothing for sure.
    """
    if passage.kind is Kind.HEADING or len(_CROSS.findall(passage.text)) >= GRID:
        return []
    where = _where(passage)
    found = [reading for one in signs.clauses if (reading := _reading(passage, one, where))]
    return sorted(found, key=lambda reading: -reading.confidence)


def sure(sign: Sign, passage: Passage) -> float:
    """How sure one sign alone makes one of what it stands for; 0 where it is not there."""
    return next((weight for weight, _ in _hits([sign], _where(passage))), 0.0)


@dataclass(frozen=True)
class _Where:
    own: str
    lead: str
    before: tuple[tuple[str, float], ...]


def _where(passage: Passage) -> _Where:
    return _Where(
        own=plain(passage.text),
        lead=plain(passage.lead),
        before=(
            (plain(passage.before), BEFORE),
            (plain(" ".join(passage.headings)), HEADING),
        ),
    )


def _reading(passage: Passage, one: ClauseSigns, where: _Where) -> Reading | None:
    doubt, because = 1.0, list[str]()
    for weight, words in _hits(one.signs, where):
        doubt *= 1.0 - weight
        because += words
    if not because:
        return None
    confidence = round(min(1.0 - doubt, 0.99), 2)
    if confidence < SHOWN:
        return None
    return Reading(passage, one.clause, confidence, tuple(dict.fromkeys(because))[:4])


def _hits(signs: Iterable[Sign], where: _Where) -> Iterator[tuple[float, list[str]]]:
    for sign in signs:
        hit = _hit(sign, where)
        if hit and not (sign.unless and sign.unless.search(where.own)):
            yield hit


def _hit(sign: Sign, where: _Where) -> tuple[float, list[str]] | None:
    first = sign.parts[0].here.search(where.own)
    if first is None:
        return None
    near = where.own[max(0, first.start() - REACH) : first.end() + REACH]
    weight, words = sign.weight, [" ".join(first[0].split())]
    for part in sign.parts[1:]:
        match = part.here.search(near)
        if match is None:
            match, counts = _elsewhere(part, where)
            weight *= counts
        if match is None:
            return None
        words.append(" ".join(match[0].split()))
    return weight, words


def _elsewhere(part: Part, where: _Where) -> tuple[re.Match[str] | None, float]:
    if where.lead and (match := part.here.search(where.lead)):
        return match, LEAD
    for text, counts in where.before:
        if text and part.before and (match := part.before.search(text)):
            return match, counts
    return None, 0.0
