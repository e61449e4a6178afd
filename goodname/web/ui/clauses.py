"""Clause ids with the short titles that a page shows for them."""

from collections.abc import Iterable
from functools import cache

from goodname.data import policies


@cache
def _titles() -> dict[str, str]:
    return {clause.id: clause.title for clause in policies.load("england", "highfield").clauses}


def named(ids: Iterable[str]) -> list[dict[str, str]]:
    """For ui/_clause.html; a clause of an older policy that is gone keeps its id as its name."""
    return [{"id": clause, "title": _titles().get(clause, clause)} for clause in ids]
