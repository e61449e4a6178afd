"""Reads what somebody says happened into Facts, and refuses what is half-understood."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

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
    Unreadable,
)

Word = TypeVar("Word", bound=StrEnum)

FIELDS = (
    "author",
    "conduct",
    "towards",
    "audience",
    "danger",
    "exception",
    "removal",
    "unresolved",
    "concerned",
    "author_age",
    "platform",
)
OLDEST = 120
LONGEST_SHOWN = 60
_ADULTS = frozenset(Towards(author) for author in ADULTS_OF_THE_SCHOOL)
_PLATFORM_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def read(obj: object, platforms: Collection[str] | None = None) -> Facts:
    """The facts in one JSON value.

    `platforms` are the ids of the platform register; without them any well-formed id is taken.
    Raises Unreadable with one line for each fault: `field: what is wrong, what is allowed`.
    """
    if not isinstance(obj, Mapping):
        raise Unreadable("facts: must be one JSON object, with at least author and conduct")
    reader = _Reader({key: value for key, value in obj.items() if value is not None})
    reader.unknown_fields(obj)
    facts = Facts(
        author=reader.one("author", Author, Author.UNKNOWN, required=True),
        conduct=reader.many("conduct", Conduct, required=True),
        towards=reader.many("towards", Towards),
        audience=reader.one("audience", Audience, Audience.UNKNOWN),
        danger=reader.one("danger", Danger, Danger.NONE),
        exception=reader.one("exception", ContactException, ContactException.NONE),
        removal=reader.one("removal", Removal, Removal.NOT_ASKED),
        unresolved=reader.yes_or_no("unresolved"),
        concerned=reader.many("concerned", Office),
        author_age=reader.age("author_age"),
        platform=reader.platform("platform", platforms),
    )
    faults = (*reader.faults, *contradictions(facts, reader.bad))
    if faults:
        raise Unreadable(*faults)
    return facts


def as_json(facts: Facts) -> dict[str, object]:
    """Every field of the facts, lists in the order of the vocabulary; `read` takes it back."""
    return {
        "author": str(facts.author),
        "conduct": [str(word) for word in Conduct if word in facts.conduct],
        "towards": [str(word) for word in Towards if word in facts.towards],
        "audience": str(facts.audience),
        "danger": str(facts.danger),
        "exception": str(facts.exception),
        "removal": str(facts.removal),
        "unresolved": facts.unresolved,
        "concerned": [str(word) for word in Office if word in facts.concerned],
        "author_age": facts.author_age,
        "platform": facts.platform,
    }


def contradictions(facts: Facts, unread: Collection[str] = ()) -> list[str]:
    """One line for each way in which the facts cannot all be true; `unread` fields are left be."""
    faults = []
    if facts.exception != ContactException.NONE and not {
        "exception",
        "author",
        "towards",
    } & {*unread}:
        pupil_writes = facts.author == Author.PUPIL and facts.towards & _ADULTS
        adult_writes = facts.author in ADULTS_OF_THE_SCHOOL and Towards.PUPIL in facts.towards
        if not (pupil_writes or adult_writes):
            faults.append(
                f"exception: {facts.exception} needs a pupil on one side (author or towards) and "
                "staff, governor, volunteer or contractor on the other; otherwise only none"
            )
    if (
        Conduct.UNDERAGE_ACCOUNT in facts.conduct
        and facts.author != Author.PUPIL
        and not {"author"} & {*unread}
    ):
        faults.append(
            f"conduct: underage_account cannot be said of {facts.author}, only of author pupil"
        )
    if facts.concerned and not {"author", "towards"} & {*unread}:
        office_holders = {Towards.SCHOOL, Towards.STAFF, Towards.GOVERNOR}
        writes = facts.author in (Author.STAFF, Author.GOVERNOR)
        if not (writes or facts.towards & office_holders):
            faults.append(
                "concerned: must be empty, unless staff or governor is the author or stands in "
                "towards, or school stands in towards"
            )
    return faults


class _Reader:
    """Takes one field after another and keeps the faults, so that all are told at once."""

    def __init__(self, given: Mapping[object, object]) -> None:
        self.given = given
        self.faults: list[str] = []
        self.bad: set[str] = set()

    def fault(self, field: str, line: str) -> None:
        self.bad.add(field)
        self.faults.append(f"{field}: {line}")

    def unknown_fields(self, obj: Mapping[object, object]) -> None:
        for key in obj:
            if key not in FIELDS:
                self.faults.append(f"{_shown(key)}: is no field, allowed are {', '.join(FIELDS)}")

    def one(self, field: str, kind: type[Word], default: Word, required: bool = False) -> Word:
        value = self.given.get(field)
        if value is None:
            if required:
                self.fault(field, f"is missing, allowed are {', '.join(kind)}")
            return default
        known = _known(kind, value)
        if known is not None:
            return known
        self.fault(field, f"does not know {_shown(value)}, allowed are {', '.join(kind)}")
        return default

    def many(self, field: str, kind: type[Word], required: bool = False) -> frozenset[Word]:
        value = self.given.get(field)
        if value is None and not required:
            return frozenset()
        if not isinstance(value, list | tuple):
            found = "is missing" if value is None else f"is {_shown(value)}"
            self.fault(field, f"{found}, must be a list of {', '.join(kind)}")
            return frozenset()
        if required and not value:
            self.fault(field, f"is empty, must have at least one of {', '.join(kind)}")
        known = [_known(kind, word) for word in value]
        for given, word in zip(value, known, strict=True):
            if word is None:
                self.fault(field, f"does not know {_shown(given)}, allowed are {', '.join(kind)}")
        return frozenset(word for word in known if word is not None)

    def yes_or_no(self, field: str) -> bool:
        value = self.given.get(field, False)
        if isinstance(value, bool):
            return value
        self.fault(field, f"is {_shown(value)}, must be true or false")
        return False

    def age(self, field: str) -> int | None:
        value = self.given.get(field)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= OLDEST:
            return value
        self.fault(
            field,
            f"is {_shown(value)}, must be a whole number of years from 0 to {OLDEST}",
        )
        return None

    def platform(self, field: str, platforms: Collection[str] | None) -> str | None:
        value = self.given.get(field)
        if value is None:
            return None
        if isinstance(value, str):
            if platforms is None and _PLATFORM_ID.fullmatch(value):
                return value
            if platforms is not None and value in platforms:
                return value
        allowed = "an id of small letters, digits and _" if platforms is None else None
        allowed = allowed or ", ".join(sorted(platforms or ()))
        self.fault(field, f"does not know {_shown(value)}, allowed are {allowed}")
        return None


def _known(kind: type[Word], value: object) -> Word | None:
    try:
        return kind(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _shown(value: object) -> str:
    """A value as it may stand in an error: on one line, plain characters, never long."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_]{1,40}", value):
        return value
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."
