"""Support for those who were hurt, and what the school learnt."""

from django.db import models

from goodname.web.accounts.models import Person, School, token

from .case import Case
from .said import salt


class CheckIn(models.Model):
    """Somebody asked a hurt person how they are: what was offered, and when to ask again."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="check_ins")
    who = models.CharField(max_length=120)  # as they are called in this case
    offered = models.JSONField(default=list)  # ids of offers
    words = models.TextField(blank=True)
    salt = models.CharField(max_length=32, default=salt)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]


class Lesson(models.Model):
    """A lesson that was planned or taught because of what happened; no case is named in it."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    theme = models.CharField(max_length=30)
    title = models.CharField(max_length=160)
    classes = models.CharField(max_length=120, blank=True)  # who is taught, such as "Years 5 and 6"
    planned_for = models.DateField(null=True)
    taught_on = models.DateField(null=True)
    notes = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
