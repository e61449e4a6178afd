"""Reads a school's terms and closures as a person writes them; raises Unreadable with the fault."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from goodname.core.act.deadlines import SchoolCalendar
from goodname.core.words import Unreadable
from goodname.worker.answers import at_most, seen, tidy


class Term(NamedTuple):
    name: str
    starts: date
    ends: date


def day(text: str) -> date:
    """From 2026-10-26 or 26/10/2026."""
    for way in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text.strip(), way).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 2000 <= found.year < 2100:
            return found
    raise Unreadable("is not a day of this century, one such as 26/10/2026 is allowed")


def term(text: str, others: Iterable[Term] = ()) -> Term:
    """From “Autumn term, 01/09/2026, 18/12/2026”; it may not overlap the others."""
    said = text.rsplit(",", 2)
    if len(said) != 3:
        raise Unreadable("is not a term, a name, its first day and its last day are allowed")
    made = Term(at_most(60)(seen(tidy(said[0]))), day(said[1]), day(said[2]))
    try:
        SchoolCalendar(tuple(sorted((one.starts, one.ends) for one in (*others, made))))
    except Unreadable as error:
        wrong = "ends before it begins" if made.ends < made.starts else "overlaps another term"
        raise Unreadable(f"{wrong}, terms that follow one another are allowed") from error
    return made
