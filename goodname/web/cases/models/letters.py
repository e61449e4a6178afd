"""What leaves the school in writing, and what comes back."""

from django.db import models

from goodname.web.accounts.models import Person, token
from goodname.web.inbox.models import Mention

from .case import Case
from .said import salt


class Letter(models.Model):
    DRAFT, ASKED, APPROVED = "draft", "asked", "approved"  # states of core.act.charts.LETTER
    QUEUED, SENT, UNSURE, FAILED = "queued", "sent", "unsure", "failed"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=40)  # id of a letter template
    action = models.CharField(max_length=40)  # the step that it fulfils
    to_name = models.CharField(max_length=120, blank=True)
    to_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    salt = models.CharField(max_length=32, default=salt)
    state = models.CharField(max_length=10, default=DRAFT)
    how = models.CharField(max_length=20, blank=True)  # email, post, in_person, platform, website
    where = models.CharField(max_length=500, blank=True)  # where a person put it, in their words
    # The name that its e-mail goes by, so that an answer finds its case.
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    drafted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField()
    approval_asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["drafted_at"]


class LetterAnswer(models.Model):
    """An e-mail that answers one of our letters: it stands in the inbox and in the case."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="answers")
    mention = models.OneToOneField(Mention, on_delete=models.CASCADE, related_name="answers_letter")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
