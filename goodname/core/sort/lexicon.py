"""The word lists that the baseline sorter reads with, and what one of their entries says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from goodname.core.sort.folding import fold

# A token of abuse may hide behind signs ("@ss", "sh!t"), so signs inside a word belong to it.
TOKEN = re.compile(r"[\w@$!*+]+(?:['\-][\w@$!*+]+)*")


@dataclass(frozen=True)
class Term:
    """One entry of a list of offensive words.

    `plain` is the form behind its spelling; `kinds` are sexual, orientation, insult, bodily,
    racial, disability, animal, religious, looks, and the notes swearing, slur, topic; `severity`
    runs from 1 (mild) to 3 (severe).
    """

    plain: str
    kinds: frozenset[str]
    severity: float


@dataclass(frozen=True)
class Lexicon:
    """Everything the baseline knows about words; keys are folded, tokens joined by one space.

    `valence`: word or emoticon -> mean sentiment, -4..4. `terms`: offensive words. `insults`:
    word -> share of its uses that people marked as an insult, 0..1.
    """

    valence: Mapping[str, float]
    terms: Mapping[str, Term]
    insults: Mapping[str, float]
    version: str


def key(entry: str) -> str:
    """The form under which an entry is stored and looked up."""
    return " ".join(TOKEN.findall(fold(entry).text)) or fold(entry).text.strip()


def word_set(listed: str) -> frozenset[str]:
    """A set of words written in one string, which reads better than a quote around each."""
    return frozenset(listed.split())
