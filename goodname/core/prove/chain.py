"""Checks a whole ledger, entry by entry, and says in plain sentences what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from goodname.core.prove.seals import Entry, genesis, hash_of, malformed

_MOST = 100  # faults worth reading; a chain with more is not mended line by line


class Broken(StrEnum):
    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    DUPLICATED = "duplicated"
    UNLINKED = "unlinked"
    BACKDATED = "backdated"
    FOREIGN = "foreign"
    TRUNCATED = "truncated"
    ADDED = "added"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a chain: at which entry (0 for the chain as a whole), and in words."""

    seq: int
    what: Broken
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def verify(
    entries: Iterable[Entry], head: str = "", *, school: str = "", end: str = ""
) -> tuple[Fault, ...]:
    """What is wrong with a chain, given in its stored order; empty when it is whole.

    `head` is a hash that somebody kept: it must still stand in the chain, or entries were cut off.
    `end` is the hash that must come last; `school` the id whose chain this must be (otherwise the
    first entry's). At most 100 faults are told. Entries are read once and not kept.

    Without `head` or `end` nobody can tell that the newest entries were cut off.
    """
    return tuple(islice(_faults(entries, head, school, end), _MOST))


def _faults(entries: Iterable[Entry], head: str, school: str, end: str) -> Iterator[Fault]:
    last: Entry | None = None  # the entry with the highest number so far
    head_seen = head == ""
    for entry in entries:
        school = school or entry.school
        yield from _own_faults(entry, school)
        yield from _place_faults(entry, last, school)
        head_seen = head_seen or entry.hash == head
        if last is None or _number(entry) > _number(last):
            last = entry
    stands = last.hash if last is not None else genesis(school)
    upto = f"entry {_number(last)}" if last is not None else "nothing"
    if not head_seen and stands != head:
        yield Fault(
            0,
            Broken.TRUNCATED,
            f"The seal that was kept is not in the chain, which ends with {upto}: "
            "entries have been cut off or replaced.",
        )
    if end and stands != end:
        yield Fault(
            0,
            Broken.ADDED,
            f"The chain ends with {upto}, which is not the last entry that was noted down: "
            "entries have been cut off, replaced or added at the end.",
        )


def _own_faults(entry: Entry, school: str) -> Iterator[Fault]:
    """What an entry shows by itself: its contents, and whose chain it belongs to."""
    # A field of the wrong kind may not even be writable as JSON, so the form is looked at first.
    if any(malformed(entry)) or hash_of(entry) != entry.hash:
        yield Fault(
            _number(entry),
            Broken.ALTERED,
            f"Entry {_number(entry)} has been altered: what it says does not match its seal.",
        )
    if entry.school != school:
        yield Fault(
            _number(entry),
            Broken.FOREIGN,
            f"Entry {_number(entry)} belongs to the ledger of another school.",
        )


def _place_faults(entry: Entry, last: Entry | None, school: str) -> Iterator[Fault]:
    """What an entry shows beside the one before it."""
    seq, before = _number(entry), _number(last) if last is not None else 0
    if last is not None and seq == before:
        yield Fault(seq, Broken.DUPLICATED, f"Entry {seq} stands in the chain twice.")
    elif seq < before:
        yield Fault(
            seq, Broken.REORDERED, f"Entry {seq} is out of order: it stands after entry {before}."
        )
    elif seq > before + 1:
        one = seq == before + 2
        gap = f"Entry {seq - 1} is" if one else f"Entries {before + 1} to {seq - 1} are"
        yield Fault(before + 1, Broken.MISSING, f"{gap} missing before entry {seq}.")
    elif entry.prev != (last.hash if last is not None else genesis(school)):
        follows = f"entry {before} as it stands" if before else "the beginning of this ledger"
        yield Fault(
            seq,
            Broken.UNLINKED,
            f"Entry {seq} does not follow {follows}: one of them has been replaced.",
        )
    elif last is not None and _time(entry) < _time(last):
        yield Fault(
            seq,
            Broken.BACKDATED,
            f"Entry {seq} bears an earlier time than entry {before}, after which it was written.",
        )


def _time(entry: Entry) -> str:
    # Times are written in one form, in which the earlier one sorts first.
    return entry.at if type(entry.at) is str else ""


def _number(entry: Entry) -> int:
    # What stands in a damaged database may be anything; a place that is no number is no place.
    return entry.seq if type(entry.seq) is int else 0
