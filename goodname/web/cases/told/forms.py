"""What is asked of a note, a call, a talk, and of a conversation that may begin a case."""

import re
from typing import Any

from django import forms

from goodname import clock
from goodname.web.accounts.models import token
from goodname.web.told.forms import FileForm

from ..forms import people_choices
from ..models import Note

CAME = [
    ("self", "I was there myself"),
    ("colleague", "A colleague told me of it"),
    ("parent", "A parent or carer told me of it"),
    ("pupil", "A pupil told me of it"),
    ("written", "I have it in writing"),
]
NEW = "new"
TALKS = [(kind, Note.KINDS[kind]) for kind in (Note.GATE, Note.CALL, Note.MEETING)]


def moment_field(label: str, *, required: bool) -> forms.DateTimeField:
    """A day and a time that a browser's own clock and calendar fill in."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "Say when it was, as well as you know.",
            "invalid": "Write the day and the time.",
        },
    )


class Happened(forms.Form):
    """A moment that may lie in the past, and not in the future."""

    def clean_happened_at(self) -> Any:
        moment = self.cleaned_data["happened_at"]
        if moment and moment > clock.now():
            raise forms.ValidationError("That is still to come. Look at the day again.")
        return moment


class NoteForm(Happened):
    words = forms.CharField(
        label="Add a note",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": "Write something first."},
    )
    kind = forms.ChoiceField(
        label="What was it?", choices=list(Note.KINDS.items()), required=False, initial=Note.NOTE
    )
    who = forms.CharField(
        label="With whom did you speak?",
        help_text="For a call or a talk.",
        required=False,
        max_length=120,
    )
    happened_at = moment_field("When was it?", required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Note.NOTE


class ConversationForm(Happened):
    """What somebody said to us, before a case is opened on it or it joins one."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=16)
    kind = forms.ChoiceField(
        label="How was it said?",
        choices=TALKS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was said."},
    )
    who = forms.CharField(
        label="Who said it?",
        help_text="A name, or as much as you know: “a parent of Year 4”.",
        max_length=120,
        error_messages={"required": "Say who it was, as well as you know."},
    )
    happened_at = moment_field("When was it?", required=True)
    text = forms.CharField(
        label="What was said?",
        help_text="As nearly in their words as you can.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        error_messages={"required": "Write down what was said."},
    )
    came = forms.ChoiceField(
        label="How do you know of it?", choices=CAME, widget=forms.RadioSelect, initial="self"
    )
    about = forms.MultipleChoiceField(
        label="Is somebody here spoken of or accused, or did somebody here say it?",
        help_text="They will not be told, and will see nothing of it. Name yourself too if it is you.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    joins = forms.ChoiceField(label="Does it belong to an open case?", required=False)

    def __init__(self, *args: Any, roster: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {person.id: person for person in roster}
        self.cases = {case.id: case for case in cases}
        self.fields["about"].choices = people_choices(self.roster.values())
        self.fields["joins"].choices = [
            (NEW, "No, it is something new"),
            *((case.id, case.title) for case in self.cases.values()),
        ]
        self.fields["key"].initial = token()

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not re.fullmatch(r"[2-9a-z]{16}", key):
            raise forms.ValidationError("Open this page again, and write it once more.")
        return key

    @property
    def people(self) -> list[Any]:
        return [self.roster[chosen] for chosen in self.cleaned_data["about"]]

    @property
    def joined(self) -> Any:
        """The open case that it belongs to, or None for a new one."""
        return self.cases.get(self.cleaned_data["joins"])


class TitledFileForm(FileForm):
    title = forms.CharField(
        label="What is it?",
        help_text="For instance: the letter that Mrs Hale brought.",
        max_length=160,
        error_messages={"required": "Say in a few words what it is."},
    )
    field_order = ("title", "file", "origin", "saved_on", "saved_from")
