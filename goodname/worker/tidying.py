"""Clears away finished tasks, taken turns and old signs of life, so that the queue stays small."""

from datetime import timedelta

from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from goodname import clock
from goodname.web.work.models import Beat, Slot

KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)  # so that a person can still see what went wrong
KEEP_SLOTS = timedelta(days=2)  # longer than the longest time between two turns


def tidy() -> None:
    DBTaskResult.objects.successful().filter(finished_at__lt=Now() - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=Now() - KEEP_FAILED).delete()
    Slot.objects.filter(due_at__lt=clock.now() - KEEP_SLOTS).delete()
    Beat.objects.filter(at__lt=Now() - KEEP_DONE).delete()
