"""What the check says of the policy that a school decides by, in plain words and grouped by kind."""

from __future__ import annotations

from typing import Any

from goodname.core.decide.check.findings import ERROR, KINDS, Finding
from goodname.core.decide.policy import Policy
from goodname.core.words import Unreadable
from goodname.data import policies
from goodname.web.accounts.models import School
from goodname.web.ui import wording

from .documents import note
from .labels import ERRORS, FINDINGS, FOUND
from .proof import report
from .queries import current, in_force
from .telling import in_words
from .what_if import address

SAMPLED = 1_000  # large sets of facts that are read row by row as well, while somebody waits


def checked(school: School) -> dict[str, Any]:
    """The answer, the proof, what must be put right and what a person should look at."""
    policy = current(school)
    try:
        found = report(in_force(school).text, sampled=SAMPLED)
    except Unreadable:  # then the packs that came with the product decide, as `current` does
        found = report(policies.text(policies.OWN), sampled=SAMPLED)
    return {
        "policy": policy,
        "heading": _heading(len(found.errors)),
        "counted": " ".join(found.counted),
        "errors": [_told(one, policy) for one in found.errors],
        "groups": _groups(found.findings, policy),
    }


def _heading(wrong: int) -> str:
    if wrong:
        return f"{wording.sentence(wording.count(wrong, 'thing'))} must be put right"
    return "Our policy holds: nothing is left open, and no rule contradicts another"


def _groups(findings: tuple[Finding, ...], policy: Policy) -> list[dict[str, Any]]:
    groups = []
    for kind, (title, about) in FOUND.items():
        found = [_told(one, policy) for one in findings if one.kind == kind]
        if found:
            word = FINDINGS[kind][1]
            groups.append(
                {"kind": kind, "word": word, "title": title, "about": about, "found": found}
            )
    return groups


def _told(found: Finding, policy: Policy) -> dict[str, Any]:
    """One finding with its place, and for an error the smallest case on which it shows."""
    place = {"clause": found.clause, "where": _where(found.clause, policy)}
    if KINDS[found.kind] == ERROR:
        told = {"word": ERRORS[found.kind], "text": found.text}
    else:
        told = note(found)
        # The check says it in one sentence; here what is silent and what we read stand apart.
        told["text"], _, told["choice"] = told["text"].partition("; the pack reads: ")
    if found.example is not None:
        told |= {"example": in_words(found.example), "address": address(found.example)}
    return place | told


def _where(place: str, policy: Policy) -> str:
    titles = {clause.id: clause.title for clause in policy.clauses}
    titles |= {pack.id: pack.title for pack in policy.packs}
    return titles.get(place, place)
