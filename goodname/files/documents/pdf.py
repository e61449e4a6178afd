"""Reads the words of a PDF with pypdf: pure Python, its limits set low, and a clock beside it.

pdfminer.six was looked at and left: it has loaded pickled tables named by the file, and has no
limits to set. pypdf counts what it unpacks and parses, and tells the place of each word, which
shows where paragraphs begin.
"""

from __future__ import annotations

import io
import logging
import time
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdf
from pypdf import apply_configuration

from goodname.core.decide.draft.pages import Document, Kind, Line, Page
from goodname.core.decide.draft.paragraphs import BULLET, LETTERED, NUMBERED
from goodname.core.listen.markup import INVISIBLE
from goodname.core.words import Unreadable
from goodname.files.documents import limits

_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 10_000_000,
    "lzw_maximum_output_length": 10_000_000,
    "run_length_maximum_output_length": 10_000_000,
    "brotli_maximum_output_length": 10_000_000,
    "array_based_stream_maximum_output_length": 10_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": limits.MOST_PAGES * 4,
    "jbig2dec_binary": None,  # no other program is started
}
_WIDE_GAP = 1.3  # times the usual distance of two lines
_LARGE = 1.12  # times the usual size of letters


@dataclass
class _Row:
    """Words at one height of a page, measured in points from the bottom."""

    y: float
    x: float
    size: float
    text: str


def read(data: bytes) -> Document:
    """The pages of a PDF as lines; raises Unreadable with one clear line."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would speak of each small fault
    deadline = time.monotonic() + limits.SECONDS
    try:
        with apply_configuration(**_LIMITS):
            pages = _pages(data, deadline)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("this PDF needs far more memory than a policy does") from None
    except Exception as fault:  # reading hostile bytes, the library may fail in any way
        raise Unreadable("this PDF is damaged or unusual and cannot be read") from fault
    if sum(len(line.text) for page in pages for line in page.lines) < 20:
        raise Unreadable(
            "this PDF has no words in it, only pictures of pages; a PDF that was made "
            "from the text itself, or a Word file, can be read"
        )
    return Document(pages=pages, laid_out=True)


def _pages(data: bytes, deadline: float) -> tuple[Page, ...]:
    reader = pypdf.PdfReader(io.BytesIO(data), xref_stream_maximum_entries=500_000)
    if reader.is_encrypted:
        _open(reader)
    if len(reader.pages) > limits.MOST_PAGES:
        raise Unreadable(f"it has too many pages, at most {limits.MOST_PAGES} are allowed")
    found: list[Page] = []
    characters = 0
    for number, page in enumerate(reader.pages, start=1):
        lines = _lines(_rows(page, deadline))
        characters += sum(len(line.text) for line in lines)
        limits.check_words(characters, len(lines))
        found.append(Page(number, lines))
    return tuple(found)


def _open(reader: pypdf.PdfReader) -> None:
    """Many files forbid changes with a password and can be read without one."""
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # a cipher that is not there, or a broken dictionary
        opened = False
    if not opened:
        raise Unreadable("this PDF has a password, save it without one")


def _rows(page: pypdf.PageObject, deadline: float) -> list[_Row]:
    rows: list[_Row] = []

    def word(text: str, cm: list[float], tm: list[float], _font: Any, size: float | None) -> None:
        text = INVISIBLE.sub("", text.replace("\u00ad", "-"))
        if not text.strip():
            if rows and text:
                rows[-1].text += " "
            return
        x, y = _place(cm, tm)
        scale = abs(tm[3] or tm[1] or 1) * abs(cm[3] or cm[1] or 1)
        letters = (size or 1) * scale
        for part in text.split("\n"):
            if not part.strip():
                continue
            if rows and abs(rows[-1].y - y) < max(2.0, letters * 0.3) and x >= rows[-1].x:
                rows[-1].text += part
                rows[-1].size = max(rows[-1].size, letters)
            else:
                rows.append(_Row(y, x, letters, part))

    def clock(*_: object) -> None:
        if time.monotonic() > deadline:
            raise Unreadable("this PDF takes far too long to read; it may mean harm")

    page.extract_text(visitor_text=word, visitor_operand_before=clock)
    return rows


def _place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    return (
        tm[4] * cm[0] + tm[5] * cm[2] + cm[4],
        tm[4] * cm[1] + tm[5] * cm[3] + cm[5],
    )


def _lines(rows: list[_Row]) -> tuple[Line, ...]:
    """Rows from the top of the page down; a wide gap or larger letters begin something new."""
    rows = _top_down(rows)
    steps = sorted(a.y - b.y for a, b in pairwise(rows) if 2 < a.y - b.y < 60)
    usual = steps[len(steps) // 4] if steps else 0.0  # most steps are within paragraphs
    sizes = [row.size for row in rows for _ in range(1 + len(row.text) // 20)]
    letters = median(sizes) if sizes else 0.0
    found: list[Line] = []
    for number, row in enumerate(rows):
        text = " ".join(row.text.split())
        if not text:
            continue
        above = rows[number - 1] if number else None
        step = above.y - row.y if above else 0.0
        begins = (
            above is None
            or step > usual * _WIDE_GAP
            or step < 0
            or abs(above.size - row.size) > 0.1 * max(row.size, 1)
            or _is_indented(row, above, letters)
        )
        large = row.size > letters * _LARGE and len(text.split()) <= 14
        found.append(Line(text, begins, Kind.HEADING if large else Kind.TEXT))
    return tuple(found)


def _is_indented(row: _Row, above: _Row, letters: float) -> bool:
    """A step to the side begins something, except below a bullet, whose text hangs."""
    step = row.x - above.x
    hangs = step > 0 and (BULLET.match(above.text) or LETTERED.match(above.text))
    return abs(step) > 0.8 * letters and not hangs and not NUMBERED.match(above.text)


def _top_down(rows: list[_Row]) -> list[_Row]:
    """In the order of the file, which follows columns, but with feet and heads where they belong.

    Printers often write what stands at the edges of a page before or after everything else.
    """
    body = [row for row in rows if row.text.strip()]
    if not body:
        return []
    top, bottom = max(row.y for row in body), min(row.y for row in body)
    heads = [row for row in body if row.y > top - 3]
    feet = [row for row in body if row.y < bottom + 3]
    edges = {id(row) for row in (*heads, *feet)}
    middle = [row for row in body if id(row) not in edges]
    return [*heads, *middle, *(row for row in feet if row not in heads)]
