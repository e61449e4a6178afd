"""How much of a connection's allowance is used today, and when there is more."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from goodname.core.listen.allowance import A_DAY, day_of, until_reset
from goodname.core.listen.kinds import Kind
from goodname.web.inbox.models import Connection, Spending


@dataclass(frozen=True)
class Allowance:
    """`used` today; `left` as far as anybody knows, None where nobody says; and the next day's start."""

    used: int
    left: int | None
    resets: datetime


def spend(connection: Connection, units: int, now: datetime) -> None:
    """Count what one look cost."""
    day = day_of(Kind(connection.kind), now)
    spending, _ = Spending.objects.get_or_create(connection=connection, day=day)
    Spending.objects.filter(pk=spending.pk).update(units=F("units") + units)


def allowance(connection: Connection, now: datetime) -> Allowance:
    kind = Kind(connection.kind)
    today = Spending.objects.filter(connection=connection, day=day_of(kind, now)).first()
    used = today.units if today else 0
    left = max(0, A_DAY[kind] - used) if kind in A_DAY else connection.left
    return Allowance(used, left, now + until_reset(kind, now))
