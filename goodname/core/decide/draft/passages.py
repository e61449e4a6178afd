"""Splits a document into passages: headings, bullets and sentences, each with what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goodname.core.decide.draft.pages import Document, Kind
from goodname.core.decide.draft.paragraphs import Paragraph, paragraphs

LONGEST = (
    1_200  # characters of a passage; more is cut into several, so that no text is slow to read
)
MOST = 5_000  # passages
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|mr|mrs|ms|dr|st|rev|no|nos|para|p|pp|cf|vs|approx|incl|esp|inc|ltd|tel)\.|\b[A-Z]\.)$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?<![.!?])[.!?]++[\"”’')\]*]*\s+(?=[\"“‘(\[*]*[A-Z0-9•])|;\s+(?=and\b|or\b)?(?=[•])"
)


@dataclass(frozen=True)
class Passage:
    """One thing that the document says, in its own words.

    `number` counts passages from 1; `headings` are the titles above it, nearest last; `lead` is the
    beginning of the sentence that a bullet ends; `before` is what its own paragraph says first.
    """

    number: int
    page: int | None
    text: str
    kind: Kind
    headings: tuple[str, ...] = ()
    lead: str = ""
    before: str = ""


def passages(document: Document) -> tuple[Passage, ...]:
    """Every passage in the order of the document, at most MOST of them."""
    found: list[Passage] = []
    for passage in _passages(document):
        found.append(passage)
        if len(found) == MOST:
            break
    return tuple(found)


def _passages(document: Document) -> Iterator[Passage]:
    number, heading, lead = 0, "", ""
    for one in paragraphs(document):
        if one.kind is Kind.HEADING:
            heading = one.text[:LONGEST]
        before = ""
        for text in pieces(one):
            number += 1
            hangs_on = lead if one.kind is Kind.ITEM else ""
            above = () if one.kind is Kind.HEADING or not heading else (heading,)
            yield Passage(number, one.page, text, one.kind, above, hangs_on, before)
            before = text
        if one.kind is not Kind.ITEM or one.text.endswith(":"):
            lead = (
                before if before.endswith((":", "-", "–", "…")) or one.kind is Kind.HEADING else ""
            )


def pieces(one: Paragraph) -> Iterator[str]:
    """The sentences of a paragraph; a heading or a short bullet is one piece."""
    if one.kind is Kind.HEADING:
        yield one.text[:LONGEST]
        return
    start = 0
    for end in _END.finditer(one.text):
        stands = one.text[start : end.end()].rstrip()
        if _ABBREVIATED.search(stands) or len(stands) < 4:
            continue
        yield from _cut(stands)
        start = end.end()
    yield from _cut(one.text[start:].strip())


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        at = text.rfind(" ", LONGEST // 2, LONGEST)
        at = at if at > 0 else LONGEST
        yield text[:at].strip()
        text = text[at:].strip()
    if text:
        yield text
