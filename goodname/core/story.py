"""The story that the product tells of one post, from the web to what is owed, in one place.

    listen       a source's bytes become posts             core/listen
       │
       ▼
    sort         which school is meant?                    core/sort/names
       │         what does it do, and what is wrong?       core/sort/baseline
       ▼
    suggest      tone and harm become facts                suggest_facts, here and nowhere else
       │         (a person confirms them, or says better)
       ▼
    decide       the policy says what is owed, and why     core/decide
       │
       ▼
    act          a person does it, with help               core/act
       │
       ▼
    prove        the ledger and the evidence keep it       core/prove

The stages do not know each other; this module introduces them. It reads no clock, disk or network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.core.sort.child_images import may_concern_child_image
from goodname.core.sort.names import MEANT_FROM, SchoolNames, match
from goodname.core.sort.sorter import Sorter
from goodname.core.words import (
    HARM,
    Author,
    Conduct,
    Danger,
    Decision,
    Facts,
    Harm,
    Match,
    Post,
    Reading,
    Span,
    Tone,
    Towards,
)

__all__ = ["Heard", "hear", "may_concern_child_image", "suggest_facts"]

_VOICES = {
    Tone.PRAISE: Conduct.PRAISE,
    Tone.CRITICISM: Conduct.CRITICISM,
    Tone.QUESTION: Conduct.QUESTION,
}
# Who is named says nothing about what was done, so the two `_identified` are not here.
_CONDUCTS = {
    Harm.INSULTING: Conduct.INSULTING,
    Harm.AGGRESSIVE: Conduct.AGGRESSIVE,
    Harm.THREAT: Conduct.THREAT,
    Harm.ABUSIVE: Conduct.ABUSIVE,
    Harm.BULLYING: Conduct.BULLYING,
    Harm.HATE: Conduct.HATE,
    Harm.EXTREMISM: Conduct.EXTREMISM,
    Harm.SEXUAL: Conduct.SEXUAL,
    Harm.ILLEGAL: Conduct.ILLEGAL,
    Harm.DISREPUTE: Conduct.DISREPUTE,
}
_SURELY_THREAT = 0.85  # from here a threat is suggested as possibly illegal


@dataclass(frozen=True)
class Heard:
    """One post, all the way.

    `facts` are None where nothing is owed, and `decision` with them. `child_image` says that the
    words may concern a sexual image of a child: then nothing is captured or fetched by itself.
    Spans of the match and of the reading count characters of `post.text`.
    """

    post: Post
    match: Match
    reading: Reading
    facts: Facts | None
    decision: Decision | None
    child_image: bool


def hear(
    post: Post, names: SchoolNames, sorter: Sorter, policy: Policy, *, source_area: bool = False
) -> Heard:
    """What one post means for one school.

    `source_area` says that the source writes about the school's own area. Raises Refused where
    the policy contradicts itself.
    """
    matched = match(names, post.text, post.title, post.address, source_area)
    reading = _read(post, sorter)
    child_image = may_concern_child_image(f"{post.title}\n{post.text}")
    facts = suggest_facts(reading, matched, child_image=child_image)
    return Heard(
        post=post,
        match=matched,
        reading=reading,
        facts=facts,
        decision=decide(facts, policy) if facts else None,
        child_image=child_image,
    )


def suggest_facts(
    reading: Reading, match: Match | None = None, *, child_image: bool = False
) -> Facts | None:
    """The facts that a reading suggests, or None where nothing is owed.

    Nothing is owed on neutral words with no harm, nor on a text that does not mean the school. The
    author is unknown until a person says who it is. An uncertain reading still suggests: it is
    for the page to show that it is uncertain. Where the words may concern a sexual image of a child,
    no tone of theirs counts: a mother who is polite in her need was never to be thanked for praise.
    """
    if match is not None and match.confidence < MEANT_FROM:
        return None
    conduct = {_CONDUCTS[harm] for harm in reading.flagged if harm in _CONDUCTS}
    if child_image:
        return Facts(
            author=Author.UNKNOWN,
            conduct=frozenset(conduct | {Conduct.INTIMATE_IMAGE_OF_CHILD}),
            towards=frozenset({Towards.PUPIL}),
            danger=Danger.POSSIBLY_ILLEGAL,
        )
    if reading.tone in _VOICES:
        conduct.add(_VOICES[reading.tone])
    if not conduct:
        return None
    threat = Harm.THREAT in reading.flagged and reading.harms[Harm.THREAT] >= _SURELY_THREAT
    return Facts(
        author=Author.UNKNOWN,
        conduct=frozenset(conduct),
        towards=_towards(reading, conduct),
        danger=Danger.POSSIBLY_ILLEGAL if threat else Danger.NONE,
    )


def _towards(reading: Reading, conduct: set[Conduct]) -> frozenset[Towards]:
    """A voice is about the school; a person named by title or office is taken for staff."""
    towards = set()
    if reading.tone in _VOICES:
        towards.add(Towards.SCHOOL)
    if Harm.PERSON_IDENTIFIED in reading.flagged and conduct & (HARM | {Conduct.CRITICISM}):
        towards.add(Towards.STAFF)
    return frozenset(towards)


def _read(post: Post, sorter: Sorter) -> Reading:
    """The reading of the title and the words together, its spans counted in the words."""
    title = post.title.strip()
    # A forum repeats the thread's title over every answer, and a feed the first words of a post:
    # neither is something that this author said beside the text.
    told_twice = title.lower().startswith("re:") or title.rstrip("…. ") in post.text
    if not title or (told_twice and post.text.strip()):
        return sorter.read(post.text)
    lead = f"{title}\n"
    reading = sorter.read(lead + post.text)
    spans = tuple(
        Span(span.start - len(lead), span.end - len(lead), span.label)
        for span in reading.spans
        if span.start >= len(lead)
    )
    return replace(reading, spans=spans)
