"""What people do with several mentions at once: one act, one row to undo it by, a ledger line each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from goodname import clock
from goodname.core.words import Refused
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.actions import FILED_REASONS, NOT_US_REASONS
from goodname.web.inbox.models import Filing, Mention
from goodname.web.ledger.actions import record

from .waiting import too_long

FILE, NOT_US, SNOOZE, ASSIGN = "file", "not_us", "snooze", "assign"
IN_A_CASE = "It is in a case. Close the case instead."
AWAY = "It is put away already."
READ_ALONE = "It may hurt somebody, so it is opened and read before it is put away."
_TIMES = ("changed_at", "snoozed_until")
_BACK = {
    FILE: "mention.restored",
    NOT_US: "mention.restored",
    SNOOZE: "mention.wait_undone",
    ASSIGN: "mention.assignment_undone",
}


@dataclass(frozen=True)
class Act:
    """One thing to do: the values that it sets, its ledger kind, and why a mention is left out."""

    name: str
    kind: str
    values: Mapping[str, Any]
    refs: Mapping[str, str] = field(default_factory=dict)
    refuses: Callable[[Mention], str] = lambda mention: ""


@dataclass(frozen=True)
class Done:
    """What came of an act: how many were handled, and how many were left for each reason."""

    filing: Filing | None
    number: int
    left: tuple[tuple[str, int], ...] = ()


def filing(reason: str, *, read: str = "") -> Act:
    """Put away. `read` is the id of the one mention whose own page the viewer has before them."""
    if reason not in FILED_REASONS:
        raise Refused(f"Choose a reason: {', '.join(FILED_REASONS.values()).lower()}.")
    return _away(FILE, Mention.FILED, "mention.filed", reason, read)


def not_us(reason: str, *, read: str = "") -> Act:
    """Say that they are not about our school. `read` as in filing."""
    if reason not in NOT_US_REASONS:
        raise Refused("Choose what it is about, if not our school.")
    return _away(NOT_US, Mention.NOT_US, "mention.not_us", reason, read)


def _away(name: str, state: str, kind: str, reason: str, read: str) -> Act:
    def refuses(mention: Mention) -> str:
        # A list hides the words of what may hurt, and what is owed for it stands on its own page.
        # Who ticks it in the list has read neither: a threat could go with twenty thank-yous. And
        # “not us” would be the quietest way to lose one, because nobody looks at namesakes again.
        return _open(mention) or (READ_ALONE if mention.hurts and mention.id != read else "")

    values = {"state": state, "reason": reason, "snoozed_until": None}
    return Act(name, kind, values, {"reason": reason}, refuses)


def snoozing(viewer: Viewer, until: datetime) -> Act:
    """Let it wait until a moment; then it is new again by itself."""
    now, calendar = clock.now(), school_calendar(viewer.school)
    return Act(
        SNOOZE,
        "mention.snoozed",
        {"snoozed_until": until},
        refuses=lambda mention: _open(mention) or too_long(mention, until, now, calendar),
    )


def waking() -> Act:
    """Let it wait no longer."""
    return Act(SNOOZE, "mention.woken", {"snoozed_until": None}, refuses=_open)


def giving(viewer: Viewer, person: Person | None) -> Act:
    """Give to a colleague who may read it, or, with None, to nobody.

    Whoever it is about may be named like everybody else, or the answer would say whom it is about.
    For them it is not there, so it waits: every leader still has it on Today.
    """
    if person is None:
        return Act(ASSIGN, "mention.unassigned", {"assigned_to": None}, refuses=_open)
    if person not in inbox.colleagues(viewer):
        raise Refused("Choose somebody who may read the inbox.")

    def refuses(mention: Mention) -> str:
        hidden = not inbox.may_be_given(person, mention)
        return _open(mention) or ("It cannot be given to this colleague." if hidden else "")

    refs = {"person": person.id}
    return Act(ASSIGN, "mention.assigned", {"assigned_to": person}, refs, refuses)


def _open(mention: Mention) -> str:
    return {Mention.CASE: IN_A_CASE, Mention.NEW: ""}.get(mention.state, AWAY)


@transaction.atomic
def handle(*, viewer: Viewer, act: Act, mentions: Iterable[Mention]) -> Done:
    """Do one thing with several mentions; those that it may not be done with are left as they are."""
    ids = [mention.id for mention in mentions]
    rows = inbox.mentions(viewer).filter(id__in=ids).order_by("id").select_for_update(of=("self",))
    now, before, left = clock.now(), [], Counter[str]()
    values = dict(act.values) | {"changed_by": viewer.person, "changed_at": now}
    done: list[Mention] = []
    for mention in rows:
        why_not = act.refuses(mention)
        if why_not:
            left[why_not] += 1
            continue
        was = _values(mention, values)
        for name, value in values.items():
            setattr(mention, name, value)
        before.append({"id": mention.id, "was": was, "became": _values(mention, values)})
        done.append(mention)
    if not done:
        return Done(None, 0, tuple(left.items()))
    Mention.objects.bulk_update(done, list(values))
    kept = Filing.objects.create(
        school=viewer.school, by=viewer.person, at=now, act=act.name, before=before
    )
    for mention in done:
        _record(viewer, mention, kept, act.kind, dict(act.refs))
    return Done(kept, len(done), tuple(left.items()))


@transaction.atomic
def undo(*, viewer: Viewer, filing: Filing) -> tuple[int, int]:
    """Put back what an act changed, where nobody has touched it since.

    Returns how many were put back and how many were left. What the viewer may not see is neither.
    """
    filing = Filing.objects.select_for_update().get(pk=filing.pk)
    if filing.undone_at is not None:
        raise Refused("This was undone already.")
    rows = inbox.mentions(viewer).select_for_update(of=("self",))
    found = rows.in_bulk([kept["id"] for kept in filing.before])
    number = left = 0
    for kept in filing.before:
        mention = found.get(kept["id"])
        if mention is None:
            continue
        if _values(mention, kept["became"]) != kept["became"]:
            left += 1
            continue
        Mention.objects.filter(pk=mention.pk).update(**_read(kept["was"]))
        _record(viewer, mention, filing, _BACK[filing.act], {})
        number += 1
    if not number:
        raise Refused("Somebody has done something else with it since. Nothing was undone.")
    Filing.objects.filter(pk=filing.pk).update(undone_at=clock.now())
    return number, left


def _record(
    viewer: Viewer, mention: Mention, filing: Filing, kind: str, refs: dict[str, str]
) -> None:
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        matter=mention.matter_id,
        refs={"mention": mention.id, "filing": filing.id} | refs,
    )


def _values(mention: Mention, names: Iterable[str]) -> dict[str, str | None]:
    """Some of a mention's fields as JSON keeps them: people by their id, moments as text."""
    found: dict[str, str | None] = {}
    for name in names:
        if name in _TIMES:
            moment = getattr(mention, name)
            found[name] = moment.astimezone(UTC).isoformat() if moment else None
        elif name in ("assigned_to", "changed_by"):
            found[name] = getattr(mention, f"{name}_id")
        else:
            found[name] = getattr(mention, name)
    return found


def _read(kept: Mapping[str, str | None]) -> dict[str, Any]:
    """What _values wrote, as an update takes it. Who has left the roster since is nobody."""
    found: dict[str, Any] = {}
    for name, value in kept.items():
        if name in _TIMES:
            found[name] = parse_datetime(value) if value else None
        elif name in ("assigned_to", "changed_by"):
            found[name] = Person.objects.filter(pk=value).first() if value else None
        else:
            found[name] = value
    return found
