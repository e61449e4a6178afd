"""Facts to measure with: made by a seeded chance, so that every run on every machine has the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from random import Random
from typing import TypeVar

from goodname.core.decide.facts import contradictions
from goodname.core.words import (
    HARM,
    SHARING,
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

Word = TypeVar("Word", bound=StrEnum)

USUAL = (4, 3, 2)  # most words under conduct, towards and concerned
LARGEST = (len(Conduct), len(Towards), len(Office))


def anything(
    platforms: Sequence[str], seed: int, most: tuple[int, int, int] = USUAL
) -> Iterator[Facts]:
    """Facts over the whole vocabulary, each value as likely as the next, no two of them the same."""
    chance = Random(seed)
    seen: set[Facts] = set()
    while True:
        facts = Facts(
            author=chance.choice(list(Author)),
            conduct=_some(chance, Conduct, 1, most[0]),
            towards=_some(chance, Towards, 0, most[1]),
            audience=chance.choice(list(Audience)),
            danger=chance.choice(list(Danger)),
            exception=chance.choice(list(ContactException)),
            removal=chance.choice(list(Removal)),
            unresolved=chance.random() < 0.5,
            concerned=_some(chance, Office, 0, most[2]),
            author_age=chance.choice([None, chance.randint(0, 120)]),
            platform=chance.choice([None, *platforms]),
        )
        if facts not in seen and not contradictions(facts):
            seen.add(facts)
            yield facts


def a_school(platforms: Sequence[str], seed: int) -> Iterator[Facts]:
    """Facts as a school meets them: mostly fair words by parents, the same few over and over.

    The shares are a guess, not a count: nobody has published one.
    """
    chance = Random(seed)
    fair = [Conduct.PRAISE, Conduct.QUESTION, Conduct.CRITICISM, Conduct.CONCERN]
    harm = [word for word in Conduct if word in HARM | SHARING]
    while True:
        author = chance.choices(list(Author), [20, 50, 4, 1, 1, 1, 13, 10])[0]
        said = [chance.choices([fair, harm, list(Conduct)], [75, 20, 5])[0]]
        said += [harm] * (chance.random() < 0.1)
        facts = Facts(
            author=author,
            conduct=frozenset(chance.choice(words) for words in said),
            towards=frozenset(chance.choices(list(Towards), [60, 1, 15, 3, 18, 1, 1, 1])),
            audience=chance.choices(list(Audience), [70, 20, 5, 5])[0],
            danger=chance.choices(list(Danger), [970, 25, 5])[0],
            removal=chance.choices(list(Removal), [70, 12, 5, 3, 10])[0],
            unresolved=chance.random() < 0.1,
            concerned=_some(chance, Office, 1, 1) if chance.random() < 0.03 else frozenset(),
            author_age=chance.randint(7, 11) if author == Author.PUPIL else None,
            platform=chance.choice(platforms),
        )
        if not contradictions(facts):
            yield facts


def _some(chance: Random, words: type[Word], least: int, most: int) -> frozenset[Word]:
    return frozenset(chance.sample(list(words), chance.randint(least, most)))
