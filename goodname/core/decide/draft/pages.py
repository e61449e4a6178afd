"""A document as its readers hand it over: pages of lines, before anybody asks what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the format itself says of a line; TEXT where it says nothing."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"  # of a list


@dataclass(frozen=True)
class Line:
    """One line, or a whole paragraph where the format knows its paragraphs.

    `begins` says that the layout shows a new paragraph here: a gap, an indent, an element.
    """

    text: str
    begins: bool = True
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Page:
    """`number` counts from 1, None where the format has no pages."""

    number: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Document:
    """`laid_out` says that lines end where the paper did (PDF, plain text), not where they mean to."""

    pages: tuple[Page, ...]
    title: str = ""
    laid_out: bool = False
