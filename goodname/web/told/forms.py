"""What the forms for telling ask, in words that anybody understands."""

from typing import Any

from django import forms

from goodname import clock
from goodname.web.accounts.models import Person, token
from goodname.web.policy.questions import AUDIENCES, platforms

from .actions import Words
from .gate import QUESTION

LONGEST = 20_000
CAME = [
    ("self", "I saw it myself"),
    ("parent", "A parent or carer told me"),
    ("pupil", "A pupil told me"),
    ("colleague", "A colleague told me"),
    ("other", "In another way"),
]
AGAIN = "Say yes or no. If it is, they will not be told and cannot see it."


class GateForm(forms.Form):
    answer = forms.ChoiceField(
        label=QUESTION,
        help_text="A child is anybody under 18. Do not look again to find out.",
        choices=[("yes", "Yes"), ("unsure", "I am not sure"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Answer first. Nothing is taken before.",
            "invalid_choice": "Choose yes, not sure or no.",
        },
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label="The picture or PDF",
        help_text="PNG, JPEG, WebP, HEIC, GIF or PDF, up to 20 MB. One at a time.",
        error_messages={
            "required": "Choose a picture or a PDF.",
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput(
            attrs={"accept": "image/png,image/jpeg,image/webp,image/heic,image/gif,.heic,.pdf"}
        ),
    )
    origin = forms.ChoiceField(
        label="Who made it?",
        choices=[("self", "I saved this myself"), ("given", "Somebody gave it to me")],
        widget=forms.RadioSelect,
        initial="self",
    )
    saved_on = forms.DateField(
        label="On which day?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    saved_from = forms.CharField(
        label="From where?",
        help_text="For instance: the chat of Year 4 parents, on my own phone.",
        required=False,
        max_length=200,
    )

    def statement(self) -> dict[str, str]:
        """What the giver says of the file, for its manifest."""
        day = self.cleaned_data["saved_on"]
        return {
            "origin": self.cleaned_data["origin"],
            "on": day.isoformat() if day else "",
            "from": self.cleaned_data["saved_from"],
        }


class AboutForm(forms.Form):
    """Whether it is about somebody here; every form that sends anything asks it."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=16)
    head = forms.ChoiceField(
        label="Is this about the headteacher?",
        help_text="If you say yes or are not sure, neither the headteacher nor the office sees it. "
        "The chair of governors and the safeguarding lead do.",
        choices=[("no", "No"), ("yes", "Yes"), ("unsure", "I am not sure")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether it is about the headteacher.",
            "invalid_choice": "Choose yes, no or not sure.",
        },
    )
    concerns = forms.ChoiceField(
        label="Is this about somebody who works here?",
        help_text=AGAIN,
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is about somebody who works here."},
    )
    about = forms.MultipleChoiceField(
        label="Who is it about?",
        help_text="Only if you said yes. Choose everyone whom it is about, yourself too.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.id: person for person in people}
        self.fields["about"].choices = [
            (person.id, f"{person.name}, {person.job}" if person.job else person.name)
            for person in people
        ]
        self.fields["key"].initial = token()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("about") or []
        if cleaned.get("concerns") == "yes" and not chosen and "about" not in self.errors:
            self.add_error("about", "Choose who it is about.")
        if cleaned.get("concerns") == "no" and chosen:
            self.add_error("concerns", "You chose somebody below. Say yes, or choose nobody.")
        return cleaned

    def words(self) -> Words:
        said = self.cleaned_data
        return Words(
            text=said.get("text", "").replace("\r\n", "\n").strip(),
            address=said.get("address", ""),
            platform=said.get("platform", ""),
            audience=said.get("audience") or "unknown",
            posted=said.get("posted"),
            author=said.get("author", "").strip(),
            came=said.get("came", ""),
            head=said["head"],
            about=[self.people[chosen] for chosen in said["about"]],
        )


class WordsForm(AboutForm):
    """Words, an address or both, and what is known of where they stand."""

    text = forms.CharField(
        label="What does it say?",
        help_text="Copy the words as they stand there, with the mistakes.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        error_messages={"required": "Copy the words that it is about."},
    )
    address = forms.URLField(
        label="Its address",
        help_text="It begins with https://",
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={"invalid": "That is no address of a page. Copy it again."},
    )
    platform = forms.ChoiceField(label="Where is it?", required=False)
    audience = forms.ChoiceField(
        label="Who can see it?", choices=AUDIENCES, widget=forms.RadioSelect, initial="unknown"
    )
    posted = forms.DateTimeField(
        label="When was it posted?",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Write the day and the time, or leave it empty."},
    )
    author = forms.CharField(
        label="Who posted it?",
        help_text="As far as you know. You need not find out, and please do not ask around.",
        required=False,
        max_length=200,
    )
    came = forms.ChoiceField(
        label="How did it come to you?", choices=CAME, widget=forms.RadioSelect, initial="self"
    )
    field_order = (
        "key", "text", "address", "platform", "audience", "posted", "author", "came",
        "head", "concerns", "about",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [
            ("", "I do not know"),
            *platforms(),
            ("closed", "Another closed group or chat"),
            ("other", "Somewhere else"),
        ]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if address and not address.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("That is no address of a page. Copy it again.")
        return address

    def clean_posted(self) -> Any:
        posted = self.cleaned_data["posted"]
        if posted and posted > clock.now():
            raise forms.ValidationError("That is still to come. Look at the day again.")
        return posted


class AddressForm(WordsForm):
    """For a page that somebody found: its address is what matters."""

    field_order = ("key", "address", "text", *WordsForm.field_order[3:])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True
        self.fields["address"].error_messages["required"] = "Copy the address of the page."
        self.fields["text"].required = False
        self.fields["text"].help_text = "Copy the words that matter. They may be gone tomorrow."


class AlarmForm(AboutForm):
    """The alarm about an image of a child: words of the teller, and never a file or an address."""

    text = forms.CharField(
        label="What do you know?",
        help_text="Who told you, on whose phone, which app. Words only: do not copy any address.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    field_order = ("key", "text", "head", "concerns", "about")
