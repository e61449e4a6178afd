"""The facts of a case, and the small forms of its page."""

from typing import Any

from django import forms

from goodname.core.act import themes
from goodname.web.policy.forms import FactsQuestions

from .models import Case


def people_choices(people: Any) -> list[tuple[str, str]]:
    """People of the roster, each with the job by which others know them."""
    return [(one.id, f"{one.name}, {one.job}" if one.job else one.name) for one in people]


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
        self.fields["about"].choices = people_choices(self.roster.values())

    def known(self) -> dict[str, Any]:
        return {"removal": self.removal}

    @property
    def people(self) -> list[Any]:
        return [self.roster[chosen] for chosen in self.cleaned_data["about"]]


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=list(Case.OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended."},
    )
    theme = forms.ChoiceField(
        label="What was it about?",
        help_text="For the lessons that we plan. It is filled in from the facts.",
        choices=[(theme.id, theme.name) for theme in themes.THEMES],
        required=False,
    )
    learnt = forms.CharField(
        label="In one sentence, what do we learn from it?",
        help_text="Name nobody: it is read when the next lessons are planned.",
        required=False,
        max_length=500,
    )
    words = forms.CharField(
        label="One sentence for whoever reads this in a year",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="close_%s", **kwargs)  # other forms stand on the page too


class ReopenForm(forms.Form):
    words = forms.CharField(
        label="Why is it opened again?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": "Say why it is opened again."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="reopen_%s", **kwargs)
