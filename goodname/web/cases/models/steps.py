"""The checklist of a case, and who does what on it."""

from django.db import models

from goodname.web.accounts.models import Person, token

from .case import Case


class Step(models.Model):
    WAITING, DONE, DROPPED = "waiting", "done", "dropped"  # states of core.act.charts.STEP

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    force = models.CharField(max_length=6)
    owner = models.CharField(max_length=30)
    to = models.CharField(max_length=30, blank=True)
    due = models.DateTimeField(null=True)
    clauses = models.JSONField(default=list)
    why = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default=WAITING)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    done_at = models.DateTimeField(null=True)
    # The one person who was asked to do it, where it is not whoever holds the owner's role.
    assigned_to = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="assigned_steps"
    )
    assigned_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    # What the assigned person is told, for they may not be let into the case.
    briefing = models.CharField(max_length=1000, blank=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_to = models.CharField(max_length=30, blank=True)  # an id of core.words.Role

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "action"], name="no_action_twice_in_a_case")
        ]
