"""Reads the published word lists from disk and hands them to the baseline sorter."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources

from goodname.core.sort.folding import fold
from goodname.core.sort.lexicon import Lexicon, Term, key

VERSION = "1"
_UNRATED = 2.0  # severity of an entry of the list that rates none


def rows(name: str) -> list[list[str]]:
    """The rows of one list, after the header that ends with an empty line."""
    path = resources.files("goodname.data") / "lexicons" / name
    body = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
    return [line.split("\t") for line in body.splitlines() if line]


def _notes() -> dict[str, set[str]]:
    notes: dict[str, set[str]] = defaultdict(set)
    for entry, note in rows("notes.tsv"):
        notes[note].add(key(entry))
    return notes


def _terms() -> dict[str, Term]:
    notes = _notes()
    listed = [
        (text, plain, set(kinds.split(",")), float(severity))
        for text, plain, kinds, severity in rows("profanity.tsv")
    ]
    rated = {key(text) for text, *_ in listed}
    listed += [
        (text, text, {"sexual"}, _UNRATED)
        for (text,) in rows("ldnoobw.txt")
        if key(text) not in rated
    ]
    terms: dict[str, Term] = {}
    for text, plain, kinds, severity in listed:
        if (entry := key(text)) in notes["everyday"]:
            continue
        said = {note for note in ("swearing", "slur") if key(plain) in notes[note]}
        if entry in notes["topic"]:
            said = {"topic"}
        terms[entry] = Term(key(plain), frozenset(kinds | said), severity)
    return terms


@cache
def load() -> Lexicon:
    """The lists of `goodname/data/lexicons`, read once."""
    return Lexicon(
        valence={fold(word).text: float(mean) for word, mean in rows("vader.tsv")},
        terms=_terms(),
        insults={word: float(share) for word, share, _ in rows("insults.tsv")},
        version=VERSION,
    )
