"""Reads the JSON of a service safely: types checked, size and depth bounded, words made harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from goodname.core.listen.charset import characters
from goodname.core.listen.feeds.entry import LONGEST_KEY
from goodname.core.listen.markup import tidy
from goodname.core.words import Unreadable

BIGGEST = 5_000_000  # bytes
# JSON can name halves of characters ("\ud800") that no database and no page can hold.
HALVES = re.compile("[\ud800-\udfff]")
# What may stand in a header: a key that a person typed in or a service gave.
TOKEN = re.compile(r"[!-~]{1,5000}")


def json_of(body: bytes, who: str) -> Any:
    """What a service answered with; raises Unreadable, naming `who` answered."""
    if len(body) > BIGGEST:
        raise Unreadable(f"{who}: the answer is too big; at most {BIGGEST // 1_000_000} MB")
    try:
        return json.loads(characters(body))
    except (ValueError, RecursionError) as fault:
        raise Unreadable(f"{who}: the answer is not the JSON that was asked for") from fault


def json_object(body: bytes, who: str) -> dict[str, Any]:
    """The JSON object that a service answered with; raises Unreadable, naming `who` answered."""
    found = json_of(body, who)
    if not isinstance(found, dict):
        raise Unreadable(f"{who}: the answer is not the JSON that was asked for")
    return found


def listed(found: object, who: str) -> list[Any]:
    """The list that an answer must have; raises Unreadable, naming `who` answered."""
    if not isinstance(found, list):
        raise Unreadable(f"{who}: the answer has no list of what was found")
    return found


def objects(found: object) -> list[dict[str, Any]]:
    """The objects in what should be a list of them."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def inside(holder: object, *names: str) -> dict[str, Any]:
    """The object under these names, one inside the other; {} where there is none."""
    for name in names:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return holder if isinstance(holder, dict) else {}


def text(holder: Mapping[str, Any], name: str) -> str:
    """The words under a name; "" where there are none, or something else."""
    value = holder.get(name)
    return HALVES.sub("", value) if isinstance(value, str) else ""


def time(written: str) -> datetime | None:
    """A time in ISO 8601; one without a zone is taken as UTC."""
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def moment(seconds: object) -> datetime | None:
    """A time in seconds since 1970, as some services count it."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def token(holder: Mapping[str, Any], name: str) -> str:
    """A key that can be shown to a service again; "" where there is none that can."""
    value = text(holder, name)
    return value if TOKEN.fullmatch(value) else ""


def one_line(said: str, longest: int = LONGEST_KEY) -> str:
    return tidy(said).replace("\n", " ")[:longest]


def marks(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """A post's marks, one line each, without those that say nothing."""
    tidied = ((name, one_line(said)) for name, said in pairs)
    return tuple((name, said) for name, said in tidied if said)


def named(name: str, account: str) -> str:
    """How an author is shown: the name that they chose, and the account that is theirs."""
    name, account = one_line(name, 150), one_line(account, 150)
    if not account:
        return name
    return f"{name} (@{account})" if name else f"@{account}"
