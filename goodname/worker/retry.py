"""Trying again later: a task that met a passing trouble goes back into the queue with a delay."""

from datetime import timedelta

from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

ATTEMPTS = 5  # in all, however each of them ended
FIRST_DELAY = timedelta(seconds=30)  # doubles with every attempt
LONGEST_DELAY = timedelta(hours=1)


class Retry(Exception):
    """Raised by a task whose trouble may pass by itself.

    `after` is how many seconds the other side asked us to wait, where it did.
    """

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class GaveUp(Exception):
    """What stands on a task that was tried as often as tasks are tried."""


def delay(attempt: int, after: float | None = None) -> timedelta:
    """How long to wait after attempt number `attempt` (from 1)."""
    wait = FIRST_DELAY * 2 ** (attempt - 1)
    if after is not None:
        wait = max(wait, timedelta(seconds=after))
    return min(wait, LONGEST_DELAY)


def put_back(row: DBTaskResult, reason: str, *, wait: timedelta = timedelta()) -> bool:
    """Let the task be tried again after `wait`, or mark it failed when it was tried often enough.

    The row stays the same one: its workers are its attempts. False when it is no longer this
    attempt's to change (another put it back first).
    """
    tried = len(row.worker_ids)
    ours = DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
    )
    if tried >= ATTEMPTS:
        changed = ours.update(
            status=TaskResultStatus.FAILED,
            finished_at=Now(),
            exception_class_path=f"{GaveUp.__module__}.{GaveUp.__qualname__}",
            traceback=f"Tried {tried} times. The last time: {reason}",
        )
    else:
        changed = ours.update(
            status=TaskResultStatus.READY,
            started_at=None,
            run_after=Now() + wait,
            exception_class_path=f"{Retry.__module__}.{Retry.__qualname__}",
            traceback=reason,
        )
    return changed == 1
