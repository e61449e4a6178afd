"""Finds the words of a post on a page: as they were, or the words most like them.

Words are compared without regard to case, spaces, punctuation and mark-up, so that a site's new
dress does not look like an edit.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from goodname.core.listen.pages.page import Page

WORD = re.compile(r"\w+(?:['’]\w+)*")
STOP = re.compile(r"[.!?…]+(?=\s|$)|\n")
CUT_OFF = re.compile(r"(?:\w*\s?(?:…|\.\.\.)|\[(?:…|\.\.\.)\]|\bread more|\bcontinue reading)\W*$",
                     re.IGNORECASE)  # fmt: skip
PIECE = 8  # words that are enough to know a sentence by
FEW = 4  # words below which a likeness means nothing
MANY = 300  # words above which whole pieces are counted: comparing word by word gets slow


class Word(NamedTuple):
    is_: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """Words found on a page: 1.0 means all of the post's words, less means words like them.

    `in_place` says that they stand where the address points to.
    """

    words: str
    likeness: float
    in_place: bool = False


def find(page: Page, words: str) -> Passage | None:
    """Look for a post's words; None where nothing on the page is like them.

    A feed's shortened words ("…", "read more") are found as far as they go. Longer texts count
    as found when all their sentences are there in order, whatever a site puts between them.
    """
    sought = _words(CUT_OFF.sub("", words) or words)
    if not sought:
        there = " ".join(words.split())
        return Passage(words, 1.0) if there and there in " ".join(page.text.split()) else None
    places = [(page.anchored, True)] if page.anchored else []
    if len(sought) >= FEW or not places:
        places.append((page.text, False))  # one or two words are found on any page
    pieces = _pieces(words, sought)
    for text, in_place in places:
        found = _all(text, pieces)
        if found:
            return Passage(found, 1.0, in_place)
    near = [_near(text, sought, pieces, in_place) for text, in_place in places]
    return max((one for one in near if one), key=lambda one: one.likeness, default=None)


def _words(text: str) -> list[Word]:
    return [Word(_plain(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


def _pieces(text: str, words: Sequence[Word]) -> list[list[str]]:
    """The words by sentence; short sentences go with the next, a short rest with the last."""
    stops = [match.end() for match in STOP.finditer(text)]
    pieces: list[list[str]] = [[]]
    at = 0
    for word in words:
        while at < len(stops) and stops[at] <= word.start:
            at += 1
            if len(pieces[-1]) >= PIECE:
                pieces.append([])
        pieces[-1].append(word.is_)
    if len(pieces) > 1 and len(pieces[-1]) < PIECE:
        rest = pieces.pop()
        pieces[-1] += rest
    return pieces


def _all(text: str, pieces: list[list[str]]) -> str:
    """The stretch of the text in which all the pieces stand in order; "" where they do not."""
    line = _Line(text)
    at, first = 0, -1
    for piece in pieces:
        start = line.find(piece, at)
        if start < 0:
            return ""
        first = start if first < 0 else first
        at = start + len(piece)
    return line.text[line.words[first].start : line.words[at - 1].end]


class _Line:
    """A text's words on one string, so that a run of words is found at the speed of `str`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _words(text)
        self.joined = "\n" + "".join(f"{word.is_}\n" for word in self.words)
        sizes = (len(word.is_) + 1 for word in self.words)
        self.offsets = [0, *accumulate(sizes)]

    def find(self, piece: list[str], start: int) -> int:
        """The number of the word with which the piece begins, from `start` on; -1 if nowhere."""
        found = self.joined.find("\n" + "\n".join(piece) + "\n", self.offsets[start])
        return bisect_left(self.offsets, found) if found >= 0 else -1


def _near(text: str, sought: list[Word], pieces: list[list[str]], in_place: bool) -> Passage | None:
    line = _Line(text)
    if len(sought) < FEW or not line.words:
        return None
    if len(sought) > MANY:
        starts = [(line.find(piece, 0), len(piece)) for piece in pieces]
        found = [(start, start + size) for start, size in starts if start >= 0]
        likeness = len(found) / len(pieces)
    else:
        found, likeness = _most_alike([word.is_ for word in sought], line)
    if not found:
        return None
    first, last = min(start for start, _ in found), max(end for _, end in found)
    return Passage(_whole_sentences(line, first, last), likeness, in_place)


def _most_alike(sought: list[str], line: _Line) -> tuple[list[tuple[int, int]], float]:
    size = len(sought)
    want = Counter(sought)
    page = [word.is_ for word in line.words]
    starts = range(0, max(1, len(page) - size // 2), max(1, size // 4))
    shared = sorted(starts, key=lambda at: -(want & Counter(page[at : at + size])).total())
    best: tuple[list[tuple[int, int]], float] = ([], 0.0)
    for at in shared[:2]:
        base = max(0, at - size // 2)
        region = page[base : at + size + size // 2]
        blocks = SequenceMatcher(None, sought, region, autojunk=False).get_matching_blocks()[:-1]
        kept = _without_strays([(base + b.b, base + b.b + b.size) for b in blocks])
        if kept:
            matched = sum(end - start for start, end in kept)
            likeness = 2 * matched / (size + kept[-1][1] - kept[0][0])
            best = max(best, (kept, likeness), key=lambda one: one[1])
    return best


def _without_strays(blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop single words, far from the rest, that happen to be the same."""
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_stray(blocks[-1], blocks[-2]):
        blocks = blocks[:-1]
    return blocks


def _is_stray(block: tuple[int, int], neighbour: tuple[int, int]) -> bool:
    apart = max(block[0], neighbour[0]) - min(block[1], neighbour[1])
    return block[1] - block[0] == 1 and apart > 2


def _whole_sentences(line: _Line, first: int, last: int) -> str:
    start, end = line.words[first].start, line.words[last - 1].end
    before = [match.end() for match in STOP.finditer(line.text, 0, start)]
    after = STOP.search(line.text, end)
    return line.text[before[-1] if before else 0 : after.end() if after else None].strip()
