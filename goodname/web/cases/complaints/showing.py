"""A complaint in words: its stages as a line of steps, its clocks, and what is due now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodname import clock
from goodname.core.act.complaints import OUTSIDE, Period, late
from goodname.core.words import Role
from goodname.data.complaints import outcomes
from goodname.data.registers import known
from goodname.web.policy.labels import ROLES
from goodname.web.ui import wording

from ..models import Complaint, ComplaintStage
from .hearing import current, procedure_of


@dataclass(frozen=True)
class Stop:
    """One stage on the line: `state` is done, now or later; `word` says it without colour."""

    number: int
    title: str
    state: str
    word: str
    lines: tuple[str, ...]


def hearer(stage: ComplaintStage) -> str:
    role = Role(stage.owner)
    return "the local authority’s adviser" if role == OUTSIDE else f"the {ROLES[role]}"


def line(complaint: Complaint) -> list[Stop]:
    """Every stage of its procedure, those that have not begun too."""
    rows = {stage.number: stage for stage in complaint.stages.all()}
    at = max(rows)
    found = []
    for stage in procedure_of(complaint).stages:
        row = rows.get(stage.number)
        if row is None:
            word = "Not needed" if complaint.ended_at else "Not begun"
            found.append(Stop(stage.number, stage.title, "later", word, ()))
            continue
        done = row.number < at or complaint.ended_at is not None
        word = "Over" if done else "Now"
        arranged = "Arranged" if stage.arranged else "Heard"
        lines = (f"{arranged} by {hearer(row)}", *_times(row))
        found.append(Stop(stage.number, stage.title, "done" if done else "now", word, lines))
    return found


def _times(row: ComplaintStage) -> tuple[str, ...]:
    """What became of its two clocks; a stage that is left unanswered says so."""
    now = clock.now()
    told = []
    for word, by, at in (
        ("Acknowledged", row.acknowledge_by, row.acknowledged_at),
        ("Answered", row.answer_by, row.answered_at),
    ):
        if at:
            told.append(f"{word} {wording.at(at, now)}{', late' if late(by, at, now) else ''}")
    return tuple(told)


@dataclass(frozen=True)
class Due:
    """What a stage waits for: `what` is a sentence, `by` its day, `rule` why that day."""

    what: str
    by: datetime
    late: bool
    rule: "Rule"

    @property
    def said(self) -> str:
        return wording.by(self.by, clock.now())


@dataclass(frozen=True)
class Rule:
    """Where a time comes from: our own choice in words, or a law with its source."""

    says: str
    source: str = ""
    read: Any = None
    confidence: str = ""


def due(complaint: Complaint) -> Due | None:
    """What it waits for now; None once this stage is answered, or all is over."""
    row = current(complaint)
    stage = procedure_of(complaint).stage(row.number)
    if complaint.ended_at or row.answered_at:
        return None
    if row.acknowledged_at is None and row.acknowledge_by:
        return _due("Tell them that we have it", row.acknowledge_by, stage.acknowledge)
    return _due("Answer it", row.answer_by, stage.answer) if row.answer_by else None


def _due(what: str, by: datetime, period: Period) -> Due:
    return Due(what, by, late(by, None, clock.now()), rule(period))


def rule(period: Period) -> Rule:
    if not period.law:
        return Rule(period.choice)
    law = known()[period.law]
    return Rule(law.says, law.source, law.read, law.confidence)


def standing(complaint: Complaint) -> str:
    """Where it stands, in one sentence."""
    row = current(complaint)
    if complaint.ended_at:
        return (
            f"Ended {wording.at(complaint.ended_at, clock.now())}. {outcomes()[complaint.outcome]}."
        )
    if row.answered_at:
        return "Answered. It ends here if they are content; if not, it goes to the next stage."
    waits = due(complaint)
    assert waits is not None
    return f"{waits.what}, {waits.said}."
