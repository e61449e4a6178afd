"""The facts asked as plain questions, in a form that understands what cannot all be true."""

from __future__ import annotations

from typing import Any

from django import forms

from goodname.core.words import Facts, Unreadable
from goodname.data import policies

from .questions import (
    AUDIENCES,
    AUTHORS,
    CONDUCT,
    CONTRADICTIONS,
    DANGERS,
    EXCEPTIONS,
    OFFICES,
    REMOVALS,
    TOWARDS,
    platforms,
)


class FactsQuestions(forms.Form):
    """What every form of facts asks. A form that asks more names it in `asks`."""

    asks: tuple[str, ...] = (
        "author",
        "conduct",
        "towards",
        "audience",
        "danger",
        "exception",
        "unresolved",
        "author_age",
        "platform",
    )

    author = forms.ChoiceField(
        label="Who wrote it?", choices=AUTHORS, widget=forms.RadioSelect, initial="unknown"
    )
    conduct = forms.MultipleChoiceField(
        label="What is in it?",
        help_text="Choose all that fit. Fair criticism on its own is never punished or taken down.",
        choices=CONDUCT,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that is in it."},
    )
    towards = forms.MultipleChoiceField(
        label="Who or what is it about?",
        choices=TOWARDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    audience = forms.ChoiceField(
        label="Who can see it?", choices=AUDIENCES, widget=forms.RadioSelect, initial="public"
    )
    danger = forms.ChoiceField(
        label="Is anyone in danger?", choices=DANGERS, widget=forms.RadioSelect, initial="none"
    )
    unresolved = forms.BooleanField(
        label="They already talked to us and it was not settled", required=False
    )
    exception = forms.ChoiceField(
        label="Is there an exception that lets these two people be in touch?",
        choices=EXCEPTIONS,
        widget=forms.RadioSelect,
        initial="none",
    )
    author_age = forms.IntegerField(
        label="How old is the person who wrote it, if that is known?",
        required=False,
        min_value=0,
        max_value=120,
    )

    platform = forms.TypedChoiceField(
        label="Which platform is it on?", required=False, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [("", "None, or we do not know"), *platforms()]

    def known(self) -> dict[str, Any]:
        """Facts that are known without asking."""
        return {}

    def clean(self) -> dict[str, Any]:
        """What the facts themselves refuse is said beside the question that it belongs to."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        sheet = {name: cleaned[name] for name in self.asks} | self.known()
        try:
            cleaned["facts"] = policies.read_facts(sheet)
        except Unreadable as unreadable:
            for fault in unreadable.faults:
                field, _, rest = fault.partition(": ")
                told = CONTRADICTIONS.get(field, rest or fault)
                self.add_error(field if field in self.fields else None, told)
        return cleaned

    @property
    def facts(self) -> Facts:
        return self.cleaned_data["facts"]


def groups(form: FactsQuestions) -> list[dict[str, Any]]:
    """The choices of “What is in it?” in groups, those with something chosen standing open."""
    field = form["conduct"]
    chosen = set(field.value() or [])
    choices = list(field)
    found, at = [], 0
    for number, (label, options) in enumerate(CONDUCT):
        part = choices[at : at + len(options)]
        at += len(options)
        ticked = sum(value in chosen for value, _ in options)
        found.append(
            {"label": label, "choices": part, "chosen": ticked, "open": ticked or number < 2}
        )
    return found


class WhatIfForm(FactsQuestions):
    """Everything that can be known of one thing that happened, and nobody's name."""

    asks = (*FactsQuestions.asks, "removal", "concerned")
    field_order = ("author", "conduct", "towards", "danger", "concerned", "audience")

    concerned = forms.MultipleChoiceField(
        label="Is one of these spoken of, accused, or the other side of it?",
        help_text="No step then goes to them: somebody stands in.",
        choices=OFFICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    removal = forms.ChoiceField(
        label="Were they asked to delete it?", choices=REMOVALS, widget=forms.RadioSelect
    )
