"""The form of a look at one person's page."""

from django import forms


class LookForm(forms.Form):
    address = forms.URLField(
        label="Address of the person’s page",
        help_text="We do not keep it.",
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "required": "Paste the address.",
            "invalid": "That is not a web address. It should begin with http:// or https://.",
        },
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    pupil = forms.ChoiceField(
        label="Is this a pupil’s page?",
        choices=[("no", "No"), ("unsure", "I do not know"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a pupil’s page."},
    )
    reason = forms.CharField(
        label="Why do you need to look?",
        help_text="One sentence. Do not name the person.",
        max_length=300,
        error_messages={"required": "Say why you need to look."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
