"""The form beside the button that checks the whole ledger."""

import re

from django import forms


class KeptSeal(forms.Form):
    kept = forms.CharField(
        required=False,
        max_length=200,
        label="A seal that you kept",
        help_text="If you printed one out before, type it here. Spaces do not matter.",
    )

    def clean_kept(self) -> str:
        kept = "".join(self.cleaned_data["kept"].split()).lower()
        if kept and not re.fullmatch("[0-9a-f]{64}", kept):
            raise forms.ValidationError(
                "A seal has 64 letters and digits, from 0 to 9 and a to f. Check what you typed."
            )
        return kept
