"""`python -m goodname.worker.schedule`: puts periodic tasks into the queue when their turn comes.

Time is cut into slots, counted from 1970, and a slot's row and its task are written in one
transaction: the row's unique key makes each turn happen once, however many schedules run.
"""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import django
from django.db import DatabaseError, close_old_connections, transaction
from django_tasks.base import Task

from goodname import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periodic:
    name: str
    every: int  # seconds
    task: Task[[], Any]

    def slot(self, now: datetime) -> datetime:
        """The turn that `now` (aware) lies in."""
        seconds = int(now.timestamp())
        return datetime.fromtimestamp(seconds - seconds % self.every, UTC)


def periodic() -> tuple[Periodic, ...]:
    """What happens again and again. Sources and cases know when they are due; these only look."""
    from django.conf import settings

    from goodname.web.cases.tasks import recheck_due, remind
    from goodname.web.inbox.tasks import poll_due, ring_again
    from goodname.web.ledger.tasks import send_seals
    from goodname.web.work.tasks import tidy

    return (
        Periodic("poll_due", max(1, min(30, settings.POLL_SECONDS // 2)), poll_due),
        Periodic("recheck_due", max(1, min(60, settings.RECHECK_SECONDS // 3)), recheck_due),
        Periodic("remind", 600, remind),
        Periodic("ring_again", 300, ring_again),
        Periodic("send_seals", 1800, send_seals),
        Periodic("tidy", 3600, tidy),
    )


def take_turn(item: Periodic, due_at: datetime) -> bool:
    """Queue the task for this turn if nobody has; True when it was queued.

    A turn whose predecessor still waits is taken but not queued: after a long stop of the worker
    one look is as good as a thousand.
    """
    from django_tasks_db.models import DBTaskResult

    from goodname.web.work.models import Slot

    with transaction.atomic():
        _, new = Slot.objects.get_or_create(name=item.name, due_at=due_at)
        waits = DBTaskResult.objects.ready().filter(task_path=item.task.module_path)
        if not new or waits.exists():
            return False
        item.task.enqueue()
        return True


def keep_time(items: Sequence[Periodic], stop: threading.Event) -> None:
    taken: dict[str, datetime] = {}
    while not stop.is_set():
        close_old_connections()
        for item in items:
            due_at = item.slot(clock.now())
            if taken.get(item.name) == due_at:
                continue
            try:
                take_turn(item, due_at)
                taken[item.name] = due_at
            except DatabaseError:  # busy or away: the turn is tried again in a moment
                log.exception("%s: its turn could not be taken", item.name)
        stop.wait(0.25)


def serve(items: Sequence[Periodic]) -> None:
    """Keep time until SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    keep_time(items, stop)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    django.setup()
    serve(periodic())


if __name__ == "__main__":
    main()
