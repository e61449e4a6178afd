"""A report in the story of its case: which it was, whose, under which number, and what came back."""

from ..models import Referral
from .titles import title


def told(kind: str, who: str, referral: Referral) -> str:
    """The sentence of one line of the ledger; "" for a kind that says enough by itself."""
    name, number = title(referral), referral.reference
    under = f" Its number: {number}." if number else ""
    if kind == "referral.prepared":
        return f"{who} prepared this report: {name}."
    if kind == "referral.given":
        return f"{who} handed this report in: {name}.{under}"
    if kind == "referral.given_on":
        return f"{who} gave this report to {referral.given_to or 'whoever may hand it in'}: {name}."
    if kind == "referral.chased":
        return f"{who} asked what became of this report: {name}."
    if kind == "referral.answered":
        return f"{who} wrote down the answer to this report: {name}.{under}"
    return ""
