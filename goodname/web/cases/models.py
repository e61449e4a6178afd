"""A case: facts, what the policy asked, who did what, and what was seen afterwards."""

import secrets

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token
from goodname.web.evidence.models import Capture
from goodname.web.inbox.models import Mention


def salt() -> str:
    """Mixed into the ledger's digest of a text; it goes with the text, and the digest is mute."""
    return secrets.token_hex(16)


class Case(models.Model):
    OPEN, CLOSED = "open", "closed"
    OUTCOMES = {
        "removed": "It was not there when we last looked",
        "settled": "Settled by talking",
        "answered": "Answered",
        "referred": "Handed to someone else",
        "no_action": "Nothing more is owed",
    }

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    mention = models.OneToOneField(
        Mention, null=True, on_delete=models.SET_NULL, related_name="case"
    )
    title = models.CharField(max_length=160)
    address = models.URLField(max_length=2000, blank=True)  # where the post stands
    words = models.TextField()  # what it said when the case was opened
    # Its words may concern a sexual image of a child: then the desk never goes there by itself.
    child_image = models.BooleanField(default=False)
    facts = models.JSONField()
    decision = models.JSONField()
    state = models.CharField(max_length=10, default=OPEN)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when deletion was asked for
    answer_due = models.DateTimeField(null=True)  # by when the author should have deleted
    look_asked_at = models.DateTimeField(null=True)  # a person waits for this look
    next_check = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["state", "-opened_at"]


class Involvement(models.Model):
    """Somebody's part in a case. Whoever it is about never sees it."""

    AUTHOR, ABOUT, WITNESS, REPORTER = "author", "about", "witness", "reporter"
    PARTS = {
        AUTHOR: "wrote it",
        ABOUT: "is spoken of in it",
        WITNESS: "saw it",
        REPORTER: "told us",
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    part = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "part"], name="one_part_once")
        ]


class Step(models.Model):
    WAITING, DONE, DROPPED = "waiting", "done", "dropped"

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

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "action"], name="no_action_twice_in_a_case")
        ]


class Note(models.Model):
    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    salt = models.CharField(max_length=32, default=salt)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Letter(models.Model):
    DRAFT, QUEUED, SENT, UNSURE, FAILED = "draft", "queued", "sent", "unsure", "failed"

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
    how = models.CharField(max_length=20, blank=True)  # email, post, in_person, platform
    drafted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["drafted_at"]


class Check(models.Model):
    """One later look at the post: what was observed, never more."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    state = models.CharField(max_length=12)  # ids of core.act.recheck.State
    sentence = models.CharField(max_length=400)
    difference = models.TextField(blank=True)
    capture = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-at"]
