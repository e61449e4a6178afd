"""Sorts everything that can happen into cells: sets of facts between which no row can tell a difference.

Rows test a set of words only by `any`, `none`, `only` and `beyond`, so what a set does to them is known
from which words stand in it, one at a time, and never from how many. Sets are therefore built word by
word, and two that have done the same to every row so far are from then on the same. Nothing is left
out: each cell says how many sets of facts it stands for, and the numbers add up to all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from goodname.core.decide.conditions import AGES, MANY, Check, Condition, When
from goodname.core.decide.matching import Matcher
from goodname.core.words import (
    ADULTS_OF_THE_SCHOOL,
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Facts,
    Office,
    Removal,
    Towards,
)

# Each single-valued field with the value that says least first, so that examples stay small.
_ONE: dict[str, tuple[str | bool, ...]] = {
    "author": (
        *(Author.PARENT, Author.PUPIL, Author.STAFF, Author.GOVERNOR, Author.VOLUNTEER),
        *(Author.CONTRACTOR, Author.THIRD_PARTY, Author.UNKNOWN),
    ),
    "danger": tuple(Danger),
    "removal": tuple(Removal),
    "exception": tuple(ContactException),
    "audience": (Audience.UNKNOWN, Audience.PUBLIC, Audience.PRIVATE_GROUP, Audience.DIRECT),
    "unresolved": (False, True),
    "age": ("unknown", "below_minimum", "at_or_above_minimum"),
}
_WORDS: dict[str, tuple[StrEnum, ...]] = {
    "conduct": tuple(Conduct),
    "towards": tuple(Towards),
    "concerned": tuple(Office),
}
# Fields that facts may contradict each other in come first, so that the impossible is dropped early.
_ORDER = ("author", "towards", "exception", "concerned", "conduct", "danger", "removal")
FIELDS = (*_ORDER, "audience", "unresolved", "age")

_PUPIL, _ADULTS = frozenset({"pupil"}), frozenset(map(str, ADULTS_OF_THE_SCHOOL))
_ANSWERABLE = frozenset({"staff", "governor"})  # whose post may concern an office-holder
_OTHERS = frozenset(Author) - _PUPIL
NAMED = {
    "across": Condition(
        "across",
        "it is between a pupil and an adult of the school",
        "it is not between a pupil and an adult of the school",
        When(
            either=(
                When(tests=(Check("author", "in", _PUPIL), Check("towards", "any", _ADULTS))),
                When(tests=(Check("author", "in", _ADULTS), Check("towards", "any", _PUPIL))),
            )
        ),
    )
}
# What facts.contradictions refuses, in the form of rows; a test holds the two together.
IMPOSSIBLE = (
    When(
        tests=(Check("exception", "in", frozenset({"requested", "approved", "declined"})),),
        unless=("across",),
    ),
    When(
        tests=(
            Check("conduct", "any", frozenset({"underage_account"})),
            Check("author", "in", _OTHERS),
        )
    ),
    When(
        tests=(
            Check("concerned", "any", frozenset(Office)),
            Check("author", "in", frozenset(Author) - _ANSWERABLE),
            Check("towards", "none", _ANSWERABLE | {"school"}),
        )
    ),
)
# One bit for each office, for whoever has to know exactly who is concerned.
OFFICES = tuple(When(tests=(Check("concerned", "any", frozenset({office})),)) for office in Office)


MOST = 60_000  # kinds of sets, or of facts, that are still worked through; ours stay below 3,000


class TooMany(Exception):
    """Rows tell apart more than can be worked through in a reasonable time."""


@dataclass(frozen=True)
class Cell:
    """`places` of the conditions that hold, how many sets of facts it is, and the smallest of them.

    `size` says how much the smallest one says: a small one makes a good example.
    """

    places: tuple[int, ...]
    count: int
    size: int
    said: tuple[tuple[str, object], ...]

    def facts(self, platforms: Mapping[str, int | None]) -> Facts:
        """The smallest facts of this cell; `platforms` give an age its example."""
        said = dict(self.said)
        age = said.pop("age")
        return Facts(**said, **_aged(str(age), platforms))  # type: ignore[arg-type]


_State = tuple[int, int, tuple[object, ...]]  # how many, how much is said, the values so far
_Set = tuple[int, int, tuple[StrEnum, ...]]  # the same for the words of one set


def cells(
    whens: Iterable[When],
    named: Mapping[str, Condition],
    ages: Iterable[str] = AGES,
    fewest: bool = False,
) -> Iterator[Cell]:
    """Every cell of the facts that can happen, told apart by these conditions.

    With `fewest` only such cells as no other undercuts: enough to see whether nothing may hold.
    Raises TooMany where there are more than MOST.
    """
    whens = (*whens, *IMPOSSIBLE)
    matcher = Matcher(whens, {**named, **NAMED})
    own = len(whens) - len(IMPOSSIBLE)
    barred = sum(1 << bit for bit, place in enumerate(matcher.places) if place >= own)
    choices = [_choices(matcher, field, tuple(ages)) for field in FIELDS]
    certain = _certain(choices, matcher.all)
    states: dict[int, _State] = {matcher.all: (1, 0, ())}
    for number, options in enumerate(choices):
        states = _joined(states, options, barred & certain[number + 1])
        if fewest:
            states = _fewest(states)
    for found, (count, size, values) in states.items():
        yield Cell(tuple(matcher.rows(found)), count, size, tuple(zip(FIELDS, values, strict=True)))


def ages(platforms: Mapping[str, int | None]) -> tuple[str, ...]:
    """Which answers about age can be given at all with this register of platforms."""
    return tuple(age for age in AGES if age == "unknown" or _aged(age, platforms))


@lru_cache(maxsize=4)
def everything(ages: tuple[str, ...]) -> int:
    """How many sets of facts can happen at all."""
    return sum(cell.count for cell in cells((), {}, ages))


def _joined(
    states: Mapping[int, _State], options: Mapping[int, _State], barred: int
) -> dict[int, _State]:
    """Each state with each choice of the next field; equal ones become one, the smallest kept."""
    made: dict[int, _State] = {}
    for mask, (count, size, values) in states.items():
        for choice, (more, weight, value) in options.items():
            found = mask & choice
            if found & barred:
                continue
            have = made.get(found)
            if have is None or size + weight < have[1]:
                before = have[0] if have else 0
                made[found] = (before + count * more, size + weight, (*values, *value))
            else:
                made[found] = (have[0] + count * more, have[1], have[2])
        if len(made) > MOST:
            raise TooMany
    return made


def _choices(matcher: Matcher, field: str, ages: tuple[str, ...]) -> dict[int, _State]:
    """What one field can do to the rows: each effect with its simplest value."""
    if field in MANY:
        return _sets(matcher, field)
    made: dict[int, _State] = {}
    masks = getattr(matcher, field)
    for weight, value in enumerate(_ONE[field]):
        if field == "age" and value not in ages:
            continue
        have = made.get(masks[value])
        # Somebody has to have written it; to leave any other usual value is more to say.
        said = weight if field == "author" or weight == 0 else 100 + weight
        made[masks[value]] = (have[0] + 1, *have[1:]) if have else (1, said, (value,))
    return made


def _sets(matcher: Matcher, field: str) -> dict[int, _State]:
    """What each set of words can do to the rows, found word by word."""
    allowed, rounds = matcher.allowed[field], matcher.wanted[field]
    nothing = (matcher.all, *(without for without, _ in rounds))
    empty: dict[tuple[int, ...], _Set] = {nothing: (1, 0, ())}
    states: dict[tuple[int, ...], _Set] = {}
    for place, word in enumerate(_WORDS[field]):
        grown = [
            (
                may & allowed[word],
                *(have | wanted[word] for have, (_, wanted) in zip(met, rounds, strict=True)),
            )
            for may, *met in chain(empty, states)
        ]
        bases = [*empty.values(), *states.values()]
        for key, (count, size, words) in zip(grown, bases, strict=True):
            more = (count, size + 120 + place, (*words, word))
            states[key] = _smaller(states.get(key), more)
        if len(states) > MOST:
            raise TooMany
    if field != "conduct":  # which is never empty
        states[nothing] = _smaller(states.get(nothing), empty[nothing])
    sets: dict[int, _Set] = {}
    for (may, *met), found in states.items():
        mask = may
        for have in met:
            mask &= have
        sets[mask] = _smaller(sets.get(mask), found)
    return {mask: (count, size, (frozenset(words),)) for mask, (count, size, words) in sets.items()}


def _smaller(known: _Set | None, other: _Set) -> _Set:
    """Both counted together, and the smaller of the two to stand for them."""
    if known is None:
        return other
    return (known[0] + other[0], *min(known[1:], other[1:], key=lambda one: one[0]))


def _certain(choices: list[dict[int, _State]], every: int) -> list[int]:
    """For each place in the order: the rows that no later field can rule out any more."""
    certain = [every]
    for options in reversed(choices):
        kept = certain[0]
        for mask in options:
            kept &= mask
        certain.insert(0, kept)
    return certain


def _fewest(states: dict[int, _State]) -> dict[int, _State]:
    kept: dict[int, _State] = {}
    for mask in sorted(states, key=int.bit_count):
        if not any(less & mask == less for less in kept):
            kept[mask] = states[mask]
    return kept


def _aged(age: str, platforms: Mapping[str, int | None]) -> dict[str, object]:
    """An author's age and a platform of which this can be said; nothing where it cannot."""
    for platform, minimum in sorted(platforms.items(), key=lambda row: (row[1] is None, row[0])):
        if age == "below_minimum" and minimum:
            return {"author_age": minimum - 1, "platform": platform}
        if age == "at_or_above_minimum":
            return {"author_age": minimum or 0, "platform": platform}
    return {}
