"""Takes a template's rows over into a draft, changed only where the school's own words are sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodname.core.decide.draft.differs import SURE, Differs
from goodname.core.decide.draft.found import Found, place
from goodname.core.decide.draft.signs import ClauseSigns
from goodname.core.decide.draft.taken import counted
from goodname.core.decide.tables import Table


@dataclass(frozen=True)
class DraftRow:
    """`note` says what was changed and by which passage, "" where the row is the template's."""

    row: Mapping[str, object]
    note: str = ""


def rows(
    template: Sequence[Table], found: Found, signs: ClauseSigns, differ: Iterable[Differs]
) -> list[DraftRow]:
    """The rows of one clause, and those that the school's own words add to them.

    A reading may be wrong, so it never takes a step or a ban away; that is for a person.
    """
    certain = [
        one
        for one in differ
        if one.certain and one.difference.besides and found.clause in one.difference.clauses
    ]
    drafted: list[DraftRow] = []
    for row in template:
        drafted.append(_row(row, found, signs))
        beside = [one for one in certain if row.get("ask") == one.difference.besides["of"]]
        drafted += [_besides(row, one) for one in beside]
    return drafted


def _row(row: Table, found: Found, signs: ClauseSigns) -> DraftRow:
    action = row.get("ask")
    changed, note = dict(row), ""
    if "within" in row:
        changed["choice"] = f"Not read in your policy. The template: {row.get('choice', '')}"
        timed = _time(found) if action in signs.timed else None
        if timed:
            within, unit, words, where = timed
            changed |= {"within": within, "within_unit": unit}
            changed["choice"] = f"Your policy says “{words}” ({where})."
            note = f"The time is your policy's own, {where}."
    return DraftRow(changed, note)


def _time(found: Found) -> tuple[str, str, str, str] | None:
    """The time in the surest passages that state one; two that differ are a person's to settle."""
    times = {
        (time.within, time.unit): (time.within, time.unit, time.words, place(one.passage))
        for one in found.readings
        if one.confidence >= SURE and (time := counted(one.passage))
    }
    return next(iter(times.values())) if len(times) == 1 else None


def _besides(row: Table, one: Differs) -> DraftRow:
    """A row for what the school's policy asks in such a case, beside what the template asks."""
    where = place(one.passage)
    added = {key: entry for key, entry in row.items() if key not in ("owner", "to")}
    besides = one.difference.besides
    added |= {key: besides[key] for key in ("ask", "owner", "to")}
    if "within" in row:
        added["choice"] = f"Not read in your policy. The template: {row.get('choice', '')}"
    added["why"] = "This is what your policy says; the template would tell somebody else."
    return DraftRow(added, f"Added beside {row['ask']}: {where}.")
