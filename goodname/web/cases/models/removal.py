"""What later looks at a post saw."""

from django.db import models

from goodname.web.accounts.models import Person
from goodname.web.evidence.models import Capture

from .case import Case


class Check(models.Model):
    """One later look at the post: what was observed, never more."""

    ENOUGH, NOT_ENOUGH = "enough", "not_enough"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    state = models.CharField(max_length=12)  # ids of core.act.recheck.State
    sentence = models.CharField(max_length=400)
    difference = models.TextField(blank=True)
    words = models.TextField(blank=True)  # what stood there instead, where the author changed it
    answer = models.CharField(max_length=12, blank=True)  # what a person said of the change
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    answered_at = models.DateTimeField(null=True)
    capture = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-at"]
