"""What a person types in for a letter."""

from typing import Any

from django import forms

WIDE, FEWEST, MOST = 56, 16, 60  # letters in a line of the box; lines of it


def _lines(text: str) -> int:
    """How many lines a text fills, with one to spare."""
    filled = sum(1 + len(line) // WIDE for line in text.splitlines())
    return min(max(filled + 1, FEWEST), MOST)


class ReadForm(forms.Form):
    """With the seal of the words that stand on its page."""

    data: Any
    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def read_anew(self, seal: str) -> None:
        """The page shows what stands there now, and why the press did nothing."""
        self.data = self.data.copy()
        self.data["read"] = seal


class LetterForm(ReadForm):
    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(label="Letter", widget=forms.Textarea, max_length=9000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A box that hides the end of a letter lets somebody send what they have not read.
        self.fields["body"].widget.attrs["rows"] = _lines(str(self["body"].value() or ""))


class SendForm(ReadForm):
    HOW = [
        ("in_person", "I gave it or sent it to them myself"),
        ("post", "I printed it and posted it"),
        ("platform", "I wrote it to them where they posted"),
        ("website", "It stands on our website as a statement"),
        ("email", "Send it now from the office address"),
    ]
    PLACES = {
        "platform": "Say where you wrote it, and as whom.",
        "website": "Give the address of the statement.",
    }
    how = forms.ChoiceField(
        label="How does it reach them?", choices=HOW, widget=forms.RadioSelect, initial="in_person"
    )
    where = forms.CharField(
        label="Where did you put it?",
        help_text="Only if you wrote it where they posted, or on our website. No account of the "
        "school ever posts: a person does, in their own name.",
        required=False,
        max_length=500,
    )
    to_email = forms.EmailField(label="Their e-mail address", required=False)

    def __init__(self, *args: Any, mail_ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="send_%s", **kwargs)  # beside the form of the letter
        if not mail_ready:  # no mail server is set up: do not offer what cannot be done
            self.fields["how"].choices = self.HOW[:-1]
            del self.fields["to_email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        how = cleaned.get("how", "")
        if how == "email" and not cleaned.get("to_email"):
            self.add_error("to_email", "Give the e-mail address that it should go to.")
        if how in self.PLACES and not cleaned.get("where"):
            self.add_error("where", self.PLACES[how])
        return cleaned


class SendBackForm(forms.Form):
    words = forms.CharField(
        label="What should change?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say what should change."},
    )
