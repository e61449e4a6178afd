"""Looks at a text before it leaves the school: would its reader, and whoever it is about, call it fair?

It shows the words and says why, and changes nothing. Some faults stop a text, because no reason is
good enough for them; the others are for a person to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .guard import Phrase, ProtectedName, Why, find, tone
from .strangers import strangers

READING_AGE = 12  # from here on a text is called hard: a year above the age that we write for
LONG_SENTENCE = 30  # words

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|(?=\n)|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What is copied and not read: addresses of pages and of people.
_ADDRESS = re.compile(r"[^\s@]{1,64}@\S+|https?://\S+|www\.\S+")

_VOWELS = re.compile(r"[aeiouy]+")
# At the end of a word an e is silent but after a consonant and l; so is the one of -ed, and -es.
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouycgsxz])es$"
)
# Vowels that stand together and are spoken apart: idea, area, being, science, museum, usual.
_TWO_BEATS = re.compile(
    r"ea(?=$|ti)|(?<=[^qg])ua|ei(?=ng)|ie(?=n|t)|eu(?=m)|io(?!n|us)|iu|uou|ya|yi"
)


class Fault(StrEnum):
    NAME = "name"  # somebody who must not be named is named
    STRANGER = "stranger"  # perhaps a name: of nobody whom a list holds
    INFERABLE = "inferable"  # no name, but everybody would know who
    FAMILY = "family"  # says in the open that a family belongs to the school
    LEGAL = "legal"
    THREAT = "threat"
    CONDITION = "condition"  # makes being heard depend on the post
    BLAME = "blame"
    DEFENCE = "defence"
    OFFICIAL = "official"
    PROMISE = "promise"  # cannot be kept
    NO_TALK = "no_talk"  # offers no conversation
    HARD = "hard"  # hard to read


class Reader(StrEnum):
    """Who will read it: a family that we write to, somebody unknown, or the whole world."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    PUBLIC = "public"


@dataclass(frozen=True)
class Group:
    """Phrases with one fault and one reason that a person is shown."""

    fault: Fault
    why: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """`text[start:end]` are the `words`; 0 and 0 where the fault is of the whole text."""

    fault: Fault
    start: int
    end: int
    words: str
    why: str
    stops: bool


@dataclass(frozen=True)
class Rules:
    """What a text is held against: phrases that a fair one does without, and ways to offer a talk."""

    groups: tuple[Group, ...]
    offers: tuple[str, ...]


_NAMED = {
    Why.PUPIL: "This is the name of a pupil.",
    Why.ACCUSED_STAFF: "This is the name of somebody whom it is about.",
    Why.THIRD_PARTY: "This is somebody’s name. They were not asked.",
}
_STRANGER = "This may be somebody’s name. The desk does not know every child: look yourself."
_CLUE = "People can tell from this who is meant, although there is no name."
_NO_TALK = (
    "It offers no talk in private. Say how to reach somebody, and that you would like to hear."
)


def check(
    text: str,
    rules: Rules,
    *,
    protected: Iterable[ProtectedName] = (),
    clues: Iterable[str] = (),
    reader: Reader = Reader.KNOWN,
    talk: bool = False,
    known: Iterable[str] | None = None,
) -> tuple[Found, ...]:
    """Every fault in the order of the text, those of the whole text last.

    `clues` are words by which everybody would know who is meant, such as "Year 4 teacher"; `talk`
    says that this kind of text should invite its reader to a private talk. Where `known` is given,
    words with a capital that stand in none of these texts are shown as perhaps a name.
    """
    found = [
        Found(Fault.NAME, one.start, one.end, text[one.start : one.end], _NAMED[one.why], True)
        for one in find(text, protected)
    ]
    if known is not None:
        found += _strange(text, known, found)
    found += _inferable(text, clues, reader)
    for group in rules.groups:
        if group.fault is Fault.FAMILY and reader is Reader.KNOWN:
            continue  # they know that their child is here
        found += _phrases(text, group.phrases, group.fault, group.why, _stops(group.fault, reader))
    found += _long_sentences(text)
    found = _without_what_lies_inside(found)
    return (*found, *_of_the_whole(text, rules, talk))


def reading_age(text: str) -> float:
    """The age in years from which most people read it with ease; 0.0 for a text without words.

    The Flesch-Kincaid grade (Kincaid and others, 1975) and five years, for a child of the first
    grade is six. Addresses are left out.
    """
    sentences = [words for words in map(_words, _sentences(text)) if words]
    count = sum(map(len, sentences))
    if not count:
        return 0.0
    beats = sum(syllables(word) for words in sentences for word in words)
    grade = 0.39 * count / len(sentences) + 11.8 * beats / count - 15.59
    return max(0.0, grade + 5)


def syllables(word: str) -> int:
    """How many beats a word has, by its groups of vowels: right for most words, and 1 at least."""
    plain = _SILENT.sub("", word.lower().replace("’", "'"))
    return max(1, len(_VOWELS.findall(plain)) + len(_TWO_BEATS.findall(plain)))


def _strange(text: str, known: Iterable[str], named: list[Found]) -> list[Found]:
    return [
        Found(Fault.STRANGER, start, end, text[start:end], _STRANGER, False)
        for start, end in strangers(text, known)
        if not any(one.start < end and start < one.end for one in named)
    ]


def _inferable(text: str, clues: Iterable[str], reader: Reader) -> list[Found]:
    whole = [clue for clue in clues if len(_words(clue)) > 1]  # "teacher" alone tells nobody
    return _phrases(text, whole, Fault.INFERABLE, _CLUE, reader is not Reader.KNOWN)


def _phrases(text: str, phrases: Iterable[str], fault: Fault, why: str, stops: bool) -> list[Found]:
    return [
        Found(fault, one.start, one.end, text[one.start : one.end], why, stops)
        for one in tone(text, [Phrase(words, why) for words in phrases])
    ]


def _stops(fault: Fault, reader: Reader) -> bool:
    """Nobody is made to choose between their post and being heard; no family is shown to the world."""
    return fault is Fault.CONDITION or (fault is Fault.FAMILY and reader is not Reader.KNOWN)


def _long_sentences(text: str) -> list[Found]:
    found = []
    for one in _SENTENCE.finditer(text):
        count = len(_words(one[0]))
        if count > LONG_SENTENCE:
            start = one.start() + len(one[0]) - len(one[0].lstrip())
            why = f"This sentence has {count} words. Two short ones are read more easily."
            found.append(Found(Fault.HARD, start, one.end(), text[start : one.end()], why, False))
    return found


def _without_what_lies_inside(found: list[Found]) -> list[Found]:
    """Of two findings of one fault, the one inside the other tells nothing more."""
    kept = [
        one
        for one in found
        if not any(
            other is not one
            and other.fault is one.fault
            and (other.start, -other.end) <= (one.start, -one.end)
            and one.end <= other.end
            and (other.end - other.start) > (one.end - one.start)
            for other in found
        )
    ]
    return sorted(kept, key=lambda one: (one.start, one.end, one.fault))


def _of_the_whole(text: str, rules: Rules, talk: bool) -> list[Found]:
    found = []
    if talk and not tone(text, [Phrase(words, "") for words in rules.offers]):
        found.append(Found(Fault.NO_TALK, 0, 0, "", _NO_TALK, False))
    age = reading_age(text)
    if age >= READING_AGE:
        why = (
            f"It reads as if for people of {round(age)} or older. Use shorter words and sentences."
        )
        found.append(Found(Fault.HARD, 0, 0, "", why, False))
    return found


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(_ADDRESS.sub(" ", text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
