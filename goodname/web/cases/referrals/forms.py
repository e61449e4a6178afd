"""What a person types in for a report, and what became of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goodname import clock
from goodname.core.act.deadlines import LONDON
from goodname.core.act.packing import Field
from goodname.core.act.packs import Choice

from .exporting import FORMATS
from .titles import SYSTEMS

WHOM = {
    "school": "for the school",
    "parent": "for a parent",
    "child": "for the child",
    "adult": "for the grown-up whom it is about",
}


class ChooseForm(forms.Form):
    way = forms.ChoiceField(
        label="By which way?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a way.", "invalid_choice": "Choose a way."},
    )

    def __init__(self, *args: Any, ways: Mapping[str, Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [
            (key, f"{one.route.name}. {one.why}") for key, one in ways.items()
        ]
        self.fields["way"].initial = next(iter(ways), None)


class TextForm(forms.Form):
    text = forms.CharField(label="The words to hand in", widget=forms.Textarea, max_length=9000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str((kwargs.get("initial") or {}).get("text", ""))
        lines = sum(1 + len(line) // 60 for line in words.splitlines())
        self.fields["text"].widget.attrs["rows"] = min(18, max(4, lines + 2))


class AnswersForm(forms.Form):
    """A question for each thing that is asked and that only a person knows."""

    def __init__(
        self, *args: Any, asked: Iterable[Field], answered: Iterable[str] = (), **kwargs: Any
    ) -> None:
        """`answered`: the ids of what a person has answered, who may change it."""
        super().__init__(*args, **kwargs)
        for one in asked:
            if one.text and one.ask.id not in answered:
                continue
            self.fields[f"ask_{one.ask.id}"] = forms.CharField(
                label=one.ask.question,
                initial=one.text,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": _rows(one.text)}),
            )

    @property
    def answers(self) -> dict[str, str]:
        """By the id of what is asked."""
        return {name.removeprefix("ask_"): said for name, said in self.cleaned_data.items()}


def _rows(text: str) -> int:
    return min(8, max(2, sum(1 + len(line) // 60 for line in text.splitlines())))


def _today() -> Any:
    return clock.now().astimezone(LONDON).date()


class GiveForm(forms.Form):
    given_to = forms.CharField(
        label="To whom did you give it?",
        help_text="Their name, or who they are: “his mother”.",
        max_length=120,
        error_messages={"required": "Say to whom you gave it."},
    )
    given_on = forms.DateField(
        label="When?",
        help_text="Leave it empty for today.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(
        label="Their reference number, if they gave one", max_length=120, required=False
    )
    chase_on = forms.DateField(
        label="When shall we ask what became of it?",
        help_text="Leave it empty and the desk chooses a school day.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, on: bool, **kwargs: Any) -> None:
        """`on`: it is given on to whoever may use the way, who then gets the number."""
        super().__init__(*args, **kwargs)
        del self.fields["reference" if on else "given_to"]

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day and day > _today():
            raise forms.ValidationError("That day is still to come.")
        return day

    def clean_chase_on(self) -> Any:
        day = self.cleaned_data["chase_on"]
        if day and day < _today():
            raise forms.ValidationError("Choose a day that is still to come.")
        return day


class AnswerForm(forms.Form):
    outcome = forms.CharField(
        label="What did they answer?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what they answered."},
    )
    reference = forms.CharField(label="Their reference number", max_length=120, required=False)


class NumberForm(forms.Form):
    """The number of a case in the safeguarding system, once somebody has put the file there."""

    reference = forms.CharField(
        label="Its number there",
        max_length=120,
        error_messages={"required": "Write the number under which it stands there."},
    )
    outcome = forms.CharField(
        label="Anything else to know?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PictureForm(forms.Form):
    """Which of the ways that lead to prepare: its step, and the way with whom it is for."""

    action = forms.CharField(max_length=40)
    way = forms.CharField(max_length=80)


class ExportForm(forms.Form):
    system = forms.ChoiceField(
        label="Which system is it for?", choices=list(SYSTEMS.items()), widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label="As what?", choices=list(FORMATS.items()), widget=forms.RadioSelect, initial="txt"
    )
