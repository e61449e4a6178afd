"""What is asked about an author's answer, and about what they changed."""

from typing import Any

from django import forms

from .refusing import HOW


class RefusalForm(forms.Form):
    how = forms.ChoiceField(
        label="How did they say no?",
        choices=[(id, said.capitalize()) for id, said in HOW.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how they told us."},
    )
    on = forms.DateField(
        label="On which day?",
        help_text="Leave it empty for today.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day, such as 2027-03-05."},
    )
    words = forms.CharField(
        label="What did they say?",
        help_text="As near as you can to their own words.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="refusal_%s", **kwargs)  # other forms stand on the page too


class EditForm(forms.Form):
    check = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="Is that enough?",
        choices=[
            ("enough", "Yes: what hurt is gone"),
            ("not_enough", "No: we still ask for it to be deleted"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Read what was changed, and say yes or no."},
    )
    words = forms.CharField(
        label="Why?",
        help_text="One sentence for whoever reads this in a year.",
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="edit_%s", **kwargs)
