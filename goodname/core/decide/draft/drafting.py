"""Drafts a policy file from a school's own document, and says what could not be placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from goodname.core.decide import tables
from goodname.core.decide.draft.differs import Differs, differs
from goodname.core.decide.draft.found import (
    MOST_CHARACTERS,
    Found,
    by_clause,
    place,
    quotation,
    unplaced,
)
from goodname.core.decide.draft.pages import Document, Kind
from goodname.core.decide.draft.paragraphs import visible
from goodname.core.decide.draft.passages import Passage, passages
from goodname.core.decide.draft.private import People
from goodname.core.decide.draft.recognise import Reading, recognise
from goodname.core.decide.draft.rows import rows
from goodname.core.decide.draft.signs import Signs
from goodname.core.decide.draft.taken import Taken, decided, stated_date, taken
from goodname.core.decide.draft.wording import plain
from goodname.core.decide.lines import lines
from goodname.core.decide.tables import Table

LAW = "england"
_TAKEN_IDS = (LAW, "highfield", "retention")  # shipped packs, whose names a school's may not take
_OPENING = 30  # passages among which the title stands
_HEAD = """\
# A draft, read by `goodname policy read` from “{name}”. Nobody has confirmed it yet.
#
# Only clauses that were found in your document are here. Each says where it was found and how sure that
# is; the rows beside it are the template's, unless a note above a row says that your own words changed it.
# Before you use it, a person has to
#   1. read each clause beside the passage that it points to, and delete what is not meant;
#   2. confirm each row: who does it, for whom, and each time (`choice` says where a time comes from);
#   3. read the report that came with this draft: what was not placed, what differs, what is not said;
#   4. put in words of your own under `text`, the day of the next review, and a version.
# Then `goodname policy check FILE` says whether it holds."""


@dataclass(frozen=True)
class Draft:
    """`toml` is the draft pack; the rest is what it was made of, for a report or for a page.

    `clauses` are the template's ids with their titles, in order; `open` are the passages that no
    clause was found for; `readings` has the doubtful ones too.
    """

    toml: str
    name: str
    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]
    found: tuple[Found, ...]
    open: tuple[Passage, ...]
    taken: tuple[Taken, ...]
    differs: tuple[Differs, ...]
    clauses: Mapping[str, Table]
    threshold: float
    people: People


def draft(document: Document, name: str, template: Table, signs: Signs, today: date) -> Draft:
    """A draft pack for the document called `name`, by the template's parsed tables.

    Pure and never fails: a document that speaks of nothing gives a pack without clauses, which the
    law pack beneath it makes whole.
    """
    name = visible(name.replace("\\", "/").rsplit("/", 1)[-1])[:120] or "standard input"
    said = passages(document)
    signs = replace(signs, people=signs.people.in_document(one.text for one in said))
    readings = recognise(said, signs)
    fixed = (*taken(said, signs), *decided(readings, signs))
    clauses = {tables.text(row, "id", "clause"): row for row in _rows(template, "clause")}
    found = by_clause(readings, signs.threshold, list(clauses))
    differ = differs(said, readings, fixed, signs)
    written = [
        _HEAD.format(name=signs.people.mask(name)),
        "",
        *_pack(document, name, said, signs, today),
        *_conditions(template, [clauses[one.clause] for one in found]),
        *(
            line
            for one in found
            for line in _clause(one, clauses[one.clause], signs, differ, fixed)
        ),
    ]
    return Draft(
        toml="\n".join(written).rstrip() + "\n",
        name=name,
        passages=said,
        readings=readings,
        found=tuple(found),
        open=tuple(unplaced(said, readings, signs.threshold)),
        taken=fixed,
        differs=differ,
        clauses=clauses,
        threshold=signs.threshold,
        people=signs.people,
    )


def pack_id(name: str) -> str:
    """An id from the name of a file, never that of a pack that comes with the product."""
    made = re.sub(r"[^a-z0-9]+", "-", name.rsplit(".", 1)[0].lower()).strip("-")[:48].strip("-")
    return f"{made}-draft" if made in _TAKEN_IDS else made or "our-policy"


def _pack(
    document: Document, name: str, said: Sequence[Passage], signs: Signs, today: date
) -> Iterator[str]:
    title = visible(signs.people.mask(_title(document, said, signs)))[:120].strip()
    review = stated_date(said, signs, "reviewed")
    dated = stated_date(said, signs, "dated")
    yield "[pack]"
    head: dict[str, object] = {
        "id": pack_id(name),
        "title": title,
        "version": "draft",
        "edition": f"As read from “{signs.people.mask(name)[:80]}”",
    }
    yield from _lines(head)
    if dated is None:
        yield "# No date was found in the document; this is the day on which it was read."
    yield from _lines({"date": dated if dated and dated <= today else today})
    if review:
        yield from _lines({"review": review})
    else:
        yield "# The document states no day of review that could be read. Put one in: review = 2027-09-01"
    yield from _lines(
        {
            "about": "A draft of the school's own policy. It adds to the law and takes nothing away.",
            "adds_to": [LAW],
        }
    )
    yield ""


def _title(document: Document, said: Sequence[Passage], signs: Signs) -> str:
    """The first heading that names a policy; a document often begins with something else."""
    headings = [one.text for one in said[:_OPENING] if one.kind is Kind.HEADING]
    named = signs.phrases["title"]
    found = next((one for one in headings if named.search(plain(one))), "")
    return found or document.title or "Social-media policy"


def _conditions(template: Table, clauses: Sequence[Table]) -> Iterator[str]:
    """The named conditions that the rows need, with those that they need themselves."""
    needed = {name for clause in clauses for row in _rows(clause, "row") for name in _names(row)}
    kept: list[Table] = []
    for named in reversed(_rows(template, "condition")):  # a name is used only below its definition
        if named["id"] in needed:
            needed |= set(_names(named))
            kept.append(named)
    for named in reversed(kept):
        yield "[[condition]]"
        yield from _lines(named)
        yield ""


def _names(table: Table) -> Iterator[str]:
    for key in ("where", "except"):
        yield from tables.words(table.get(key, []), key)
    for part in _rows(table, "either"):
        yield from _names(part)


def _clause(
    one: Found, template: Table, signs: Signs, differ: Sequence[Differs], fixed: Sequence[Taken]
) -> Iterator[str]:
    best = one.best
    first = quotation(best.passage, signs.people, 8)
    quoted = quotation(best.passage, signs.people)
    yield f"# Decided by: {_line(', '.join(best.because))[:MOST_CHARACTERS]}"
    for other in one.readings[1:4]:
        words = quotation(other.passage, signs.people, 8)
        yield f"# See also {place(other.passage)}, confidence {other.confidence:.2f}: “{_line(words)}”"
    yield "[[clause]]"
    clause: dict[str, object] = {
        "id": one.clause,
        "kind": template["kind"],
        "title": template["title"],
        "place": f"{place(best.passage)}: “{first}”, confidence {best.confidence:.2f}",
        "text": f"{template['title']}: “{quoted}”",
    }
    if template.get("page"):
        clause["page"] = template["page"]
    yield from _lines(clause)
    yield ""
    if one.clause == "ages.minimum":
        yield from _claims(fixed)
    for row in rows(_rows(template, "row"), one, signs.clause(one.clause), differ):
        if row.note:
            yield f"# {row.note}"
        yield "[[clause.row]]"
        yield from _lines(row.row)
        yield ""


def _claims(fixed: Sequence[Taken]) -> Iterator[str]:
    """What the document says of the ages of platforms, to be held against the dated register."""
    stated = dict.fromkeys(
        one.value for one in fixed if one.kind == "age" and not one.value.startswith(":")
    )
    for entry in stated:
        platform, age = entry.split(":")
        yield "[[clause.claim]]"
        yield from _lines({"about": f"platform.{platform}.minimum_age", "value": age})
        yield ""


def _rows(table: Table, key: str) -> list[Table]:
    return tables.rows(table, key, key)


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(table: Mapping[str, object]) -> Iterator[str]:
    """Each entry of a table as lines of TOML, in order."""
    for key, entry in table.items():
        for statement in lines(key, entry):
            yield from statement.text.splitlines()
