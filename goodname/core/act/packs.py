"""Chooses by which way something is reported, and for whom, from a register of ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from goodname.core.words import Action, Author, Conduct, Danger, Facts, Towards


class Who(StrEnum):
    """Who may use a way. `ADULT` is the grown-up whom it is about."""

    SCHOOL = "school"
    PARENT = "parent"
    CHILD = "child"
    ADULT = "adult"


class Item(StrEnum):
    """What may go with a report, or must never go with it."""

    ADDRESS = "address"  # where the post stands
    TIME = "time"
    SAVED_COPY = "saved_copy"
    ANSWER = "answer"  # what the platform answered, and its number
    CHRONOLOGY = "chronology"
    IMAGE = "image"
    PUPIL_NAME = "pupil_name"
    WORDS = "words"  # what was said, word for word


class Known(StrEnum):
    """What a case may know of a thing that is asked."""

    SCHOOL = "school"
    CONTACT = "contact"
    ADDRESS = "address"
    TIME = "time"
    RULE = "rule"
    WRONG = "wrong"
    WORDS = "words"
    PEOPLE = "people"
    COPIES = "copies"
    ANSWER = "answer"


# What goes along with an answer: a way that must never have the item cannot ask for it.
CARRIES = {
    Known.ADDRESS: Item.ADDRESS,
    Known.TIME: Item.TIME,
    Known.WORDS: Item.WORDS,
    Known.COPIES: Item.SAVED_COPY,
    Known.ANSWER: Item.ANSWER,
}


@dataclass(frozen=True)
class Ask:
    """One thing that a form or a voice asks, and the question to a person where nobody knows it."""

    id: str
    label: str
    question: str
    known: Known | None = None


@dataclass(frozen=True)
class Route:
    """One way to report something. `conduct` empty: for everything that no other way is for.

    `platform` is "" for a body; `chase` is an ISO 8601 duration in school days; `read` is None where
    nobody has read a dated source.
    """

    id: str
    name: str
    action: Action
    who: tuple[Who, ...]
    where: str
    source: str
    confidence: str  # high | medium | low
    platform: str = ""
    conduct: frozenset[Conduct] = frozenset()
    asks: tuple[Ask, ...] = ()
    attach: frozenset[Item] = frozenset()
    never: frozenset[Item] = frozenset()
    names: bool = False  # whether it is owed names and the very words
    only: str = ""  # why nobody else may use it
    phone: str = ""
    say: tuple[str, ...] = ()  # what to say on the phone
    chase: str = "P5D"
    read: date | None = None
    danger: bool = False  # for danger that is there now
    by_hand: bool = False  # nothing is known: somebody has to find the way
    after: bool = False  # stands last: another way is tried first
    child: bool = False  # only for harm that was done to a child
    mind: tuple[str, ...] = ()  # what to know before using it
    letter: Mapping[Who, str] = field(default_factory=dict)  # how the words for them begin


@dataclass(frozen=True)
class Choice:
    """A way with whom it is for, and why it stands where it stands."""

    route: Route
    who: Who
    why: str


_CHILD_IMAGE = Conduct.INTIMATE_IMAGE_OF_CHILD
_ADULTS = frozenset(Towards) - {Towards.SCHOOL, Towards.PROFESSION, Towards.PUPIL}
ACTIONS = frozenset(
    {
        Action.REPORT_TO_PLATFORM,
        Action.CONTACT_POSH,
        Action.CONTACT_POLICE,
        Action.CONSULT_LADO,
        Action.REFER_PREVENT,
        Action.NOTIFY_DPO,
        Action.HAND_TO_REPORT_REMOVE,
    }
)
_FOR = {
    Who.SCHOOL: "The school may hand this in.",
    Who.PARENT: "A parent may hand this in.",
    Who.CHILD: "The child may hand this in, with a grown-up whom they trust.",
    Who.ADULT: "The person whom it is about may hand this in.",
}


def routes_for(
    action: Action, facts: Facts, routes: Iterable[Route], *, child_image: bool = False
) -> tuple[Choice, ...]:
    """The ways that fit, the best first; never empty for an action of ACTIONS.

    A way that is made for this harm stands before a general one, and danger before everything. What
    the school may not use is offered for the parent, the child or the adult who may. What may be a
    sexual image of a child is never shown to a platform: of those that take posts, only a way that
    is made for such images stays. `child_image` says so where the facts do not say it yet.
    """
    if child_image:
        facts = replace(facts, conduct=facts.conduct | {_CHILD_IMAGE})
    fitting = [route for route in routes if route.action is action and _fits(route, facts)]
    fitting.sort(key=lambda route: _rank(route, facts))
    return tuple(
        Choice(route, who, _why(route, who)) for route in fitting for who in _people(route, facts)
    )


def child_image(facts: Facts) -> bool:
    """Whether a sexual image of a child is part of it: then nothing is ever attached."""
    return _CHILD_IMAGE in facts.conduct


def _fits(route: Route, facts: Facts) -> bool:
    if route.platform and route.platform != facts.platform:
        return False
    if child_image(facts) and route.action is Action.REPORT_TO_PLATFORM:
        return _CHILD_IMAGE in route.conduct
    if route.child and not (Towards.PUPIL in facts.towards or child_image(facts)):
        return False
    return not route.conduct or bool(route.conduct & facts.conduct)


def _rank(route: Route, facts: Facts) -> tuple[bool, bool, bool, bool, str]:
    urgent = facts.danger is Danger.IMMEDIATE
    return (route.after, route.by_hand, route.danger is not urgent, not route.conduct, route.id)


def _people(route: Route, facts: Facts) -> tuple[Who, ...]:
    """Those of the way who are part of this; all of them where nobody is known to be."""
    child = Towards.PUPIL in facts.towards or facts.author is Author.PUPIL or child_image(facts)
    here = {Who.SCHOOL}
    here |= {Who.PARENT, Who.CHILD} if child else set()
    here |= {Who.ADULT} if facts.towards & _ADULTS else set()
    return tuple(who for who in route.who if who in here) or route.who


def _why(route: Route, who: Who) -> str:
    if route.by_hand:
        return "We know no way for this. Somebody has to find it by hand."
    return f"{_FOR[who]} {route.only}".strip() if who is not Who.SCHOOL else _FOR[who]
