"""A mention as the lists of the desk and its own page show it."""

from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.letters.mail import attached
from goodname.core.listen.places.profiles import person_at
from goodname.core.words import Action, Harm, Span
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.labels import ACTIONS, HARMS
from goodname.web.policy.panel import asked, forbidden
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .actions import FILED_REASONS, NOT_US_REASONS
from .head.standing import unread
from .models import Mention
from .reading import NAMES, may_hurt
from .retaining import goes_at

VERBS = {"praise": "Read and thank", "question": "Read and answer", "criticism": "Read and decide"}
STATES = {
    Mention.NEW: ("new", "New"),
    Mention.FILED: ("done", "Put away"),
    Mention.NOT_US: ("done", "Not about us"),
    Mention.CASE: ("waiting", "In a case"),
}


def harms(mention: Mention) -> list[Harm]:
    return [Harm(harm) for harm in mention.flagged if Harm(harm) not in NAMES]


def harm_word(mention: Mention) -> str:
    """The worst harm in a word, and who is spoken of where that was seen."""
    if mention.child_image:
        return "For the safeguarding lead"
    found = harms(mention)
    return HARMS[found[0]] if found else ""


def owed(mention: Mention) -> list[dict[str, Any]]:
    """What the policy says is owed, without what the desk does by itself."""
    steps = (mention.decision or {}).get("steps", [])
    return [s for s in steps if s["action"] != Action.RECORD and s["force"] != "may"]


def waits(mention: Mention) -> bool:
    """Whether somebody let it wait, and its time has not come yet."""
    until = mention.snoozed_until
    return mention.state == Mention.NEW and until is not None and until > clock.now()


UNSURE = "The desk could not tell how this is meant. Please read it yourself."
BROUGHT = "One of us brought this, and the desk does not guess why. Please read it yourself."
ABOUT_HEAD = (
    "It may be about the headteacher, so the desk guesses nothing. Please read it yourself."
)


def card(mention: Mention, school: School, *, verbs: bool = False) -> dict[str, Any]:
    """One mention of a school, as ui/_item.html takes it. Words that may hurt are not in it."""
    post, hurt = mention.post, harm_word(mention)
    asked = owed(mention)
    state, state_word = STATES[mention.state]
    if mention.abstained:
        state, state_word = "unsure", "We are not sure"
    elif waits(mention):
        state, state_word = "waiting", "Snoozed"
    guess = not unread(mention)
    address = reverse("mention", args=[mention.id])
    return {
        "harm": hurt,
        "tone": mention.tone if guess else "",
        "state": "" if state == "new" and verbs else state,
        "state_word": state_word,
        "withheld": bool(hurt),
        "said": True,
        "title": short(post.text or post.title),
        "why": _why(asked) if guess else _not_guessed(mention),
        "clauses": named(asked[0]["clauses"][:1], school) if asked and guess else [],
        "where": _where(mention, bool(hurt)),
        "when": wording.at(post.posted or mention.heard_at, clock.now()),
        "url": address,
        "settled": mention.state in (Mention.FILED, Mention.NOT_US),
        "verb": _verb(mention, hurt) if verbs else "",
        "verb_url": address,
        "quiet": verbs and not hurt,
    }


def _verb(mention: Mention, hurt: str) -> str:
    if hurt:
        return "Read and decide"
    return "Read" if unread(mention) else VERBS.get(mention.tone, "Read")


def _not_guessed(mention: Mention) -> str:
    if mention.abstained:
        return UNSURE
    return BROUGHT if mention.post.source.kind == Kind.PERSON else ABOUT_HEAD


def put_away(mention: Mention) -> dict[str, Any]:
    """One line of “Put away lately”: a heading that may hurt gives way to where it was said."""
    post, hurt = mention.post, harm_word(mention)
    return {
        "url": reverse("mention", args=[mention.id]),
        "harm": hurt,
        "tone": "" if unread(mention) else mention.tone,
        "title": post.source.title if hurt else post.title or post.source.title,
        "when": mention.changed_at,
    }


def _where(mention: Mention, hurt: bool) -> str:
    """The source, and the heading that the post stands under unless that may hurt too."""
    post = mention.post
    under = post.title if post.title and not hurt and post.title not in post.text else ""
    return f"{post.source.title}, “{short(under, 60)}”" if under else post.source.title


def short(text: str, length: int = 110) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + "…"


def _why(asked: list[dict[str, Any]]) -> str:
    if not asked:
        return "Nothing is owed."
    labels = [ACTIONS[Action(step["action"])] for step in asked[:3]]
    said = wording.listed([labels[0], *(label[:1].lower() + label[1:] for label in labels[1:])])
    more = f", and {wording.in_words(len(asked) - 3)} more" if len(asked) > 3 else ""
    return f"Our policy asks: {said[:1].lower()}{said[1:]}{more}."


BECAUSE = {
    "name": "its name",
    "former_name": "a former name",
    "nickname": "a name that people use for it",
    "domain": "its web address",
    "postcode": "its postcode",
    "phone": "its phone number",
    "street": "its street",
    "locality": "its part of town",
    "town": "its town",
    "authority": "its local authority",
    "county": "its county",
    "phase": "words for a primary school",
    "faith": "its faith",
    "source_area": "it was said in our own town",
    "other_schools": "another school is named too",
    "home": "it is our desk",
    "namesake": "may be about another school of the same name",
    "brought": "somebody brought it to us",
}
FIGURES = {
    "praise": "Praise",
    "criticism": "Criticism",
    "question": "A question",
    "neutral": "Something about us",
}


def told(viewer: Viewer, mention: Mention) -> dict[str, Any]:
    """Everything that a mention's page says."""
    post, hurt = mention.post, harm_word(mention)
    reading = mention.reading
    guess = not unread(mention)
    decision = mention.decision if guess else None
    steps = asked(decision, known=True, school=viewer.school) if decision else []
    text = post.text
    return {
        "mention": mention,
        "post": post,
        "hurt": hurt,
        "page_title": heading(mention, hurt),
        "person_page": person_at(post.address),
        "goes_at": goes_at(mention),
        "lead": _why(owed(mention)) if guess else _not_guessed(mention),
        "text": text,
        "pieces": wording.stretches(text, _spans(reading)),
        "sure": _sure(mention.confidence),
        "reasons_us": wording.listed(BECAUSE[b] for b in mention.because) or "no clear sign",
        "tone_said": _tone_said(mention),
        "harms": [
            {"label": HARMS[Harm(harm)], "share": _signs(reading["harms"].get(harm, 0))}
            for harm in mention.flagged
        ],
        "unread": not guess,
        "steps": steps,
        "forbidden": forbidden(decision, school=viewer.school) if decision else [],
        "versions": [
            {"text": version.text, "until": version.until, "hurt": may_hurt(version.text)}
            for version in post.versions.all()
        ],
        "enclosed": attached(post.marks),
        "may_act": viewer.may("inbox.act"),
        "may_open": viewer.may("cases.open"),
        "case_url": _case_url(viewer, mention),
        "reasons": FILED_REASONS.items(),
        "filed_as": _filed_as(mention),
    }


def _filed_as(mention: Mention) -> str:
    if mention.state == Mention.NOT_US:
        why = NOT_US_REASONS.get(mention.reason, "")
        return f"Not about us ({why[:1].lower()}{why[1:]})" if why else STATES[mention.state][1]
    return FILED_REASONS.get(mention.reason, STATES[mention.state][1])


def heading(mention: Mention, hurt: str) -> str:
    """What a mention is called where its words are not shown."""
    source = mention.post.source
    where = "told by our own people" if source.kind == Kind.PERSON else f"on {source.title}"
    if hurt:
        return f"{'A threat' if hurt == 'Threat' else hurt + ' words'} {where}"
    figure = FIGURES["neutral" if unread(mention) else mention.tone]
    return f"{figure} {where}"


def _tone_said(mention: Mention) -> str:
    if mention.abstained:
        return "we are not sure"
    return "nobody has said yet" if unread(mention) else mention.tone


def _spans(reading: dict[str, Any]) -> list[Span]:
    """Marks for what hurts or names somebody; words of praise need none."""
    known = set(Harm)
    return [
        Span(span["start"], span["end"], HARMS[Harm(span["label"])])
        for span in reading["spans"]
        if span["label"] in known
    ]


def _sure(confidence: float) -> str:
    return "very likely" if confidence >= 0.85 else "likely" if confidence >= 0.65 else "perhaps"


def _signs(score: float) -> str:
    # A figure would claim more than counted words can know.
    return "clear signs" if score >= 0.8 else "some signs" if score >= 0.5 else "weak signs"


def _case_url(viewer: Viewer, mention: Mention) -> str:
    case = getattr(mention, "case", None)
    return reverse("case", args=[case.id]) if case and viewer.may("cases.open") else ""
