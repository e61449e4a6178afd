"""The facts of a case, and the small forms of its page."""

from typing import Any

from django import forms

from goodname.web.policy.forms import FactsQuestions

from .models import Case


class FactsForm(FactsQuestions):
    """The facts of a case, with the people here whom it is about."""

    field_order = ("author", "conduct", "towards", "about")

    about = forms.MultipleChoiceField(
        label="Is somebody here spoken of, accused, or the one who wrote it?",
        help_text="They will not be able to see this case, and no step of it will go to them.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, roster: Any, removal: str = "not_asked", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {person.id: person for person in roster}
        self.removal = removal
        self.fields["about"].choices = [
            (person.id, f"{person.name}, {person.job}" if person.job else person.name)
            for person in self.roster.values()
        ]

    def known(self) -> dict[str, Any]:
        return {"removal": self.removal}

    @property
    def people(self) -> list[Any]:
        return [self.roster[chosen] for chosen in self.cleaned_data["about"]]


class NoteForm(forms.Form):
    words = forms.CharField(
        label="Add a note",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": "Write something first."},
    )


class LetterForm(forms.Form):
    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(
        label="Letter", widget=forms.Textarea(attrs={"rows": 16}), max_length=9000
    )


class SendForm(forms.Form):
    HOW = [
        ("in_person", "I gave it or sent it to them myself"),
        ("platform", "I sent it as a message where they posted"),
        ("email", "Send it now from the office address"),
    ]
    how = forms.ChoiceField(
        label="How does it reach them?", choices=HOW, widget=forms.RadioSelect, initial="in_person"
    )
    to_email = forms.EmailField(label="Their e-mail address", required=False)

    def __init__(self, *args: Any, mail_ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mail_ready:  # no mail server is set up: do not offer what cannot be done
            self.fields["how"].choices = self.HOW[:2]
            del self.fields["to_email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == "email" and not cleaned.get("to_email"):
            self.add_error("to_email", "Give the e-mail address that it should go to.")
        return cleaned


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=list(Case.OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended."},
    )
    words = forms.CharField(
        label="One sentence for whoever reads this in a year",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )


class ReopenForm(forms.Form):
    words = forms.CharField(
        label="Why is it opened again?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": "Say why it is opened again."},
    )
