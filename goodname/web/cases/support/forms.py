"""What a person writes down after asking somebody who was hurt how they are."""

from typing import Any

from django import forms

from goodname.data.registers import helplines
from goodname.data.support import Offer, again, offers

NOT_AGAIN = "none"


class CheckInForm(forms.Form):
    who = forms.CharField(
        label="Whom did you ask?",
        help_text="As they are called in this case. It stays in the house, hidden as the case is.",
        max_length=120,
        error_messages={"required": "Say whom you asked."},
        widget=forms.TextInput(attrs={"list": "hurt-names", "autocomplete": "off"}),
    )
    offered = forms.MultipleChoiceField(
        label="What did you offer?",
        choices=[(one.id, one.name) for one in offers().values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label="How are they, in a few words?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    ask_again = forms.ChoiceField(
        label="When shall we ask again?",
        choices=[*again().items(), (NOT_AGAIN, "Not again: they are well, or asked us not to")],
        widget=forms.RadioSelect,
        initial="P3D",
        error_messages={"required": "Choose when to ask again."},
    )

    def clean_ask_again(self) -> str:
        chosen = str(self.cleaned_data["ask_again"])
        return "" if chosen == NOT_AGAIN else chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("offered") and not cleaned.get("words"):
            self.add_error("offered", "Say what you offered, or write a few words below.")
        return cleaned


def numbers() -> list[tuple[Offer, str, str]]:
    """The offers behind which there is a helpline, with its name and number."""
    lines = {line.id: line for line in helplines()}
    found = [(one, lines[one.helpline]) for one in offers().values() if one.helpline]
    return [(offer, line.name, line.phone) for offer, line in found if line.phone]
