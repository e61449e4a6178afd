"""The ledger's chain: each entry is sealed over the one before, so that no change goes unseen.

An entry holds ids, clause ids and salted digests, never names or texts: what a person is owed to
have erased can be erased elsewhere while the chain stays whole. The format is final: an entry
sealed today is checked by the same rule in ten years.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from goodname.core.words import Unreadable

VERSION = 1
SYSTEM = "system"

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,31}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
_CLAUSE = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z0-9_]{1,48}){1,3}")
_HEX = re.compile(r"[0-9a-f]{64}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_MOST = 32  # refs, clauses or digests in one entry
_LARGEST = 2**53  # whole numbers above this are not the same number in every JSON reader


@dataclass(frozen=True)
class Entry:
    """One line of a school's ledger.

    `at` is UTC in milliseconds, as "2026-03-03T09:40:00.000Z"; `actor` a person's id or "system";
    `matter` an opaque id or ""; `digests` come from `digest`; `prev` and `hash` are set by `seal`.
    """

    school: str
    seq: int
    at: str
    actor: str
    kind: str
    matter: str = ""
    refs: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    v: int = VERSION
    prev: str = ""
    hash: str = ""


def seal(entry: Entry, prev: str) -> Entry:
    """The entry with its place in the chain: `prev` is the hash before it, or `genesis(school)`.

    Raises Unreadable, one fault a line, where a field holds anything that is not an id.
    """
    placed = replace(entry, prev=prev, hash="")
    faults = tuple(malformed(placed))
    if faults:
        raise Unreadable(*faults)
    return replace(placed, hash=hash_of(placed))


def genesis(school: str) -> str:
    """What stands before a school's first entry: a digest of its id, so that chains never mix."""
    return hashlib.sha256(f"goodname ledger {VERSION} {school}".encode()).hexdigest()


def canonical(entry: Entry) -> bytes:
    """The one way to write an entry down: sorted keys, UTF-8, no spaces, everything but `hash`."""
    said = {
        "v": entry.v,
        "school": entry.school,
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "kind": entry.kind,
        "matter": entry.matter,
        "refs": dict(entry.refs),
        "clauses": list(entry.clauses),
        "digests": dict(entry.digests),
        "prev": entry.prev,
    }
    return json.dumps(
        said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def hash_of(entry: Entry) -> str:
    """SHA-256, in hex, over the canonical form."""
    return hashlib.sha256(canonical(entry)).hexdigest()


def digest(content: str | bytes, salt: str | bytes) -> str:
    """HMAC-SHA-256 of some words or bytes, in hex; raises Unreadable where the salt is too short.

    Keep the salt (16 characters or more, random) with the content and erase both together: the digest that
    stays in the ledger can then no longer be matched with a guess of the words.
    """
    if len(salt) < 16:
        raise Unreadable("salt: is too short, at least 16 characters are needed")
    return hmac.new(_bytes(salt), _bytes(content), hashlib.sha256).hexdigest()


def stamp(moment: datetime) -> str:
    """An aware moment as an entry writes it: UTC, cut (not rounded) to the millisecond."""
    if moment.tzinfo is None:
        raise Unreadable("at: has no time zone, an aware moment is needed")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def malformed(entry: Entry) -> Iterator[str]:
    """What in an entry is not in the ledger's form: `field: what is wrong, what is allowed`."""
    if type(entry.v) is not int or entry.v != VERSION:
        yield f"v: is {entry.v!r}, only {VERSION} is known"
    if type(entry.seq) is not int or not 1 <= entry.seq < _LARGEST:
        yield f"seq: is {entry.seq!r}, a whole number from 1 is needed"
    yield from _unlike("school", entry.school, _ID, "an id of letters, digits and -_.:")
    yield from _unlike("actor", entry.actor, _ID, "a person's id or system")
    yield from _unlike("kind", entry.kind, _KIND, "two words such as case.opened")
    if entry.matter != "":
        yield from _unlike("matter", entry.matter, _ID, "an id of letters, digits and -_.:")
    if not _is_moment(entry.at):
        yield "at: is not in the ledger's form, UTC such as 2026-03-03T09:40:00.000Z is needed"
    yield from _unlike("prev", entry.prev, _HEX, "64 hexadecimal digits")
    yield from _bad_pairs("refs", entry.refs, _ID, "an id of letters, digits and -_.:")
    yield from _bad_pairs("digests", entry.digests, _HEX, "64 hexadecimal digits")
    if not isinstance(entry.clauses, tuple) or len(entry.clauses) > _MOST:
        yield f"clauses: must be a tuple of at most {_MOST} clause ids"
    else:
        for clause in entry.clauses:
            yield from _unlike("clauses", clause, _CLAUSE, "a clause id such as incidents.deletion")


def _bytes(content: str | bytes) -> bytes:
    # Words from the web may hold half a surrogate pair; they too must have a digest.
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def _unlike(name: str, value: object, form: re.Pattern[str], allowed: str) -> Iterator[str]:
    # The value itself is not repeated: it may be the very text that must not get about.
    if not isinstance(value, str) or form.fullmatch(value) is None:
        yield f"{name}: is not in the ledger's form, {allowed} is needed"


def _bad_pairs(name: str, pairs: object, form: re.Pattern[str], allowed: str) -> Iterator[str]:
    if not isinstance(pairs, Mapping) or len(pairs) > _MOST:
        yield f"{name}: must be a table of at most {_MOST} values"
        return
    for key, value in pairs.items():
        yield from _unlike(name, key, _KEY, "a lower-case key")
        yield from _unlike(name, value, form, allowed)


def _is_moment(at: object) -> bool:
    if not isinstance(at, str) or _AT.fullmatch(at) is None:
        return False
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return False
    return True
