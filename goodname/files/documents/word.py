"""Reads a Word file (DOCX) with the standard library only: one part of the archive, in one pass.

No tree is built and no other part is opened, so an archive that unpacks to gigabytes or XML that
refers to itself has nothing to work on. A library that builds the whole document would also leave
out what stands in content controls, where many schools keep the title and the dates.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from goodname.core.decide.draft.pages import Document, Kind, Line, Page
from goodname.core.words import Unreadable
from goodname.files.documents import limits

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_HEADING = re.compile(r"heading|title|kop|berschrift", re.IGNORECASE)
_LIST = re.compile(r"^list", re.IGNORECASE)
_UNSEEN = frozenset({"delText", "instrText", "delInstrText"})
MOST_PARTS = 5_000
DEEPEST = 2_000


def read(data: bytes) -> Document:
    """The paragraphs of a DOCX file, table rows as one line each; raises Unreadable."""
    reader = _Reader()
    try:
        reader.feed(_part(data, "word/document.xml"))
    except expat.ExpatError as fault:
        raise Unreadable("this Word document is damaged and cannot be read") from fault
    if not reader.lines:
        raise Unreadable("this Word document has no words in it, only pictures or nothing")
    return Document(pages=(Page(None, tuple(reader.lines)),), title=_title(reader.lines))


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise Unreadable("this Word document has far too many parts")
            part = archive.getinfo(name)
            if part.flag_bits & 1:
                raise Unreadable("this Word document has a password, save it without one")
            with archive.open(part) as opened:  # the size that it claims is not believed
                body = opened.read(limits.MOST_UNPACKED + 1)
    except KeyError:
        raise Unreadable("this is an archive and no Word document (DOCX)") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as fault:
        raise Unreadable("this Word document is damaged and cannot be read") from fault
    if len(body) > limits.MOST_UNPACKED:
        raise Unreadable("this Word document unpacks to far more than a policy has")
    return body


def _title(lines: list[Line]) -> str:
    return next((line.text for line in lines if line.kind is Kind.HEADING), "")


class _Reader:
    """Collects the words paragraph by paragraph while the parser goes by."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self._kind = Kind.TEXT
        self._depth = self._tables = self._characters = 0
        self._takes = False
        self._fallback = 0

    def feed(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(xml, True)

    def _refuse(self, *_: object) -> None:
        raise Unreadable("this Word document defines words of its own XML; that may mean harm")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("this Word document is nested far too deep")
        space, _, name = tag.rpartition(" ")
        if name == "Fallback":  # the same words once more, for old programs
            self._fallback += 1
        if space not in (_W, _W_STRICT):
            return
        value = next((v for key, v in attributes.items() if key.endswith(" val")), "")
        if name == "t":
            self._takes = not self._fallback
        elif name in ("tab", "br", "cr"):
            self._words.append(" ")
        elif name == "noBreakHyphen":
            self._words.append("-")
        elif name == "pStyle" and (_HEADING.search(value) or _LIST.match(value)):
            self._kind = Kind.HEADING if _HEADING.search(value) else Kind.ITEM
        elif name == "numPr" and self._kind is Kind.TEXT:
            self._kind = Kind.ITEM
        elif name == "tbl":
            self._tables += 1

    def _end(self, tag: str) -> None:
        self._depth -= 1
        space, _, name = tag.rpartition(" ")
        if name == "Fallback":
            self._fallback -= 1
        if space not in (_W, _W_STRICT):
            return
        if name == "t":
            self._takes = False
        elif name == "p":
            self._paragraph()
        elif name == "tr":
            self._row()
        elif name == "tbl":
            self._tables -= 1

    def _text(self, words: str) -> None:
        if self._takes:
            self._words.append(words)
            self._characters += len(words)
            limits.check_words(self._characters, len(self.lines))

    def _paragraph(self) -> None:
        text = " ".join("".join(self._words).split())
        if text and self._tables:
            self._cells.append(text)
        elif text:
            self.lines.append(Line(text, kind=self._kind))
        self._words, self._kind = [], Kind.TEXT

    def _row(self) -> None:
        """A row of a small table is one line ("Headteacher: …"); long cells are paragraphs."""
        if self._cells and all(len(cell) <= 60 for cell in self._cells):
            self.lines.append(Line(": ".join(self._cells)))
        else:
            self.lines += [Line(cell) for cell in self._cells]
        self._cells = []
