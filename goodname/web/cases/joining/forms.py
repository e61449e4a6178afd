"""Which other case it is, and why."""

from typing import Any

from django import forms


class _Choice(forms.Form):
    """One of the cases that this viewer may see."""

    other = forms.ChoiceField(
        label="Which case?", error_messages={"required": "Choose the other case."}
    )

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {case.id: case for case in cases}
        self.fields["other"].choices = [
            (case.id, f"{case.title}, opened {case.opened_at:%-d.%-m.%Y}") for case in cases
        ]

    @property
    def chosen(self) -> Any:
        return self.cases[self.cleaned_data["other"]]


class LinkForm(_Choice):
    why = forms.CharField(
        label="Why do they belong together?",
        max_length=200,
        error_messages={"required": "Say why they belong together."},
    )


class MergeForm(_Choice):
    """The case that is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = "Which case is it part of?"
        self.fields["other"].help_text = "That one is kept, and this one becomes part of it."
