"""Finds where a text says who an adult is, by title or office, or a child, by family or class."""

from __future__ import annotations

import re

from goodname.core.sort.lexicon import word_set
from goodname.core.words import Harm

_NAME = r"[A-Z][a-zà-öø-ÿ]{1,20}(?:['’\-][A-Z]?[a-zà-öø-ÿ]{1,20})?"
_NOT_NAMES = word_set(
    "the a an and but or so if when while who what where why how he she they we you it i his her "
    "their our my your this that these those there here then than is was are were has have had "
    "will would can could should may might must do does did not no never yes just still also only "
    "even very really today tomorrow yesterday monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december "
    "christmas easter year reception nursery school primary infant junior academy class head "
    "teacher headteacher mum dad mrs mr miss ms dr sir ofsted english maths science history pe "
    "facebook whatsapp twitter instagram tiktok snapchat british england wales scotland "
    "ireland london god well please thank thanks great good all some any every one two three "
    "loves loved likes enjoys enjoyed goes went attends started starts came comes absolutely"
)
_FAMILY = (
    r"(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|MY|OUR) (?:little |youngest |eldest |oldest |own |"
    r"grand|step|foster |"
    r"\w{1,8}[ -]year[ -]old )?(?:son|daughter|child|boy|girl|lad|kid|one|nephew|niece|"
    r"granddaughter|"
    r"grandson|brother|sister|twins?)"
)
_CLASS = (
    r"(?:[Yy]ear (?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)|[Yy]r ?\d|[Yy][1-6]\b|"
    r"[Rr]eception|"
    r"[Nn]ursery|[1-6][A-Z]\b|[A-Z]\w{2,12} [Cc]lass)"
)
_CHILD: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(rf"\b{_FAMILY},? (?P<name>{_NAME}(?: {_NAME})?)"), 0.85),
    (
        re.compile(
            rf"\b(?P<name>{_NAME}(?: {_NAME})?),? (?:who (?:is|was) )?(?:in|from|of) (?:the "
            rf")?{_CLASS}"
        ),
        0.8,
    ),
    (
        re.compile(
            rf"\b(?P<name>{_NAME}(?: {_NAME})?)(?:,? aged? |, | \()(?:[4-9]|1[01])\b(?=[,).])"
        ),
        0.75,
    ),
    (
        re.compile(
            rf"\b(?:[Pp]upil|[Ll]ittle|[Cc]hild) (?:called |named )?(?P<name>{_NAME}(?: {_NAME})?)"
        ),
        0.65,
    ),
    (
        re.compile(rf"\b(?:[Bb]oy|[Gg]irl|[Kk]id|[Cc]hild) (?:called |named )(?P<name>{_NAME})"),
        0.75,
    ),
)
_OFFICE = (
    r"(?:[Hh]ead ?[Tt]eacher|[Hh]ead|[Dd]eputy(?: [Hh]ead)?|[Tt]eacher|[Tt]eaching [Aa]ssistant|"
    r"TA|SENCO|"
    r"[Gg]overnor|[Cc]hair of [Gg]overnors|[Cc]aretaker|[Ss]ecretary|[Rr]eceptionist|"
    r"[Pp]rincipal|[Cc]oach)"
)
_PERSON: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(
            rf"\b(?:M(?:r|rs|s|x)|Dr|Miss|MR|MRS|MS|MISS|Prof|Revd?)\.? (?P<name>{_NAME}|"
            rf"[A-Z]{{3,20}}\b)"
        ),
        0.9,
    ),
    (re.compile(r"\b(?:mr|mrs|ms)\.? (?P<name>[a-z][a-z'\-]{2,20})"), 0.75),
    (re.compile(r"\b(?:Sir|Madam|Miss|Mr|Mrs) (?P<name>[A-Z])\b"), 0.6),
    (re.compile(rf"\b{_OFFICE}(?:,| is| was|:)? (?P<name>{_NAME} {_NAME})"), 0.85),
    (
        re.compile(
            rf"\b(?P<name>{_NAME} {_NAME}),? (?:the|our|a|their|is the|is a) (?:\w+ )?{_OFFICE}"
        ),
        0.8,
    ),
)


def find(text: str) -> list[tuple[Harm, float, int, int]]:
    """Where the text identifies somebody: what kind, how sure, start and end in the text.

    Names are known by their capital and by what stands beside them, not from a list of names, so
    a name in small letters is missed unless a title stands before it.
    """
    found = _look(text, _CHILD, Harm.CHILD_IDENTIFIED)
    return found + _look(text, _PERSON, Harm.PERSON_IDENTIFIED)


def _look(
    text: str, table: tuple[tuple[re.Pattern[str], float], ...], harm: Harm
) -> list[tuple[Harm, float, int, int]]:
    return [
        (harm, sure, *m.span())
        for pattern, sure in table
        for m in pattern.finditer(text)
        if m["name"].split(" ")[0].lower() not in _NOT_NAMES
    ]
