"""The stages of a complaint as data: who may hear each, and by when it is acknowledged and answered.

A complaint is never made to depend on what becomes of a post. Nobody hears one about themselves, and
nobody hears the same one twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodname.core.words import Refused, Role, Unreadable

from .charts import COMPLAINT
from .deadlines import CALENDAR, SCHOOL_DAYS, Duration, SchoolCalendar, due

# Who is asked where nobody inside may hear it: the adviser of the local authority.
OUTSIDE = Role.ADVISER
ENDED = "ended"


@dataclass(frozen=True)
class Period:
    """A time, as ISO 8601 and a unit, and where it comes from: a law, or a choice in words."""

    within: str
    unit: str
    choice: str = ""  # set where no rule names a time
    law: str = ""  # the id of a fact of the legal register


@dataclass(frozen=True)
class Stage:
    """One stage. `heard_by` are the roles that may hear it, the usual one first."""

    number: int
    title: str
    hears: str  # who hears it, in words
    heard_by: tuple[Role, ...]
    acknowledge: Period
    answer: Period
    # It is set up by this person and decided by others, so an earlier stage does not bar them.
    arranged: bool = False


@dataclass(frozen=True)
class Procedure:
    """All stages of one kind of complaint; `further` says where its maker may go afterwards."""

    id: str
    title: str
    says: str
    clauses: tuple[str, ...]
    stages: tuple[Stage, ...]
    further: str

    def stage(self, number: int) -> Stage:
        """Raises Refused where there is no such stage."""
        for stage in self.stages:
            if stage.number == number:
                return stage
        raise Refused(f"This is the last stage here. {self.further}")


@dataclass(frozen=True)
class Clocks:
    """By when one stage is acknowledged and answered: moments in UTC."""

    acknowledge_by: datetime
    answer_by: datetime


def clocks(stage: Stage, began: datetime, calendar: SchoolCalendar) -> Clocks:
    """The two clocks of a stage that began at an aware moment."""

    def by(period: Period) -> datetime:
        moment = due(began, period.within, period.unit, calendar)
        assert moment is not None  # a period always has a time
        return moment

    return Clocks(by(stage.acknowledge), by(stage.answer))


def hearers(stage: Stage, *, concerned: Iterable[Role], heard: Iterable[Role]) -> tuple[Role, ...]:
    """Who may hear a stage, the usual one first: nobody it is about, and nobody who heard it before.

    Where nobody inside is left it is OUTSIDE alone.
    """
    barred = frozenset(concerned) | (frozenset() if stage.arranged else frozenset(heard))
    return tuple(role for role in stage.heard_by if role not in barred) or (OUTSIDE,)


def state(number: int, *, ended: bool) -> str:
    """The state of the chart that a complaint at this stage is in."""
    return ENDED if ended else f"stage_{number}"


def after_next(number: int, *, ended: bool) -> int:
    """The number of the stage that follows. Raises Refused where none can."""
    then = COMPLAINT.after(state(number, ended=ended), f"escalate_to_{number + 1}")
    return int(then.removeprefix("stage_"))


def read(table: Mapping[str, Any]) -> tuple[Procedure, ...]:
    """The procedures of a table as TOML gives it. Raises Unreadable, naming every fault."""
    found = tuple(_procedure(row) for row in table["procedure"])
    faults = [fault for one in found for fault in _faults(one)]
    if faults:
        raise Unreadable(*faults)
    return found


def _procedure(row: Mapping[str, Any]) -> Procedure:
    stages = tuple(
        Stage(
            number=number,
            title=stage["title"],
            hears=stage["hears"],
            heard_by=tuple(Role(role) for role in stage["heard_by"]),
            acknowledge=Period(**stage["acknowledge"]),
            answer=Period(**stage["answer"]),
            arranged=stage.get("arranged", False),
        )
        for number, stage in enumerate(row["stage"], start=1)
    )
    return Procedure(
        id=row["id"],
        title=row["title"],
        says=row["says"],
        clauses=tuple(row["clauses"]),
        stages=stages,
        further=row["further"],
    )


def _faults(procedure: Procedure) -> list[str]:
    faults = []
    if not 1 <= len(procedure.stages) <= len(COMPLAINT.states) - 1:
        faults.append(f"{procedure.id}: a complaint has one to three stages")
    for stage in procedure.stages:
        for name, period in (("acknowledge", stage.acknowledge), ("answer", stage.answer)):
            place = f"{procedure.id}, stage {stage.number}, {name}"
            Duration.read(period.within)
            if period.unit not in (SCHOOL_DAYS, CALENDAR):
                faults.append(f"{place}: unit {period.unit!r} is unknown")
            if bool(period.choice) == bool(period.law):
                faults.append(f"{place}: say either the law that sets it or that it is our choice")
    return faults


def late(by: datetime | None, done: datetime | None, now: datetime) -> bool:
    """Whether something due has not been done in time, or not yet."""
    return by is not None and (done or now) > by


_GOES = re.compile(
    r"\b(?:delet(?:e|es|ed|ing|ion)|remov(?:e|es|ed|ing|al)|tak(?:e|es|en|ing) (?:\w+ ){0,3}?down)\b",
    re.IGNORECASE,
)
_FREES = re.compile(r"\b(?:not|nobody|never|no need|without|whether)\b|n[’']t\b", re.IGNORECASE)

# “Not until you delete it” frees nobody.
_TIES = re.compile(r"\b(?:until|unless|before|once|if|when|while|as long as)\b", re.IGNORECASE)


def of_deleting(text: str) -> tuple[tuple[int, int], ...]:
    """Where an answer to a complaint speaks of a post that should go: start and end of each word.

    A complaint is heard whatever becomes of a post, so its answer asks for nothing of the kind, in
    whatever words. To say that nobody has to delete anything is no asking.
    """
    found = []
    for match in _GOES.finditer(text):
        begins = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
        before = text[begins : match.start()]
        if not _FREES.search(before) or _TIES.search(before):
            found.append(match.span())
    return tuple(found)
