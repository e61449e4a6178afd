"""A school's own document in, a draft policy and a report out: all that `policy read` needs."""

from __future__ import annotations

from datetime import date

from goodname.core.decide.draft import drafting, report
from goodname.data import recognising
from goodname.files.documents.read import read


def draft(data: bytes, name: str, today: date) -> tuple[str, tuple[str, ...]]:
    """The draft pack as TOML text, and the report's lines (without their ends).

    `data` are the bytes of a document called `name`. Raises Unreadable, with one clear line, for
    what cannot be read.
    """
    document = read(data, name)
    made = drafting.draft(document, name, recognising.template(), recognising.load(), today)
    return made.toml, tuple(report.lines(made))
