"""A policy as the rest of the product sees it: packs, clauses, and the rows beside each clause."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodname.core.decide.conditions import Condition, When
from goodname.core.words import Action, Force, Office, Role, Unreadable

_REST_OF_THE_DAY = 510  # minutes from 15:30, when a school day ends for a deadline, to midnight
FORCES = (Force.MAY, Force.SHOULD, Force.MUST)  # weakest first
UNITS = ("school_days", "calendar")
_DURATION = re.compile(
    r"P(?:([0-9]{1,3})W)?(?:([0-9]{1,3})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?)?"
)


@dataclass(frozen=True)
class Ask:
    """A row that asks for an action. `choice` says so where the school, not the source, chose."""

    clause: str
    when: When
    action: Action
    force: Force
    owner: Role
    to: Role | None
    within: str | None
    within_unit: str
    why: str
    locked: bool
    choice: str

    def __hash__(self) -> int:  # rows are looked up all the time; their conditions add nothing
        return hash((self.clause, self.action, self.force, self.why))


@dataclass(frozen=True)
class Forbid:
    """A row that forbids actions."""

    clause: str
    when: When
    actions: tuple[Action, ...]
    why: str
    locked: bool

    def __hash__(self) -> int:
        return hash((self.clause, self.actions, self.why))


@dataclass(frozen=True)
class StandIn:
    """Who acts (`does`), and who is told (`told`), in place of an office-holder who is concerned.

    Each list is tried from the left; the first who is not concerned stands in. The last of each
    is outside the four offices, so that there is always somebody.
    """

    clause: str
    office: Office
    does: tuple[Role, ...]
    told: tuple[Role, ...]
    why: str


@dataclass(frozen=True)
class Telling:
    """The action by which one role is told of something, and who tells them."""

    action: Action
    to: Role
    owner: Role


@dataclass(frozen=True)
class First:
    """An action that comes before all others while `when` holds."""

    clause: str
    action: Action
    when: When


Row = Ask | Forbid


@dataclass(frozen=True)
class Gap:
    """What the source leaves open (`silent`), and how the pack closes it (`choice`)."""

    silent: str
    choice: str


@dataclass(frozen=True)
class Claim:
    """A fact about the world that the source states, to be held against the dated registers.

    `about` is the id of a fact in a register, for instance `platform.whatsapp.minimum_age`; `value`
    is what the source says of it, in the form in which the register would.
    """

    about: str
    value: str


@dataclass(frozen=True)
class Reference:
    """Something that the source points to. `leads_to` is "" where nothing is found there."""

    to: str
    written: str
    leads_to: str


@dataclass(frozen=True)
class Clause:
    """One thing that a document says. `page` names the page that fulfils it, "" where rows do.

    `statements` are the ids of the sentences of the source that it stands for.
    """

    id: str
    pack: str
    kind: str  # duty | aim | fact
    title: str
    text: str
    place: str
    page: str
    rows: tuple[Row, ...]
    stand_ins: tuple[StandIn, ...] = ()
    first: tuple[First, ...] = ()
    statements: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    claims: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Contact:
    """Whom to ask: a role of the school with the office address, or a body outside it.

    `helpline` is an id of the register of helplines, "" for a contact inside the school.
    """

    role: str
    use: str
    helpline: str


@dataclass(frozen=True)
class Pack:
    """One document: `date` is that of the edition, `review` when a person must look again.

    `review` is None where the document names no day, which the check reports.
    """

    id: str
    title: str
    version: str
    edition: str
    date: datetime.date
    review: datetime.date | None
    about: str
    adds_to: tuple[str, ...]
    clauses: tuple[Clause, ...]
    conditions: tuple[Condition, ...]
    tellings: tuple[Telling, ...]
    order: tuple[Action, ...]
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, eq=False)
class Policy:
    """Packs read together, the school's own first. Two policies are the same only by identity.

    `platforms` maps the id of a platform to the age at which a child in the UK may have an account
    of their own, None where there is no such age.
    """

    id: str
    version: str
    packs: tuple[Pack, ...]
    platforms: Mapping[str, int | None]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for pack in self.packs for clause in pack.clauses)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for clause in self.clauses for row in clause.rows)

    @property
    def conditions(self) -> dict[str, Condition]:
        return {named.id: named for pack in self.packs for named in pack.conditions}

    @property
    def tellings(self) -> tuple[Telling, ...]:
        return tuple(telling for pack in self.packs for telling in pack.tellings)

    @property
    def stand_ins(self) -> dict[Office, StandIn]:
        return {found.office: found for clause in self.clauses for found in clause.stand_ins}

    @property
    def first(self) -> tuple[First, ...]:
        return tuple(first for clause in self.clauses for first in clause.first)

    @property
    def order(self) -> tuple[Action, ...]:
        return tuple(action for pack in self.packs for action in pack.order)

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; KeyError where the policy has none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)


def minutes(within: str) -> int:
    """The length of an ISO 8601 duration of weeks, days, hours and minutes."""
    found = _DURATION.fullmatch(within)
    if found is None or not any(found.groups()) or within.endswith("T"):
        raise Unreadable(f"within: {within} is no duration, for instance P1D or PT1H")
    weeks, days, hours, rest = (int(part or 0) for part in found.groups())
    return ((weeks * 7 + days) * 24 + hours) * 60 + rest


def surely_by(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    """Whether what is due within `one` is never due later than what is due within `other`.

    Holidays make school days as long as they like, so a time in school days is never surely within
    one by the calendar. One by the calendar is within school days where it is over before the last
    of them ends at 15:30, from whatever hour they are counted.
    """
    (within, unit), (limit, limit_unit) = one, other
    if limit is None:
        return True
    if within is None:
        return False
    if unit == limit_unit:
        return minutes(within) <= minutes(limit)
    return unit == "calendar" and minutes(within) <= minutes(limit) - _REST_OF_THE_DAY


@lru_cache(maxsize=256)
def haste(within: str | None, unit: str) -> tuple[float, int]:
    """What sorts times from the shortest to none at all; a school day is never the shorter."""
    return (
        float("inf") if within is None else minutes(within),
        UNITS[::-1].index(unit),
    )
