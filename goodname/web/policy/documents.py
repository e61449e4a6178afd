"""A policy as the page shows it: one section a document, one paragraph a clause, its rows as sentences."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from goodname.core.decide.policy import Clause, Pack, Policy
from goodname.core.decide.reading import sentence, stand_in

KINDS = {
    "duty": "What must be done",
    "aim": "What the school is after",
    "fact": "What is so",
}


def document(policy: Policy) -> list[dict[str, Any]]:
    """The school's own pack first, then what it rests on."""
    return [_pack(pack, policy) for pack in policy.packs]


def _pack(pack: Pack, policy: Policy) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": pack.title,
        "version": pack.version,
        "edition": pack.edition,
        "date": pack.date,
        "review": pack.review,
        "about": pack.about.strip(),
        "clauses": [_clause(clause, policy) for clause in pack.clauses],
        "locked": not pack.adds_to,
    }


def _clause(clause: Clause, policy: Policy) -> dict[str, Any]:
    rows = [
        {
            "sentence": sentence(row, policy),
            "why": getattr(row, "why", ""),
            "choice": getattr(row, "choice", ""),
        }
        for row in (*clause.first, *clause.rows)
    ]
    rows += [{"sentence": stand_in(row), "why": row.why, "choice": ""} for row in clause.stand_ins]
    return {
        "id": clause.id,
        "title": clause.title,
        "kind": KINDS[clause.kind],
        "text": clause.text.strip(),
        "place": clause.place,
        "rows": rows,
        "page": _page(clause.page),
    }


def _page(name: str) -> str:
    """The address of the page that fulfils a clause, where this desk has that page."""
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
