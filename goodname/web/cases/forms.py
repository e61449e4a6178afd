"""The facts of a case asked as plain questions, and the small forms of its page."""

from typing import Any

from django import forms

from goodname.core.words import Facts, Unreadable
from goodname.data import policies

from .models import Case

AUTHORS = [
    ("unknown", "We do not know"),
    ("parent", "A parent or carer"),
    ("pupil", "A pupil"),
    ("staff", "Someone who works here"),
    ("governor", "A governor"),
    ("volunteer", "A volunteer"),
    ("contractor", "A contractor"),
    ("third_party", "Someone else"),
]
CONDUCT = [
    (
        "What they are saying",
        [
            ("praise", "It thanks or praises"),
            ("question", "It asks a question"),
            ("criticism", "It criticises the school, civilly"),
            ("concern", "It has a grievance that wants putting right"),
        ],
    ),
    (
        "What may hurt",
        [
            ("rude", "Rude"),
            ("insulting", "Insulting"),
            ("aggressive", "Aggressive"),
            ("bullying", "Bullying"),
            ("abusive", "Abusive"),
            ("upsetting", "Upsetting"),
            ("violent", "Violent"),
            ("threat", "A threat"),
            ("sexual", "Sexual"),
            ("hate", "Hate against a group"),
            ("extremism", "Extremism"),
            ("illegal", "Seems to be against the law"),
            ("impersonation", "Pretends to be the school or someone in it"),
            ("disrepute", "Brings the school or the profession into disrepute"),
            ("inappropriate", "Inappropriate in another way"),
        ],
    ),
    (
        "What it shares about others",
        [
            ("image_without_permission", "A picture of someone who did not agree"),
            ("information_without_permission", "Private facts about someone"),
            ("names_accused_teacher", "Names a teacher who is accused of something"),
            ("intimate_image_of_child", "A nude or sexual picture of a child"),
        ],
    ),
    (
        "Contact between a pupil and an adult of the school",
        [
            ("friend_request", "A friend request"),
            ("follow", "Following an account"),
            ("direct_message", "A direct message"),
        ],
    ),
    (
        "Something else",
        [
            ("discusses_school", "Staff talking about the school or its people"),
            ("opinion_attributable", "A staff opinion that may seem to be the school’s"),
            ("oversharing", "Staff sharing too much"),
            ("weak_privacy_settings", "Staff privacy settings too open"),
            ("underage_account", "A pupil’s account below the age limit"),
            ("unofficial_channel", "School business off the office e-mail"),
        ],
    ),
]
TOWARDS = [
    ("school", "The school"),
    ("profession", "Teaching as a profession"),
    ("pupil", "A pupil"),
    ("parent", "A parent"),
    ("staff", "Someone who works here"),
    ("governor", "A governor"),
    ("volunteer", "A volunteer"),
    ("contractor", "A contractor"),
]
AUDIENCES = [
    ("public", "Anyone"),
    ("private_group", "Members of a group or chat"),
    ("direct", "One person"),
    ("unknown", "We do not know"),
]
DANGERS = [
    ("none", "No"),
    ("possibly_illegal", "It may be against the law"),
    ("immediate", "Yes: someone may be hurt soon"),
]
EXCEPTIONS = [
    ("none", "No"),
    ("requested", "It has been asked for"),
    ("approved", "Yes, approved"),
    ("declined", "It was declined"),
]
# What cannot all be true, in the words of the questions.
CONTRADICTIONS = {
    "exception": "An exception is between a pupil and an adult of the school: one who wrote it, the "
    "other whom it is about. Choose both above, or choose “No”.",
    "conduct": "“A pupil’s account below the age limit” needs a pupil as the one who wrote it.",
}
PLAIN = ("author", "audience", "danger", "exception", "unresolved", "author_age")


class FactsForm(forms.Form):
    author = forms.ChoiceField(
        label="Who wrote it?", choices=AUTHORS, widget=forms.RadioSelect, initial="unknown"
    )
    conduct = forms.MultipleChoiceField(
        label="What is in it?",
        help_text="Choose all that fit. Fair criticism on its own is never punished or taken down.",
        choices=CONDUCT,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that is in it."},
    )
    towards = forms.MultipleChoiceField(
        label="Who or what is it about?",
        choices=TOWARDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    about = forms.MultipleChoiceField(
        label="Is somebody here spoken of, accused, or the one who wrote it?",
        help_text="They will not be able to see this case, and no step of it will go to them.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    audience = forms.ChoiceField(
        label="Who can see it?", choices=AUDIENCES, widget=forms.RadioSelect, initial="public"
    )
    danger = forms.ChoiceField(
        label="Is anyone in danger?", choices=DANGERS, widget=forms.RadioSelect, initial="none"
    )
    unresolved = forms.BooleanField(
        label="They already talked to us and it was not settled", required=False
    )
    exception = forms.ChoiceField(
        label="Is there an exception that lets these two people be in touch?",
        choices=EXCEPTIONS,
        widget=forms.RadioSelect,
        initial="none",
    )
    author_age = forms.IntegerField(
        label="How old is the person who wrote it, if that is known?",
        required=False,
        min_value=0,
        max_value=120,
    )

    def __init__(self, *args: Any, roster: Any, removal: str = "not_asked", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = {person.id: person for person in roster}
        self.removal = removal
        self.fields["about"].choices = [
            (person.id, f"{person.name}, {person.job}" if person.job else person.name)
            for person in self.roster.values()
        ]

    def clean(self) -> dict[str, Any]:
        """What the facts themselves refuse is said beside the question that it belongs to."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        sheet = {name: cleaned[name] for name in PLAIN}
        sheet |= {
            "conduct": cleaned["conduct"],
            "towards": cleaned["towards"],
            "removal": self.removal,
        }
        try:
            cleaned["facts"] = policies.read_facts(sheet)
        except Unreadable as unreadable:
            for fault in unreadable.faults:
                field, _, rest = fault.partition(": ")
                told = CONTRADICTIONS.get(field, rest or fault)
                self.add_error(field if field in self.fields else None, told)
        return cleaned

    @property
    def facts(self) -> Facts:
        return self.cleaned_data["facts"]

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
