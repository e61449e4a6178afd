"""What a person types in about a step."""

from typing import Any

from django import forms

from goodname.web.accounts.models import Person


class AssignForm(forms.Form):
    person = forms.ChoiceField(label="Who does it?", required=False)
    briefing = forms.CharField(
        label="What they need to know",
        help_text="They see this step and these words, and nothing else of the case.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, people: list[Person], office: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.id: person for person in people}
        self.fields["person"].choices = [("", f"The {office}, as our policy says")] + [
            (one.id, f"{one.name}, {one.job}" if one.job else one.name) for one in people
        ]


class DoneForm(forms.Form):
    words = forms.CharField(
        label="How did it go?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class HandBackForm(forms.Form):
    words = forms.CharField(
        label="Why can you not do it?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": "Say why you cannot do it."},
    )
