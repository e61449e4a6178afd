"""Signs of life: every worker says that it lives, and a silent one counts as dead.

Why rows and not file locks: a lock dies with its process at once, but another machine cannot see
it. A row works the same on SQLite and on PostgreSQL across machines. All times are the database's,
so a machine with a wrong clock neither lives for ever nor dies early.
"""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from goodname.web.work.models import Beat

EVERY = 2.0  # seconds between two beats
DEAD_AFTER = timedelta(seconds=10)

_me = ""  # the worker that this process is; "" in a page or a command


def me() -> str:
    return _me


def begin(worker_id: str) -> None:
    """This process is the worker `worker_id` from now on. Call it before any task is claimed."""
    global _me
    _me = worker_id
    Beat.objects.create(worker_id=worker_id, at=Now())


def beat(worker_id: str) -> bool:
    """Say that the worker lives. False when it was declared dead: it must stop at once."""
    return Beat.objects.filter(worker_id=worker_id).update(at=Now()) == 1


def end(worker_id: str) -> None:
    Beat.objects.filter(worker_id=worker_id).delete()


def living() -> QuerySet[Beat]:
    return Beat.objects.filter(at__gte=Now() - DEAD_AFTER)


def declare_dead(worker_id: str) -> bool:
    """Whether the worker is dead for good. One that beat again in the last moment is not."""
    Beat.objects.filter(worker_id=worker_id, at__lt=Now() - DEAD_AFTER).delete()
    return not Beat.objects.filter(worker_id=worker_id).exists()
