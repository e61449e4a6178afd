"""Compares a page with what is remembered of it: which pieces are new, and which were changed.

Of a page we remember no words, only digests of them and a sample of each piece's words as digests,
enough to know a piece again and to tell a change from something new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from goodname.core.listen.pages.watched_blocks import MOST_BLOCKS, Block
from goodname.core.listen.pages.watched_words import DIGITS, digest, folded, likeness, sample

MOST_SEEN = 3_000  # pieces that were once on the page
MOST_JOINED = 10  # new paragraphs, one after the other, that make one post
NEARLY_THE_SAME = 0.5
FEWEST_WORDS = 2  # "Reply" and "Share" are no posts


@dataclass(frozen=True)
class Known:
    """One piece of the page: its `digest`, the `key` of the post that it is part of, its `sample`."""

    digest: str
    key: str
    sample: frozenset[str]


@dataclass(frozen=True)
class Told:
    """One post in the making: the pieces that it is made of, as they stand on the page now."""

    key: str
    blocks: tuple[Block, ...]
    changed: bool = False


def compare(found: list[Block], memory: Mapping[str, str]) -> tuple[list[Told], dict[str, str]]:
    """What is new on the page or changed, in the page's order, and what to remember.

    A piece that was on the page before, even long ago, is not new. One that stands in the place of
    another and has nearly its words is a change of it, under the key that the other had.
    """
    before = _read(memory.get("page", ""))
    seen = dict.fromkeys(memory.get("seen", "").split())
    kept = [(block, words) for block in found[:MOST_BLOCKS]
            if len(words := folded(block.steady)) >= FEWEST_WORDS]  # fmt: skip
    digests = [digest(words) for _, words in kept]
    samples = [sample(words) for _, words in kept]
    keys = {known.digest: known.key for known in before}
    changes = _changes(before, digests, samples, set(seen) | set(keys))
    told: list[Told] = []
    now: list[Known] = []
    fresh: list[Block] = []
    at = 0
    last_is_new = False
    here: set[str] = set()
    for (block, _), code, words_in_it in zip(kept, digests, samples, strict=True):
        is_new = code not in seen and code not in keys and code not in changes
        is_new = is_new and code not in here
        if is_new:
            if not (last_is_new and block.goes_on and len(fresh) < MOST_JOINED):
                fresh = []
                told.append(Told(code, ()))
                at = len(told) - 1
            fresh.append(block)
            told[at] = Told(told[at].key, tuple(fresh))
        key = told[at].key if is_new else keys.get(code) or changes.get(code) or code
        now.append(Known(code, key, words_in_it))
        here.add(code)
        last_is_new = is_new
    told += _changed(changes, now, [block for block, _ in kept])
    return told, {"page": _write(now), "seen": _remember(seen, before, now)}


def _changes(
    before: list[Known], digests: list[str], samples: list[frozenset[str]], known: set[str]
) -> dict[str, str]:
    """The key of what was changed, by the digest of what it was changed into."""
    found: dict[str, str] = {}
    still = set(digests)
    steps = SequenceMatcher(None, [one.digest for one in before], digests, autojunk=False)
    for step, start, end, new_start, new_end in steps.get_opcodes():
        if step != "replace":
            continue
        gone = [one for one in before[start:end] if one.digest not in still]
        for at in range(new_start, new_end):
            if digests[at] in known or not gone:
                continue
            old = max(gone, key=lambda one: likeness(one.sample, samples[at]))
            if likeness(old.sample, samples[at]) >= NEARLY_THE_SAME:
                found[digests[at]] = old.key
                gone.remove(old)
    return found


def _changed(changes: dict[str, str], now: list[Known], found: list[Block]) -> list[Told]:
    """Each changed post whole, as it stands on the page now, its unchanged paragraphs too."""
    keys = dict.fromkeys(changes[one.digest] for one in now if one.digest in changes)
    return [
        Told(
            key, tuple(block for block, one in zip(found, now, strict=True) if one.key == key), True
        )
        for key in keys
    ]


def _remember(seen: dict[str, None], before: list[Known], now: list[Known]) -> str:
    for one in (*before, *now):  # seen last, so forgotten last
        seen.pop(one.digest, None)
        seen[one.digest] = None
    return " ".join(list(seen)[-MOST_SEEN:])


def _write(now: list[Known]) -> str:
    return " ".join(f"{one.digest}{one.key}{''.join(sorted(one.sample))}" for one in now)


def _read(written: str) -> list[Known]:
    found = []
    for line in written.split():
        code, key, rest = line[:DIGITS], line[DIGITS : 2 * DIGITS], line[2 * DIGITS :]
        marks = frozenset(rest[at : at + 4] for at in range(0, len(rest), 4))
        found.append(Known(code, key, marks))
    return found
