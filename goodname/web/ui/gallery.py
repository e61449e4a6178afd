"""The made-up words that the gallery shows its parts with."""

from types import SimpleNamespace
from typing import Any

from django import forms

from goodname.core.words import Span
from goodname.web.ui import wording

POST = (
    "Picked mine up crying AGAIN. That useless lump in Willow class shouldn’t be let near kids. "
    "Someone wants to sort her out. Who else is going to the office with me tomorrow?"
)


def _clause(id: str, title: str) -> dict[str, str]:
    return {"id": id, "title": title}


DELETION = _clause("incidents.deletion", "Incidents, 3")
FAIRLY = _clause("footprint.respond", "Responding, 1")
DIRECT = _clause("concerns.direct", "Concerns, 1")
POLICE = _clause("incidents.police", "Incidents, 6")
QUIET = _clause("footprint.no_accounts", "Accounts, 1")
FAMILY = _clause("boundaries.exceptions", "Boundaries, 4")

NEED = [
    {
        "url": "#need",
        "title": "A parent’s post names a teaching assistant",
        "harm": "Abusive",
        "why": "Public, on the Wexcombe forum since 21:14 last night. Evidence is saved. "
        "Our policy says: ask for it to be deleted, today.",
        "clauses": [DELETION],
        "verb": "Read and decide",
    },
    {
        "url": "#need",
        "title": "Third time this month the gate was shut at 8:50",
        "said": True,
        "tone": "criticism",
        "why": "Fair, civil, and seen by about 40 families. A reply is drafted for you: "
        "thank, explain, invite her in.",
        "clauses": [FAIRLY],
        "verb": "Check the reply",
    },
    {
        "url": "#need",
        "title": "Mr Okafor’s niece joins Year 3 in January",
        "tone": "question",
        "tone_word": "Exception",
        "why": "He asks to stay connected with her family online. Yours to approve, "
        "before she starts.",
        "clauses": [FAMILY],
        "verb": "Decide",
        "quiet": True,
    },
]

ITEMS = [
    {
        "url": "#items",
        "withheld": True,
        "harm": "Abusive",
        "state": "new",
        "where": "Wexcombe forum",
        "when": "today at 7:40",
        "verb": "Open a case",
        "quiet": True,
    },
    {
        "url": "#items",
        "title": "What a lovely harvest assembly, well done Year 2",
        "said": True,
        "tone": "praise",
        "state": "new",
        "where": "Wexcombe Gazette, comments",
        "when": "today at 7:12",
        "verb": "Thank",
        "quiet": True,
    },
    {
        "url": "#items",
        "title": "Does anyone know whether the after-school club is full?",
        "said": True,
        "tone": "question",
        "state": "waiting",
        "state_word": "With the office",
        "where": "a review page",
        "when": "yesterday at 16:31",
    },
    {
        "url": "#items",
        "title": "Well that went brilliantly, as ever, Tansy Lane",
        "said": True,
        "tone": "neutral",
        "state": "unsure",
        "why": "This may be meant the other way round. A person should read it.",
        "where": "a blog in Wexcombe",
        "when": "Sunday at 18:02",
        "verb": "Read it",
        "quiet": True,
    },
    {
        "url": "#items",
        "title": "Parking on Fuller’s Row again",
        "said": True,
        "tone": "criticism",
        "state": "done",
        "settled": True,
        "where": "Wexcombe forum",
        "when": "Monday 9 November",
        "note": "met on Friday",
    },
]

STEPS = [
    {
        "action_label": "Save the evidence",
        "force": "must",
        "owner_label": "the desk",
        "due_label": "done Sunday at 21:31",
        "clauses": [DELETION],
        "state": "done",
    },
    {
        "action_label": "Ask the author to delete it",
        "force": "must",
        "owner_label": "you",
        "due_label": "by 15:30 today",
        "clauses": [DELETION],
        "why": "A post like this by one of our families is asked to be deleted, promptly.",
        "state": "waiting",
        "url": "#steps",
        "verb": "Read the letter",
    },
    {
        "action_label": "Invite her in to talk",
        "force": "should",
        "owner_label": "you",
        "due_label": "by 15:30 on Wednesday",
        "clauses": [DIRECT],
        "why": "There is a concern inside the anger.",
        "state": "waiting",
        "url": "#steps",
        "verb": "Write to her",
    },
    {
        "action_label": "Tell the police",
        "force": "may",
        "owner_label": "the DSL",
        "due_label": "",
        "clauses": [POLICE],
        "why": "“Sort her out”: you judge whether it is a threat.",
        "state": "waiting",
    },
    {
        "action_label": "Report it to the forum",
        "force": "may",
        "owner_label": "online-safety lead",
        "due_label": "not needed: it is gone",
        "clauses": [_clause("incidents.third_party", "Incidents, 4")],
        "state": "dropped",
    },
]
FORBIDDEN = [
    {
        "action_label": "Reply from an account in the school’s name",
        "why": "the school has none.",
        "clauses": [QUIET],
    }
]
EVENTS = [
    {"at_label": "9:40", "text": "Looked again: still there, unchanged.", "who": "the desk"},
    {
        "at_label": "8:12",
        "text": "Read it, and spoke to Ms Adeyemi, who is all right and would like it gone.",
        "who": "Priya Nair, DSL",
    },
    {"at_label": "8:05", "text": "Opened from a mention.", "who": "Tom Bell, online-safety lead"},
    {"at_label": "Sunday at 21:31", "text": "Heard and saved.", "who": "the desk"},
]
HEARD = [
    {"label": "12 sources answered", "note": "9:40", "state": "ok"},
    {"label": "Review page asked us to wait", "note": "until 11:00", "state": "partly"},
    {"label": "The blog did not answer", "note": "since Sunday", "state": "no", "url": "#heard"},
    {"label": "Closed groups", "note": "only what people bring", "state": "no"},
]
WEEKS = [
    {"label": "19 Oct", "praise": 9, "criticism": 4},
    {"label": "26 Oct", "praise": 3, "neutral": 2},
    {"label": "2 Nov", "praise": 7, "criticism": 3, "question": 2},
    {"label": "9 Nov", "praise": 12, "criticism": 4, "question": 1},
    {"label": "16 Nov", "praise": 10, "criticism": 3},
    {"label": "23 Nov", "praise": 11, "question": 1, "criticism": 6, "harm": 1},
]
SAID = [
    {"level_tag": "success", "text": "The letter is marked as sent.", "extra_tags": "undo=/undo/"},
    {"level_tag": "info", "text": "The desk looks again at 15:30."},
    {"level_tag": "warning", "text": "The review page asked us to wait until 11:00."},
    {"level_tag": "error", "text": "Nothing was sent: the school’s mail server did not answer."},
]

COLOURS = (
    *("paper", "card", "sunk", "wash", "ink", "soft", "line", "edge", "pine", "fill"),
    *("praise", "criticism", "question", "neutral", "harm"),
)


class SourceForm(forms.Form):
    address = forms.URLField(
        label="Address of the feed",
        help_text="It often ends in .xml or /feed",
        assume_scheme="https",
        widget=forms.TextInput,
        error_messages={"invalid": "Write an address that begins with https://"},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("paper", "A newspaper"), ("forum", "A forum"), ("other", "Something else")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    about = forms.MultipleChoiceField(
        label="What do people talk about there?",
        choices=[("school", "Our school"), ("town", "The town"), ("teaching", "Teaching")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    often = forms.ChoiceField(
        label="How often should we look?", choices=[("hour", "Every hour"), ("day", "Every day")]
    )
    note = forms.CharField(
        label="Anything we should know?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    public = forms.BooleanField(
        label="Anyone can read it without signing in",
        help_text="Goodname only reads what is public.",
        error_messages={"required": "Say that anyone can read it"},
    )


def context() -> dict[str, Any]:
    spans = [
        Span(_at("useless"), _at(" shouldn’t"), "insult"),
        Span(_at("Someone"), _at(" Who"), "threat"),
    ]
    return {
        "need": NEED,
        "items": ITEMS,
        "steps": STEPS,
        "forbidden": FORBIDDEN,
        "events": EVENTS,
        "heard": HEARD,
        "weeks": WEEKS,
        "said": [_message(**one) for one in SAID],
        "form": SourceForm(auto_id="empty_%s"),
        "wrong": SourceForm({"address": "our paper", "often": "hour"}, auto_id="wrong_%s"),
        "pieces": wording.stretches(POST, spans),
        "quiet_words": "We love this school. Thank you to everyone who made the fair happen.",
        "kinds": ("praise", "criticism", "question", "neutral", "harm"),
        "states": ("new", "waiting", "done", "unsure"),
        "colours": COLOURS,
    }


def _at(words: str) -> int:
    return POST.index(words)


def _message(level_tag: str, text: str, extra_tags: str = "") -> SimpleNamespace:
    class Said(SimpleNamespace):
        def __str__(self) -> str:
            return text

    return Said(level_tag=level_tag, extra_tags=extra_tags)
