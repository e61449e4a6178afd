"""A concern that became a complaint: its stages, each with its clocks."""

from django.db import models

from goodname.web.accounts.models import Person, token

from .case import Case
from .said import salt


class Complaint(models.Model):
    SCHOOL, DATA_PROTECTION = "school", "data_protection"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="complaints")
    kind = models.CharField(max_length=16, default=SCHOOL)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)  # upheld, partly, not_upheld, withdrawn

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_complaint_a_kind")
        ]


class ComplaintStage(models.Model):
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3
    owner = models.CharField(max_length=30)  # an id of core.words.Role: who hears it
    began_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, default=salt)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="one_row_a_stage")
        ]
