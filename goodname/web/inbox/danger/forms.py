"""The form of who deputises."""

from django import forms

from goodname.web.accounts.models import Person


class DeputiesForm(forms.Form):
    people = forms.MultipleChoiceField(
        label="Who is told as well as the safeguarding lead?",
        help_text="They must be able to open the inbox. With nobody ticked the Headteacher is told.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, possible: list[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [
            (person.id, f"{person.name}, {person.job}" if person.job else person.name)
            for person in possible
        ]
