"""What the worker must remember: who is at work, which turns were taken, what left the house."""

from django.db import models


class Beat(models.Model):
    """A worker's sign of life. Times here are the database's own, so machines need not agree."""

    worker_id = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField()


class Slot(models.Model):
    """One turn of a periodic task. The unique key makes it happen once for any number of schedules."""

    name = models.CharField(max_length=80)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="one_slot_one_turn")]


class Effect(models.Model):
    """Something that leaves the house once; `goodname.web.work.effects` says what is promised.

    `by` is the worker that marked it `sending`, or "" outside a worker.
    """

    SENDING, SENT, UNSURE, FAILED, READY = "sending", "sent", "unsure", "failed", "ready"

    key = models.CharField(max_length=120, unique=True)  # such as "letter:4k2m..."
    school = models.ForeignKey("accounts.School", on_delete=models.CASCADE)
    state = models.CharField(max_length=10)
    by = models.CharField(max_length=64, blank=True)
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
