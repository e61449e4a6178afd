"""A case: what happened, whom it concerns and how it stands."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token
from goodname.web.inbox.models import Mention


class Case(models.Model):
    OPEN, CLOSED, MERGED = "open", "closed", "merged"  # states of core.act.charts.CASE
    MENTION, CONVERSATION = "mention", "conversation"  # what it was opened from
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
    opened_from = models.CharField(max_length=12, default=MENTION)
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
    theme = models.CharField(max_length=30, blank=True)  # what is to be learnt: an id of a theme
    learnt = models.CharField(max_length=500, blank=True)  # the lesson, without anybody's name
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged"
    )

    class Meta:
        ordering = ["state", "-opened_at"]


class Involvement(models.Model):
    """Somebody's part in a case. Whoever wrote it, or whom it is about, never sees it.

    `person` is somebody on the roster; anybody else has a `name` as they are called, and no sign-in.
    """

    AUTHOR, ABOUT, AFFECTED = "author", "about", "affected"
    WITNESS, REPORTER = "witness", "reporter"
    PARTS = {
        AUTHOR: "wrote it",
        ABOUT: "is spoken of in it",
        AFFECTED: "was hurt by it",
        WITNESS: "saw it",
        REPORTER: "told us",
    }
    # For people with these parts nothing of the matter exists.
    SUBJECTS = frozenset({AUTHOR, ABOUT, AFFECTED})

    key = models.CharField(max_length=16, default=token, editable=False)  # its name in addresses
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    name = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=10)

    class Meta:
        ordering = ["part", "name"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "part"], name="one_part_once")
        ]

    @property
    def called(self) -> str:
        return self.person.name if self.person else self.name


class FactsVersion(models.Model):
    """What was known about a case at one time, and by which version of the policy it was decided."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    facts = models.JSONField()
    decision = models.JSONField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)  # None: the desk itself
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class CaseLink(models.Model):
    """Two cases that belong together. It shows only to whoever may see both."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="linked_from")
    why = models.CharField(max_length=200)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["case", "other"], name="one_link_a_pair")]
