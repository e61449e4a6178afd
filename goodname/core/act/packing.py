"""Writes what a person hands in by one way: what is asked, plain words, and what to mind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goodname.core.words import Action, Danger, Facts

from .guard import ProtectedName, find
from .pack_words import GREETING, LETTERS, OPENING, REPORT_REMOVE, SELF, rule, wrong
from .packs import Ask, Choice, Item, Known, Who, child_image


@dataclass(frozen=True)
class CaseWords:
    """What is known for the text. `posted` is a date in words; "" where something is not known.

    `people`, `words` and `copies` go only to a body that is owed names and the very words.
    """

    school: str
    contact: str
    facts: Facts
    place: str = ""  # the street and the town of the school
    address: str = ""
    posted: str = ""
    platform: str = ""  # its name
    child_image: bool = False  # its words may be about one, whatever the facts say
    protected: tuple[ProtectedName, ...] = ()  # whoever must not be named, not even in an address
    words: str = ""
    people: tuple[str, ...] = ()  # "Tomas Vail: wrote it"
    copies: tuple[str, ...] = ()  # a line for each saved copy
    answer: str = ""  # what the platform answered, and under which number


@dataclass(frozen=True)
class Field:
    """One thing that is asked: `text` is what to paste; "" where a person has to be asked first."""

    ask: Ask
    text: str


@dataclass(frozen=True)
class Pack:
    """`attach` is what may go with it; `names` says that names may stand in it."""

    text: str
    attach: frozenset[Item]
    never: frozenset[Item]
    steps: tuple[str, ...]
    warnings: tuple[str, ...]
    names: bool
    fields: tuple[Field, ...] = field(default=())


# Those who take such an address without opening it in front of anybody else.
_TAKE_ADDRESS_OF_IMAGE = frozenset({"iwf", "police.999", "police.101"})
# Nobody is asked to find them: whoever looks for them looks at the picture.
_NEVER_OF_IMAGE = frozenset({Known.WORDS, Known.COPIES})
_NAME_IN_ADDRESS = "The address has a name in it, so it is left out. The person types it there."


def prepared(choice: Choice, case: CaseWords, answers: Mapping[str, str] | None = None) -> Pack:
    """What to hand in, with what a person answered by the id of what was asked.

    Only a body that is owed names gets names, or the words that were said.
    """
    route = choice.route
    image = case.child_image or child_image(case.facts)
    never = route.never | ({*Item} if image else frozenset())
    asks = [one for one in route.asks if not (image and one.known in _NEVER_OF_IMAGE)]
    fields = tuple(_field(one, choice, case, image, answers or {}) for one in asks)
    if image and route.id not in _TAKE_ADDRESS_OF_IMAGE:
        fields = tuple(one for one in fields if one.ask.known is not Known.ADDRESS)
    return Pack(
        text=_text(choice, case, fields),
        attach=frozenset() if image else frozenset(route.attach) - never - _lacking(case, fields),
        never=frozenset(never),
        steps=_steps(choice, fields),
        warnings=_warnings(choice, case, image),
        names=_owed_names(choice),
        fields=fields,
    )


def _lacking(case: CaseWords, fields: tuple[Field, ...]) -> frozenset[Item]:
    """What would go with it, but nobody has said it yet, or there is none."""
    said = {one.ask.known for one in fields if one.text}
    known = {
        Item.ADDRESS: case.address,
        Item.TIME: case.posted or Known.TIME in said,
        Item.SAVED_COPY: case.copies,
        Item.ANSWER: case.answer,
    }
    return frozenset(item for item, found in known.items() if not found)


def _owed_names(choice: Choice) -> bool:
    return choice.route.names and choice.who is Who.SCHOOL


def _field(
    ask: Ask, choice: Choice, case: CaseWords, image: bool, answers: Mapping[str, str]
) -> Field:
    said = answers.get(ask.id, "").strip()
    return Field(ask, said or _known(ask.known, choice, case, image))


def _known(known: Known | None, choice: Choice, case: CaseWords, image: bool) -> str:
    owed = _owed_names(choice)
    if known is Known.ADDRESS:
        return _address(choice, case, image)
    if known is Known.SCHOOL:
        return f"{case.school}, {case.place}" if case.place else case.school
    if known is Known.WORDS:
        # Words about such an image may lead to it: they are told, and never pasted.
        return case.words if owed and not image else ""
    if known is Known.PEOPLE:
        return "\n".join(case.people) if owed else ""
    if known is Known.COPIES:
        return "\n".join(case.copies) if owed and not image else ""
    return {
        Known.CONTACT: case.contact if choice.who is Who.SCHOOL else "",
        Known.TIME: case.posted,
        Known.RULE: rule(case.facts, image),
        Known.WRONG: wrong(case.facts, image),
        Known.ANSWER: "" if image else case.answer,
    }.get(known or Known.SCHOOL, "")


def _address(choice: Choice, case: CaseWords, image: bool) -> str:
    """The address, unless a name stands in it that the reader is not owed, or it is of an image."""
    if image and choice.route.id not in _TAKE_ADDRESS_OF_IMAGE:
        return ""
    return "" if _named_in_address(choice, case) else case.address


def _named_in_address(choice: Choice, case: CaseWords) -> bool:
    # The body that takes nothing but the address cannot do without it.
    if _owed_names(choice) or choice.route.attach == {Item.ADDRESS}:
        return False
    asked = any(one.known is Known.ADDRESS for one in choice.route.asks)
    return asked and bool(find(case.address, case.protected))


def _steps(choice: Choice, fields: tuple[Field, ...]) -> tuple[str, ...]:
    route, once = choice.route, "Hand it in once. A second report of the same thing slows it down."
    if choice.who is not Who.SCHOOL:
        return (
            "Give this page to them, in person or as a letter. They hand it in, not we.",
            "Write down to whom you gave it, and when.",
            "Ask them later how it went. Do not press them.",
        )
    go = f"Go to {route.where}" if route.where.startswith("https://") else route.where
    if route.phone:
        go = f"Ring {route.phone}. {route.where}"
    if route.phone and "@" in route.where:
        go = f"Ring {route.phone}, or write to {route.where}."
    told = "Copy what they ask for from below."
    if any(not one.text for one in fields):
        told = "Answer what is open below. Then say it or copy it."
    return go, told, once


def _text(choice: Choice, case: CaseWords, fields: tuple[Field, ...]) -> str:
    if choice.route.action is Action.HAND_TO_REPORT_REMOVE:
        letter = REPORT_REMOVE.get(choice.who, REPORT_REMOVE[Who.PARENT])
        return letter.format(school=case.school, contact=case.contact)
    if choice.who is not Who.SCHOOL:
        return _letter(choice, case, fields)
    said = [_line(one) for one in fields if one.text and one.ask.known not in _OF_OURSELVES]
    if choice.route.attach == {Item.ADDRESS}:  # it takes an address, and no letter
        return "\n".join(said) + "\n"
    opening = OPENING[choice.route.action].format(platform=case.platform or "a website")
    end = f"Please tell us what you decide: {case.contact}"
    middle = [*said, ""] if said else []
    return "\n".join([f"We are {case.school}. {opening}", "", *middle, end]) + "\n"


_OF_OURSELVES = (Known.SCHOOL, Known.CONTACT)


def _line(one: Field) -> str:
    return f"{one.ask.label}:\n{one.text}" if "\n" in one.text else f"{one.ask.label}: {one.text}"


def _letter(choice: Choice, case: CaseWords, fields: tuple[Field, ...]) -> str:
    """Words for whoever may use the way, what they can paste, and what they will be asked."""
    route, who = choice.route, choice.who
    phone = f"Ring {route.phone}. " if route.phone else ""
    lines = [GREETING[who], ""] if GREETING[who] else []
    lines += [route.letter.get(who, LETTERS[who]), ""]
    lines += [f"Where to go: {phone}{route.where}", ""]
    said = [_line(one) for one in fields if one.text]
    if said:
        lines += ["You can use these words:", "", SELF[who], *said, ""]
    if asked := [one for one in fields if not one.text]:
        lines += ["They may ask you:", *(f"- {one.ask.label}" for one in asked), ""]
    lines += [f"We are glad to help, or to talk: {case.contact}", case.school]
    return "\n".join(lines) + "\n"


def _warnings(choice: Choice, case: CaseWords, image: bool) -> tuple[str, ...]:
    found = []
    if case.facts.danger is not Danger.NONE or choice.route.action is Action.CONTACT_POLICE:
        found.append("If anybody may be in danger now, ring 999 first. Otherwise ring 101.")
    if image:
        found.append(
            "Do not open, copy, save, print or send the picture. Nothing goes with this report."
        )
    found += _of_action(choice)
    if _named_in_address(choice, case):
        found.append(_NAME_IN_ADDRESS)
    if choice.route.by_hand:
        found.append("We know no address for this. Find it on their own website; do not guess.")
    if choice.who is not Who.SCHOOL:
        found.append("The school does not hand this in. It belongs to them, and they may say no.")
    return (*found, *choice.route.mind)


def _of_action(choice: Choice) -> Iterable[str]:
    action = choice.route.action
    if action is Action.CONSULT_LADO:
        yield "Within one working day. Do not question anybody before you have their advice."
    if action is Action.REFER_PREVENT and choice.who is Who.SCHOOL:
        yield "The safeguarding lead hands this in, after the school’s own safeguarding steps."
    if action is Action.NOTIFY_DPO:
        yield "A serious breach may have to reach the ICO within 72 hours. Ask today."
