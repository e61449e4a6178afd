"""What the pages of versions show: clauses to change, groups of ticks, and what follows from a change."""

from typing import Any

from django import forms

from goodname.core.decide.check.findings import Finding
from goodname.core.decide.conditions import ONE, QUESTIONS
from goodname.core.decide.policy import Policy
from goodname.data import policies
from goodname.web.accounts.viewer import Viewer

from .changes import between, rule
from .effects import SHOWN, Effect, made_up
from .models import PolicyVersion
from .past import differently
from .proof import report
from .queries import base_of
from .row_values import LISTS
from .rows import FIELDS, RowForm
from .telling import in_words


class SendForm(forms.Form):
    note = forms.CharField(
        label="Why should our policy change?",
        help_text="One or two sentences for the Headteacher, and for whoever reads it in a year.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": "Say in a sentence why our policy should change."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Why not?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": "Say why, so that it can be written better."},
    )


def clauses(policy: Policy) -> list[dict[str, Any]]:
    """The school's own clauses, each with its rules and their numbers."""
    return [
        {
            "id": clause.id,
            "title": clause.title,
            "text": clause.text.strip(),
            "rules": [
                {"number": number, "rule": rule(row, policy), "locked": row.locked}
                for number, row in enumerate(clause.rows, start=1)
            ],
        }
        for clause in policy.packs[0].clauses
    ]


def of_difference(viewer: Viewer, version: PolicyVersion) -> dict[str, Any]:
    """Everything that a version changes against its base: rules, made-up cases, past ones, faults.

    Raises Unreadable where it cannot be read.
    """
    before, after = base_of(version), policies.read_text(version.text)
    changes = between(before, after)
    past, again = differently(viewer, before, after) if changes else ([], 0)
    effects = shown_effects(made_up(before, after) if changes else [], past, again)
    faults = [wrong(finding, after) for finding in report(version.text).errors]
    return {"changes": changes, "wrong": faults} | effects


def shown_effects(made: list[Effect], past: list[Effect], again: int) -> dict[str, Any]:
    """As policy/_effects.html takes them: the first few, and how many more there are."""
    return {
        "made": made[:SHOWN],
        "made_more": max(len(made) - SHOWN, 0),
        "past": past[:SHOWN],
        "past_more": max(len(past) - SHOWN, 0),
        "again": again,
    }


def wrong(finding: Finding, policy: Policy) -> dict[str, str]:
    """A fault of the check with its clause's title and its counter-example in words."""
    titles = {clause.id: clause.title for clause in policy.clauses}
    return {
        "text": finding.text,
        "clause": titles.get(finding.clause, "The whole policy"),
        "example": in_words(finding.example) if finding.example else "",
    }


def groups(form: RowForm) -> list[dict[str, Any]]:
    """The conditions of a rule in groups, those with a tick standing open."""
    names = ["where", "except", *ONE, *(f"{field}-{how}" for field in LISTS for how in QUESTIONS)]
    found = []
    for title, fields in _sections(names):
        parts = [_group(form, name) for name in fields]
        found.append({"title": title, "fields": parts})
    return found


def _sections(names: list[str]) -> list[tuple[str, list[str]]]:
    """Named conditions first; then the plain questions, and one section for each list of words."""
    one = [name for name in names if name in ONE]
    many = [(FIELDS[field], [n for n in names if n.startswith(f"{field}-")]) for field in LISTS]
    return [("What often matters", ["where", "except"]), ("Single facts", one), *many]


def _group(form: RowForm, name: str) -> dict[str, Any]:
    field = form[name]
    chosen = {str(value) for value in field.value() or []}
    labels = [label for value, label in form.fields[name].choices if value in chosen]
    told = ", ".join(labels) if len(labels) < 3 else f"{len(labels)} ticked"
    return {"field": field, "chosen": told, "open": bool(chosen) or bool(field.errors)}
