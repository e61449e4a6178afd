"""Why an answer is filled in already: one short reason beside each, for a person to judge."""

from collections.abc import Mapping
from typing import Any

from django import forms

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places.platforms import platform_of
from goodname.core.words import VOICE, Harm
from goodname.data import policies
from goodname.web.inbox.models import Mention
from goodname.web.inbox.reading import NAMES
from goodname.web.policy.labels import HARMS
from goodname.web.ui import wording
from goodname.web.ui.marked import with_advice, with_reason

MOST_WORDS = 6  # pieces of the text that are quoted as the reason
BY_EMAIL = "It came to us by e-mail."
IN_PUBLIC = "It stands where our source can read it, so anybody can."
BY_TELLER = "Who told us said so."
SAID_SO = "You said so when you wrote down what was said."
OF_A_LETTER = "Where it tells of what somebody else did or wrote, answer for that person."
UNREAD = "The desk could not tell. Read it, and choose what fits."
BY_ADDRESS = "Its address says so."
KEPT = "It is kept from them already."
ADVICE = frozenset({OF_A_LETTER, UNREAD})  # how to answer, where nothing was filled in


def audience(mention: Mention) -> tuple[str, str]:
    """Who can see it, and how we know. What our sources heard stood where anybody can see it."""
    told = mention.post.marks.get("audience", "")
    if told:
        return told, BY_TELLER
    if mention.post.source.kind == Kind.MAILBOX:
        return "direct", BY_EMAIL
    return "public", IN_PUBLIC


def platform(mention: Mention) -> tuple[str, str]:
    """The platform of the register where it stands, and how we know; "" and "" where nobody does."""
    post = mention.post
    telling = getattr(post, "telling", None)
    if telling and telling.platform in policies.platform_ages():
        return telling.platform, BY_TELLER
    found = platform_of(post.address, post.source.kind)
    return found, BY_ADDRESS if found else ""


def of_mention(mention: Mention, *, hidden: bool, unread: bool = False) -> dict[str, str]:
    """A reason for each question that the mention answers, by the name of the question.

    Of one that is `unread` nothing was filled in but who can see it, and where.
    """
    found = {} if unread else of_reading(mention.facts or {}, mention.flagged)
    found["audience"] = audience(mention)[1]
    found["platform"] = platform(mention)[1]
    if mention.post.source.kind in (Kind.MAILBOX, Kind.PERSON):
        found["author"] = OF_A_LETTER
    if unread:
        found["conduct"] = UNREAD
    elif mention.facts is None and mention.tone != "neutral":
        found["conduct"] = _tone(mention.tone)
    if hidden:
        found["about"] = KEPT
    return found


def of_reading(facts: Mapping[str, Any], flagged: list[str]) -> dict[str, str]:
    """What the sorter saw, without the words themselves: those may hurt and have their own place."""
    found: dict[str, str] = {}
    if facts.get("conduct"):
        harms = [HARMS[Harm(one)].lower() for one in flagged if Harm(one) not in NAMES]
        voice = next((one for one in facts["conduct"] if one in {v.value for v in VOICE}), "")
        if harms:
            found["conduct"] = f"The sorter read words in it as {wording.listed(harms)}"
            found["conduct"] += f", and its tone as {voice}." if voice else "."
        else:
            found["conduct"] = _tone(voice)
    towards = {"school": "It speaks of the school.", "staff": "It names a person."}
    said = [told for key, told in towards.items() if key in facts.get("towards", [])]
    if said:
        found["towards"] = " ".join(said)
    if facts.get("danger", "none") != "none":
        found["danger"] = "The sorter read words in it as a threat."
    return found


def _tone(tone: str) -> str:
    return f"The sorter read its tone as {tone}." if tone else ""


def quoted(text: str, reading: Mapping[str, Any]) -> str:
    """The very words that the sorter marked, for a place that stays shut until it is opened."""
    harms = {harm.value for harm in Harm} - {harm.value for harm in NAMES}
    found = [
        text[span["start"] : span["end"]]
        for span in reading.get("spans", [])
        if span["label"] in harms
    ]
    return "; ".join(dict.fromkeys(f"“{piece}”" for piece in found[:MOST_WORDS]))


def say(form: forms.Form, reasons: Mapping[str, str]) -> None:
    """Put each reason beside its question, so that a screen reader says it with the question."""
    for name, reason in reasons.items():
        if name in form.fields and reason:
            before = form.fields[name].help_text
            # A help text is our own mark-up; a reason may quote what somebody wrote.
            beside = with_advice if reason in ADVICE else with_reason
            form.fields[name].help_text = beside(before, reason)
