"""Finds tasks whose worker died in the middle and lets another worker do them."""

import logging
from datetime import timedelta

from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from goodname.web.work import beats
from goodname.web.work.binding import limit_of
from goodname.worker.retry import put_back

# An attempt past its limit is ended by its own worker's alarm; this much later nobody waits for it.
GRACE = 30  # seconds

log = logging.getLogger(__name__)


def reap() -> int:
    """Put back every abandoned task; returns how many. Any number of reapers may run at once.

    Rows are read before beats: a worker beats before it claims, so a row that we see and whose
    worker we do not see living was left by a dead one.
    """
    rows = list(DBTaskResult.objects.running())
    if not rows:
        return 0
    alive = set(beats.living().values_list("worker_id", flat=True))
    put = 0
    for row in rows:
        worker_id = row.worker_ids[-1]
        if worker_id not in alive and beats.declare_dead(worker_id):
            reason = "Its worker stopped in the middle."
        elif _late(row):
            reason = f"It took longer than {limit_of(row.task_path)} seconds."
        else:
            continue
        if put_back(row, reason):
            log.warning("%s %s: %s", row.task_path, row.pk, reason)
            put += 1
    return put


def _late(row: DBTaskResult) -> bool:
    allowed = timedelta(seconds=limit_of(row.task_path) + GRACE)
    return DBTaskResult.objects.filter(pk=row.pk, started_at__lt=Now() - allowed).exists()
