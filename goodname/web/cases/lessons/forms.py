"""What is asked about a lesson."""

from typing import Any

from django import forms

from goodname.core.act.themes import THEMES

from .actions import Plan


def _day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Give a day."},
    )


class LessonForm(forms.Form):
    theme = forms.ChoiceField(
        label="What is it about?",
        choices=[(theme.id, theme.name) for theme in THEMES],
        error_messages={"required": "Choose what it is about."},
    )
    title = forms.CharField(
        label="What is the lesson called?",
        max_length=160,
        error_messages={"required": "Give the lesson a name."},
    )
    classes = forms.CharField(
        label="Who is taught?",
        help_text="For instance “Years 5 and 6”, or “parents, one evening”.",
        max_length=120,
        required=False,
    )
    planned_for = _day("For which day is it planned?")
    taught_on = _day("When was it taught?", "Only if it has been.")
    notes = forms.CharField(
        label="Notes for next time",
        help_text="Name no pupil and no case: many people read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    @property
    def plan(self) -> Plan:
        cleaned: dict[str, Any] = self.cleaned_data
        return Plan(**cleaned)
