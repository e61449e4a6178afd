"""A policy as the page shows it: chapters, clauses, what each triggers, and what is noted beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import NoReverseMatch, reverse

from goodname.core.decide.check import currency
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.policy import Ask, Clause, First, Forbid, Pack, Policy, Row
from goodname.core.decide.reading import conditions, duty, stand_in
from goodname.core.words import Span
from goodname.data import registers
from goodname.web.ui import wording

from .contacts import contacts
from .labels import ACTIONS, FINDINGS, KINDS, chapter

NOTED = ("stale", "unverified", "dangling")  # findings that stand beside the words they are about
_SOURCE = re.compile(r" \(([^()]+, (?:read \d+ \w+ \d{4}|undated))\)$")


def document(
    policy: Policy, today: date, *, office: str = "", editing: bool = False
) -> list[dict[str, Any]]:
    """The school's own pack first, then what it rests on.

    `office` is the e-mail address that people of the school are written to at; with `editing` each
    rule that the school may change carries the address of the page on which it is changed.
    """
    found: dict[str, list[Finding]] = {}
    for finding in currency.findings(policy, registers.known(), today):
        found.setdefault(finding.clause, []).append(finding)
    return [_pack(pack, policy, found, office, editing) for pack in policy.packs]


def _pack(
    pack: Pack, policy: Policy, found: dict[str, list[Finding]], office: str, editing: bool
) -> dict[str, Any]:
    law = not pack.adds_to
    chapters = [
        {
            "id": f"{pack.id}-{number}",
            "title": chapter(prefix),
            "clauses": [
                _clause(clause, policy, found.get(clause.id, []), law, editing and not law)
                for clause in clauses
            ],
        }
        for number, (prefix, clauses) in enumerate(
            groupby(pack.clauses, key=lambda clause: clause.id.partition(".")[0]), start=1
        )
    ]
    return {
        "id": pack.id,
        "title": pack.title,
        "version": pack.version,
        "edition": pack.edition.rstrip("."),
        "date": pack.date,
        "review": pack.review,
        "about": pack.about.strip(),
        "chapters": chapters,
        "law": law,
        "contacts": list(contacts(pack, office)),
    }


def _clause(
    clause: Clause, policy: Policy, found: Iterable[Finding], law: bool, editing: bool
) -> dict[str, Any]:
    rules = [*_rules(clause, policy, law, editing)]
    notes = [note(one) for one in found if one.kind in NOTED]
    return {
        "id": clause.id,
        "title": clause.title,
        "kind": KINDS[clause.kind],
        "pieces": _pieces(clause, found),
        "place": clause.place,
        "page": address(clause.page),
        "triggers": _triggers(clause),
        "rules": rules,
        "law": law,
        "gaps": clause.gaps,
        "notes": notes,
        "see": [
            {"to": reference.to, "url": url}
            for reference in clause.references
            if (url := address(reference.leads_to))
        ],
    }


def _triggers(clause: Clause) -> str:
    """ "save the evidence, ask the author to delete it; never: …": the rules in a breath."""
    asks = [row.action for row in (*clause.first, *clause.rows) if not isinstance(row, Forbid)]
    bans = [action for row in clause.rows if isinstance(row, Forbid) for action in row.actions]
    parts = [_short(asks)]
    if clause.stand_ins:
        parts.append("who stands in for whom")
    if bans:
        parts.append(f"never: {_short(bans)}")
    return "; ".join(part for part in parts if part)


def _short(actions: Iterable[Any]) -> str:
    labels = dict.fromkeys(ACTIONS[action] for action in actions)
    return wording.listed(label[0].lower() + label[1:] for label in labels)


def _rules(clause: Clause, policy: Policy, law: bool, editing: bool) -> Iterator[dict[str, Any]]:
    for first in clause.first:
        yield _rule(first, policy, law)
    for number, row in enumerate(clause.rows, start=1):
        change = address("edit_row", clause.id, number) if editing and not row.locked else ""
        yield _rule(row, policy, row.locked) | {"change": change}
    for office in clause.stand_ins:
        yield {"duty": stand_in(office), "why": office.why, "locked": law}


def _rule(row: Row | First, policy: Policy, locked: bool) -> dict[str, Any]:
    said = conditions(row.when, policy)
    return {
        "duty": f"{wording.sentence(duty(row))}.",
        "when": f"Where {', and '.join(said)}." if said else "Always.",
        "why": "" if isinstance(row, First) else row.why,
        "choice": row.choice if isinstance(row, Ask) else "",
        "locked": locked,
    }


def note(found: Finding) -> dict[str, str]:
    """A finding with its tag, and where the register read it apart from what it says."""
    source = _SOURCE.search(found.text)
    text = found.text[: source.start()] if source else found.text
    tag, word = FINDINGS[found.kind]
    return {"tag": tag, "word": word, "text": text, "source": source[1] if source else ""}


def _pieces(clause: Clause, found: Iterable[Finding]) -> list[wording.Stretch]:
    """The text, cut where it states something that a register does not bear out."""
    text = " ".join(clause.text.split())
    doubted = {
        claim.value: FINDINGS[one.kind][1]
        for claim in clause.claims
        for one in found
        if one.kind in ("stale", "unverified") and f"“{claim.value}”" in one.text.partition(";")[0]
    }
    spans = [
        Span(at.start(), at.end(), word)
        for value, word in doubted.items()
        for at in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text)
    ]
    return wording.stretches(text, sorted(spans, key=lambda span: span.start))


def address(name: str, *arguments: object) -> str:
    """The address of a page by its name, "" where this desk has no such page."""
    try:
        return reverse(name, args=arguments) if name else ""
    except NoReverseMatch:
        return ""
