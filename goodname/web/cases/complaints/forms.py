"""What a person is asked about a complaint."""

from typing import Any

from django import forms

from goodname.core.act.complaints import OUTSIDE
from goodname.core.words import Role
from goodname.data.complaints import outcomes
from goodname.web.policy.labels import ROLES
from goodname.web.ui.wording import sentence

from ..forms import people_choices

WITHDRAWN = "withdrawn"
NOBODY_INSIDE = "Nobody here may hear it: the local authority’s adviser does"


def hearers(able: tuple[Role, ...]) -> list[tuple[str, str]]:
    """The choices of who hears it, in words."""
    return [
        (role.value, NOBODY_INSIDE if role == OUTSIDE else sentence(f"the {ROLES[role]}"))
        for role in able
    ]


class HearerForm(forms.Form):
    owner = forms.ChoiceField(
        label="Who hears it?",
        help_text="Nobody it is about, and nobody who has heard it before.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who hears it.",
            "invalid_choice": "That person may not hear it.",
        },
    )

    def __init__(self, *args: Any, able: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = hearers(able)
        self.fields["owner"].initial = able[0].value


class BeginForm(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of complaint is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of complaint it is."},
    )
    reached = forms.DateField(
        label="On which day did it reach us?",
        help_text="Its clocks run from that day.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Give the day.", "invalid": "Give the day."},
    )
    about = forms.MultipleChoiceField(
        label="Who here is complained of?",
        help_text="They will not hear it, and will see nothing of this case. "
        "Name yourself too if it is you.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, roster: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {person.id: person for person in roster}
        self.fields["kind"].choices = [(one.id, one.title) for one in kinds]
        self.fields["about"].choices = people_choices(self.roster.values())

    @property
    def people(self) -> list[Any]:
        return [self.roster[chosen] for chosen in self.cleaned_data["about"]]


class AnswerForm(forms.Form):
    words = forms.CharField(
        label="What do we answer?",
        help_text="In the words that they read or hear. It never speaks of deleting anything.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=1000,
        error_messages={"required": "Write the answer first."},
    )


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what came of it.",
            "invalid_choice": "Choose what came of it.",
        },
    )

    def __init__(self, *args: Any, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = outcomes() if decides else {WITHDRAWN: outcomes()[WITHDRAWN]}
        self.fields["outcome"].choices = list(ends.items())
