"""Clause ids with the short titles that a page shows for them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from goodname.data import policies

Titles = Callable[[Any], Mapping[str, str]]
_lookups: list[Titles] = []


def titles_from(lookup: Titles) -> None:
    """Ask `lookup(school)` for the titles that a school's own policy gives its clauses."""
    _lookups[:] = [lookup]


@cache
def _shipped() -> dict[str, str]:
    return {clause.id: clause.title for clause in policies.load(policies.OWN).clauses}


def named(ids: Iterable[str], school: Any = None) -> list[dict[str, str]]:
    """For ui/_clause.html, in the words of this school; without one, of the pack that is shipped.

    A clause of an older policy that is gone keeps its id as its name.
    """
    wanted = list(ids)
    own = _lookups[0](school) if school is not None and _lookups and wanted else {}
    return [{"id": one, "title": own.get(one) or _shipped().get(one, one)} for one in wanted]
