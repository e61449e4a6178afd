"""Takes out of a policy what it fixes: roles, contacts, ages, channels, times, and whom it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goodname.core.decide.draft import private
from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage
from goodname.core.decide.draft.recognise import Reading
from goodname.core.decide.draft.signs import Named, Signs
from goodname.core.decide.draft.wording import plain

_AGE = re.compile(
    r"(?:\b(?:age[sd]?|age[sd]? of|under|over|below|at least|minimum of)[ -](?:the age of )?)?"
    r"(?<![\d.£/])\b(1[0-9]|[4-9])"
    r"(?:\+|s\b| years? (?:old|of age)\b|[ -]year-olds?\b| or (?:over|older|above)\b|\b)"
)
_OF_AGE = re.compile(r"\bage|under|over|below|at least|minimum|old|above|\d\+")
_NEAR = 25  # characters between a platform and its age
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
            "fifteen": 15, "twenty": 20, "twenty-four": 24, "forty-eight": 48}  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:within|in|after|by)\s+(?:a maximum of\s+|the next\s+|no more than\s+)?"
    rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*"
    r"(?:\(\d{1,2}\)\s*)?"
    r"(?P<unit>(?P<school>school|working|business)?\s*(?:hour|day|week)s?)\b(?!\s+(?:old|of school))"
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_MONTH = f"(?:{'|'.join(month[:3] for month in _MONTHS)})[a-z]{{0,6}}"
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?[ ./-](?P<number>\d{1,2})[./-](?P<year>20\d\d|\d\d)\b"
    rf"|\b(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})"
    r",?\s+(?P<year2>20\d\d)\b"
)


@dataclass(frozen=True)
class Taken:
    """One thing that a passage fixes. `kind` is role, contact, person, age, channel, time, binds,
    told (who hears of a contact) or accounts; `value` is its word in our vocabulary where it has
    one, else what `says` says."""

    kind: str
    says: str
    value: str
    passage: Passage


@dataclass(frozen=True)
class Time:
    """A time that was stated in figures, as an ISO 8601 duration with its unit, and its words."""

    within: str
    unit: str
    words: str


def taken(passages: Sequence[Passage], signs: Signs) -> tuple[Taken, ...]:
    """Everything that the passages fix, in their order; names of people are never part of it."""
    return tuple(found for passage in passages for found in _taken(passage, signs))


def _taken(passage: Passage, signs: Signs) -> Iterator[Taken]:
    text = plain(passage.text)
    for one in signs.roles:
        if one.pattern.search(text):
            yield Taken("role", one.says, one.means or one.says, passage)
    hidden = signs.people.mask(passage.text)
    if private.EMAIL in hidden:
        yield Taken("contact", "an e-mail address", "e-mail", passage)
    if private.PHONE in hidden:
        yield Taken("contact", "a telephone number", "telephone", passage)
    if private.NAME in hidden:
        yield Taken("person", "a person by name", "", passage)
    yield from _ages(text, passage, signs.platforms)
    for one in signs.channels:
        if one.pattern.search(text):
            yield Taken("channel", one.says, one.says, passage)
    for words in _times(text, signs):
        yield Taken("time", f"“{words}”", words, passage)
    if passage.kind is not Kind.HEADING and signs.phrases["binds"].search(text):
        for one in signs.bound:
            if one.pattern.search(text):
                yield Taken("binds", one.says, one.says, passage)


def _ages(text: str, passage: Passage, platforms: Sequence[Named]) -> Iterator[Taken]:
    """Ages that are said to be ages, and the one nearest to a platform that has one beside it."""
    numbers = {match.start(1): match for match in _AGE.finditer(text)}
    of: dict[int, str] = {}
    for one in platforms:
        for named in one.pattern.finditer(text):
            near = min(numbers, key=lambda at: _apart(at, named), default=None)
            if near is not None and _apart(near, named) < _NEAR and _OF_AGE.search(text):
                of.setdefault(near, one.says)
    seen = set()
    for at, match in numbers.items():
        platform = of.get(at, "")
        said = (platform, match[1])
        if (platform or _OF_AGE.search(match[0])) and said not in seen:
            seen.add(said)
            says = f"{match[1]} for {platform}" if platform else match[1]
            yield Taken("age", says, f"{platform}:{match[1]}", passage)


def _apart(at: int, named: re.Match[str]) -> int:
    return at - named.end() if at >= named.end() else named.start() - at


def _times(text: str, signs: Signs) -> Iterator[str]:
    yield from dict.fromkeys(" ".join(match[0].split()) for match in _COUNTED.finditer(text))
    yield from dict.fromkeys(match[0] for match in signs.phrases["times"].finditer(text))


def decided(readings: Sequence[Reading], signs: Signs) -> tuple[Taken, ...]:
    """Who is told of a contact, and whether the school has accounts: asked of their clauses only."""
    sure = [one for one in readings if one.confidence >= signs.threshold]
    found: list[Taken] = []
    for passage in (one.passage for one in sure if one.clause == "boundaries.notify"):
        text = plain(passage.text)
        found += [
            Taken("told", one.says, one.means or one.says, passage)
            for one in signs.roles
            if one.pattern.search(text)
        ]
        if signs.phrases["parents"].search(text):
            found.append(Taken("told", "parents", "parents", passage))
    for passage in (one.passage for one in sure if one.clause == "footprint.no_accounts"):
        none = signs.phrases["no_accounts"].search(plain(passage.text))
        says = "the school has none" if none else "the school speaks of its own"
        found.append(Taken("accounts", says, "no" if none else "yes", passage))
    return tuple(found)


def counted(passage: Passage) -> Time | None:
    """The one time that a passage states in figures; None where there is none, or more than one."""
    found = list(_COUNTED.finditer(plain(passage.text)))
    if len(found) != 1:
        return None
    number = found[0]["number"]
    count = int(number) if number.isdigit() else _NUMBERS[number]
    letter = next(one for one in ("hour", "day", "week") if one in found[0]["unit"])[0].upper()
    if not count:
        return None
    words = " ".join(found[0][0].split())
    if letter == "H":
        return Time(f"PT{count}H", "calendar", words)
    school = bool(found[0]["school"]) or letter == "W"
    return Time(f"P{count}{letter}", "school_days" if school else "calendar", words)


def stated_date(passages: Sequence[Passage], signs: Signs, name: str) -> date | None:
    """The day, or the first day of the month, that stands beside words such as "next review"."""
    for passage in passages:
        text = plain(passage.text)
        for word in signs.phrases[name].finditer(text):
            found = _DATE.search(text[word.end() : word.end() + 60])
            day = _day(found) if found else None
            if day:
                return day
    return None


def _day(found: re.Match[str]) -> date | None:
    year = int(found["year"] or found["year2"])
    month = found["month"]
    number = int(found["number"]) if not month else [m[:3] for m in _MONTHS].index(month[:3]) + 1
    try:
        return date(
            year if year > 99 else 2000 + year, number, int(found["day"] or found["day2"] or 1)
        )
    except ValueError:
        return None
