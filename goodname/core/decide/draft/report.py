"""Says in plain lines what was read out of a document, how sure that is, and what was left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodname.core.decide import tables
from goodname.core.decide.draft.drafting import Draft
from goodname.core.decide.draft.found import place, quotation
from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import MOST, Passage

_WORDS = 14  # of a passage that is listed
_KINDS = {
    "role": "Roles that it names",
    "contact": "Contacts (left out of the draft; the desk asks for them at set-up)",
    "age": "Ages",
    "channel": "Channels",
    "time": "Times",
    "binds": "Whom it binds",
    "told": "Named where it says who is told of a contact between a pupil and an adult",
    "accounts": "Accounts in the school's name",
}


def lines(draft: Draft) -> Iterator[str]:
    """The whole report, for standard error; names of people are never in it."""
    yield from _counts(draft)
    yield from _found(draft)
    yield from _differs(draft)
    yield from _missing(draft)
    yield from _taken(draft)
    yield from _doubtful(draft)
    yield from _open(draft)


def _counts(draft: Draft) -> Iterator[str]:
    said = [one for one in draft.passages if one.kind is not Kind.HEADING]
    name = draft.people.mask(draft.name)
    yield f"Read {len(said)} passages of “{name}”."
    if len(draft.passages) == MOST:
        yield f"The document goes on: only its first {MOST:,} passages were read."
    yield f"Placed {len(said) - len(draft.open)}, left open {len(draft.open)}."
    yield f"Found {len(draft.found)} of the template's {len(draft.clauses)} clauses."


def _found(draft: Draft) -> Iterator[str]:
    yield from _title("Found (in the draft; a person has to confirm each)")
    for one in draft.found:
        best = one.best
        words = ", ".join(f"“{word}”" for word in best.because)
        more = f", and {len(one.readings) - 1} more" if len(one.readings) > 1 else ""
        yield f"  {one.clause}, confidence {best.confidence:.2f}, {place(best.passage)}{more}"
        yield f"    {_quoted(draft, best.passage)}"
        yield f"    decided by {words}"


def _differs(draft: Draft) -> Iterator[str]:
    if draft.differs:
        yield from _title("Differs from the template")
    for one in draft.differs:
        yield f"  {one.difference.says}"
        added = one.certain and one.difference.besides
        done = "a row was added" if added else "the draft was not changed"
        yield f"    {place(one.passage)}, {done}: {_quoted(draft, one.passage)}"


def _missing(draft: Draft) -> Iterator[str]:
    found = {one.clause for one in draft.found}
    missing = [(name, row) for name, row in draft.clauses.items() if name not in found]
    if missing:
        yield from _title(
            "Not found (not in the draft; where law speaks of it, the law pack decides)"
        )
    for name, row in missing:
        text = tables.text(row, "text", name).split(". ")[0].rstrip(".")
        yield f"  Your policy says nothing of {name} that was recognised; the template says: {text}."


def _taken(draft: Draft) -> Iterator[str]:
    if any(one.kind in _KINDS for one in draft.taken):
        yield from _title("Taken out")
    for kind, title in _KINDS.items():
        at: dict[str, list[Passage]] = defaultdict(list)
        for one in draft.taken:
            if one.kind == kind:
                at[one.says].append(one.passage)
        if at:
            yield f"  {title}:"
        for says, where in at.items():
            yield f"    {says}: {_places(where)}"
    people = [one.passage for one in draft.taken if one.kind == "person"]
    if people:
        yield f"  People are named in {_places(people)}. Names are not carried over:"
        yield "    which role does each of them hold? The desk asks for names at set-up."


def _doubtful(draft: Draft) -> Iterator[str]:
    doubtful = [one for one in draft.readings if one.confidence < draft.threshold]
    if doubtful:
        yield from _title("Doubtful (not in the draft)")
    for one in doubtful:
        yield f"  {one.clause}? confidence {one.confidence:.2f}, {place(one.passage)}"
        yield f"    {_quoted(draft, one.passage)}"


def _open(draft: Draft) -> Iterator[str]:
    if draft.open:
        yield from _title("Could not be placed")
    for one in draft.open:
        yield f"  {place(one)}: {_quoted(draft, one)}"


def _title(words: str) -> Iterator[str]:
    yield ""
    yield words


def _quoted(draft: Draft, passage: Passage) -> str:
    return f"“{quotation(passage, draft.people, _WORDS)}”"


def _places(where: list[Passage]) -> str:
    """ "passages 3, 12 and 40", the first few."""
    numbers = list(dict.fromkeys(str(one.number) for one in where))
    shown = numbers[:6]
    rest = f" and {len(numbers) - len(shown)} more" if len(numbers) > len(shown) else ""
    return f"passage{'s' if len(numbers) > 1 else ''} {', '.join(shown)}{rest}"
