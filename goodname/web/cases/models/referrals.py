"""What a person hands to a platform, a helpline, the police or another body, once."""

from django.db import models

from goodname.web.accounts.models import Person, token

from .case import Case
from .said import salt


class Referral(models.Model):
    PREPARED, GIVEN, ANSWERED = "prepared", "given", "answered"  # core.act.charts.REFERRAL

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    action = models.CharField(max_length=40, blank=True)  # the step that it fulfils
    route = models.CharField(max_length=60)  # id of a route of the register
    # Who may use that route: school, parent or child. To anybody but the school it is handed on.
    for_whom = models.CharField(max_length=10)
    text = models.TextField()  # what was prepared, as the person changed it
    answers = models.JSONField(default=dict)  # what a person answered, by the id of what is asked
    salt = models.CharField(max_length=32, default=salt)
    state = models.CharField(max_length=10, default=PREPARED)
    prepared_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    prepared_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(null=True)
    given_to = models.CharField(max_length=120, blank=True)  # who hands it in, where not the school
    reference = models.CharField(max_length=120, blank=True)  # the other side's number for it
    chase_at = models.DateTimeField(null=True)  # when to ask what became of it
    outcome = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["prepared_at"]
