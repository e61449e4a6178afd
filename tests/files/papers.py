"""Small documents in every format that the reader knows, made for one test each."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx

WORD_PART = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*blocks: tuple[str, str] | list[list[str]]) -> bytes:
    """A DOCX of (style, words) paragraphs and of tables (lists of rows), as Word's users make it."""
    made = docx.Document()
    for block in blocks:
        if isinstance(block, list):
            table = made.add_table(rows=len(block), cols=len(block[0]))
            for row, cells in enumerate(block):
                for column, words in enumerate(cells):
                    table.cell(row, column).text = words
        else:
            made.add_paragraph(block[1], style=block[0])
    body = io.BytesIO()
    made.save(body)
    return body.getvalue()


def archive(**parts: bytes) -> bytes:
    """A ZIP of these parts; "__" in a name stands for "/", and "_xml" at its end for ".xml"."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return body.getvalue()


def word_xml(inside: str, before: str = "") -> bytes:
    """A DOCX whose only part is written by hand."""
    xml = f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{inside}</w:body></w:document>'
    return archive(word__document_xml=xml.encode())


Words = tuple[float, float, float, str]  # x, y and size in points from the bottom left, and text


def pdf(*pages: Sequence[Words], streams: Sequence[bytes] = ()) -> bytes:
    """A PDF whose pages show these words; `streams` are whole content streams instead."""
    contents = [_content(page) for page in pages] or list(streams)
    count = len(contents)
    font = 3 + 2 * count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (count, b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(count))),
    ]
    for number, content in enumerate(contents):
        packed = zlib.compress(content)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (4 + 2 * number, font)
        )
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    return _file(objects)


def _content(words: Sequence[Words]) -> bytes:
    shown = [
        f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, size, text in words
    ]
    return ("BT " + " ".join(shown) + " ET").encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )
