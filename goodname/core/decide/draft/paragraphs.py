"""Puts the lines of a document together again: furniture dropped, soft breaks and hyphens joined."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goodname.core.decide.draft.pages import Document, Kind, Line, Page

EDGE = 3  # lines at the top and at the bottom of a page among which running headers stand
LONGEST_HEADING = 12  # words
_BULLETS = "•●▪■◦○‣⁃∙·➢➤►▶✓✔❖♦◆§*\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076o–—-"
BULLET = re.compile(
    rf"^(?:[{re.escape(_BULLETS)}]\s+|[•●▪■◦➢➤►✓✔❖♦\uf0b7\uf0a7\uf0d8\uf0fc\uf076]\s*)(?=\S)"
)
LETTERED = re.compile(
    r"^(?:\(?[a-z]\)|\(?[ivx]{1,4}\)|[a-z]\.|[ivx]{2,4}\.|\(\d{1,2}\)|\d{1,2}\))\s+(?=\S)"
)
NUMBERED = re.compile(r"^(?:section\s+)?\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[^\W\d])", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s*)?#\W*(?:(?:of|/|\|)\s*#)?\W*(?:page)?\W*$|\bpage\s*#\s*(?:of|/)\s*#",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d*$|…{2,}\s*\d*$|\t\d+$")
_SHORT = 60  # characters of a line that may be the number of a page
_END_OF_LINE = 200  # characters in which the dots before a page's number are looked for
_UNSEEN = ("Cc", "Cf", "Cs")  # control characters, marks of direction, halves of a pair
_STOPS = (".", "!", "?", ":", ";", "…", ".”", ".’", '."', ".)", "?)")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_DUTY = re.compile(r"\b(?:must|should|will|shall|may|can|are|is|to|not|include)\b", re.IGNORECASE)
_LOWER = re.compile(r"^[a-z(]")


@dataclass(frozen=True)
class Paragraph:
    """`text` has no bullet and no number before it; `kind` is what it looks like."""

    text: str
    page: int | None
    kind: Kind
    numbered: bool = False


def paragraphs(document: Document) -> list[Paragraph]:
    """The paragraphs of the document in order, with the page on which each begins."""
    pages = _without_furniture(document)
    found: list[Paragraph] = []
    for page in pages:
        for line in page.lines:
            text = visible(line.text)
            if not text or _CONTENTS.search(line.text.strip()[-_END_OF_LINE:]):
                continue
            if found and _goes_on(found[-1], line, text, document.laid_out):
                found[-1] = replace(found[-1], text=joined(found[-1].text, text))
            else:
                found.append(_paragraph(line, text, page.number))
    looked = [_with_look(one, found[i + 1 : i + 2]) for i, one in enumerate(found) if one.text]
    return _with_lists(looked)


def visible(text: str) -> str:
    """Without marks that nobody sees, and with single spaces."""
    words = " ".join(text.split())
    if words.isprintable():
        return words
    return "".join(one for one in words if unicodedata.category(one) not in _UNSEEN).strip()


def joined(first: str, second: str) -> str:
    """Two lines as one; a word that was parted at the end of a line is whole again."""
    if _HYPHEN.search(first) and second[:1].islower():
        return first[:-1] + second
    return f"{first} {second}"


def _paragraph(line: Line, text: str, page: int | None) -> Paragraph:
    bare = BULLET.sub("", text)
    if bare != text:
        return Paragraph(bare, page, Kind.ITEM)
    bare = LETTERED.sub("", text)
    if bare != text and line.kind is not Kind.HEADING:
        return Paragraph(bare, page, Kind.ITEM)
    bare = NUMBERED.sub("", text)
    if bare != text and line.kind is Kind.TEXT and _is_short(bare) and _looks_like_title(bare):
        return Paragraph(bare, page, Kind.HEADING)
    return Paragraph(bare, page, line.kind, numbered=bare != text)


def _goes_on(before: Paragraph, line: Line, text: str, laid_out: bool) -> bool:
    if not laid_out or (before.kind is Kind.HEADING and line.begins):
        return False
    if _marked(text) or line.kind is Kind.HEADING or before.text.endswith((";", ":")):
        return False
    if line.begins:  # a page or a gap in the middle of a sentence
        unfinished = not before.text.endswith(_STOPS) and len(before.text.split()) > 5
        return unfinished and bool(_LOWER.match(text))
    if before.kind is Kind.HEADING:
        return bool(_LOWER.match(text))
    return True


def _marked(text: str) -> bool:
    return bool(BULLET.match(text) or LETTERED.match(text) or NUMBERED.match(text))


def _with_look(one: Paragraph, after: Sequence[Paragraph]) -> Paragraph:
    """A short line without a stop that stands above a text is a heading, whatever its format."""
    if one.kind is Kind.TEXT and after and _is_short(one.text) and _looks_like_title(one.text):
        return replace(one, kind=Kind.HEADING)
    return one


def _with_lists(found: list[Paragraph]) -> list[Paragraph]:
    """What follows a colon in small letters or numbers is a list, though its bullets were lost."""
    listed = False
    for number, one in enumerate(found):
        if listed and one.kind is Kind.TEXT and (one.numbered or _LOWER.match(one.text)):
            found[number] = one = replace(one, kind=Kind.ITEM)
        listed = one.text.endswith(":") or (listed and one.kind is Kind.ITEM)
    return found


def _is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST_HEADING


def _looks_like_title(text: str) -> bool:
    first = next((char for char in text if char.isalpha()), "")
    if not first.isupper() or text.rstrip().endswith((".", ";", ",", "!", "…")) or "@" in text:
        return False
    return not (text.endswith(":") and _DUTY.search(text))


def _without_furniture(document: Document) -> tuple[Page, ...]:
    many = len(document.pages) > 1
    seen: Counter[str] = Counter()
    for page in document.pages:
        seen.update({_shape(line.text) for line in (_edges(page.lines) if many else page.lines)})
    if not document.laid_out:
        return document.pages
    if not many:
        seen = (
            Counter(_shape(line.text) for line in document.pages[0].lines)
            if document.pages
            else seen
        )
    return tuple(
        replace(page, lines=_kept(page.lines, seen, len(document.pages))) for page in document.pages
    )


def _kept(lines: Sequence[Line], seen: Counter[str], pages: int) -> tuple[Line, ...]:
    enough = 3 if pages != 2 else 2
    kept: list[Line] = []
    for number, line in enumerate(lines):
        shape = _shape(line.text)
        at_edge = pages > 1 and min(number, len(lines) - 1 - number) < EDGE
        running = seen[shape] >= enough and _runs(shape)
        if (len(shape) < _SHORT and _PAGE_NUMBER.search(shape)) or (
            running and (at_edge or (pages == 1 and "#" in shape))
        ):
            continue
        kept.append(line)
    return tuple(kept)


def _runs(shape: str) -> bool:
    """A running head is short and no sentence."""
    return len(shape.split()) <= 15 and not shape.endswith((".", ";", ":"))


def _edges(lines: Sequence[Line]) -> Iterable[Line]:
    return lines if len(lines) <= 2 * EDGE else (*lines[:EDGE], *lines[-EDGE:])


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).casefold())
