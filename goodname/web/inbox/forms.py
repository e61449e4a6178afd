"""The forms of the inbox and of sources."""

from django import forms


class AddressForm(forms.Form):
    address = forms.URLField(
        label="Address of the feed",
        help_text="It begins with http:// or https://. Most forums, papers and blogs have one.",
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "required": "Paste the address of a feed.",
            "invalid": "That is not a web address. It should begin with http:// or https://.",
        },
        widget=forms.URLInput(attrs={"autocomplete": "url", "spellcheck": "false"}),
    )


class SourceForm(forms.Form):
    title = forms.CharField(
        label="What shall we call it?",
        max_length=200,
        error_messages={"required": "Give it a name that your team will know."},
    )
    is_local = forms.BooleanField(
        label="It is about our own town",
        help_text="Then a post can mean us without naming the town.",
        required=False,
    )
