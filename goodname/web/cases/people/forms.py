"""Who it is, and what their part was."""

from typing import Any

from django import forms

from ..forms import people_choices
from ..models import Involvement

PARTS = {
    Involvement.AUTHOR: "Wrote it",
    Involvement.ABOUT: "Is spoken of in it, or accused",
    Involvement.AFFECTED: "Was hurt by it",
    Involvement.WITNESS: "Saw it",
    Involvement.REPORTER: "Told us",
}


class PartForm(forms.Form):
    person = forms.ChoiceField(label="Somebody of our school", required=False)
    name = forms.CharField(
        label="Or somebody else",
        help_text="As they are called. They are told nothing.",
        required=False,
        max_length=120,
    )
    part = forms.ChoiceField(
        label="Their part",
        help_text="Whoever wrote it, is spoken of in it or was hurt by it cannot see the case.",
        choices=[("", "Choose their part"), *PARTS.items()],
        error_messages={"required": "Choose their part."},
    )

    def __init__(self, *args: Any, roster: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {person.id: person for person in roster}
        self.fields["person"].choices = [
            ("", "Nobody of our school"),
            *people_choices(self.roster.values()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned["person"]) == bool(cleaned["name"].strip()):
            self.add_error("person", "Choose somebody here, or write one name below.")
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """What people.actions.add_part takes."""
        said = self.cleaned_data
        return {
            "person": self.roster.get(said["person"]),
            "name": said["name"],
            "part": said["part"],
        }
