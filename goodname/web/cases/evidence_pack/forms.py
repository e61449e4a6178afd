"""For whom a pack is to be made."""

from django import forms

from .readers import READERS


class PackForm(forms.Form):
    reader = forms.ChoiceField(
        label="Who will read it?",
        choices=[(key, f"{one.label}: {one.holds}") for key, one in READERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who will read it: it decides what is in the pack."},
    )
    whom = forms.CharField(
        label="Who gets it?",
        help_text="A name or an office, such as “PC 4471, Wexcombe police”. It stands on the pack.",
        max_length=120,
        error_messages={"required": "Say who gets it."},
    )
