"""A school's own versions of its policy: each a whole text, who wrote it, and who let it be used."""

import hashlib

from django.db import models
from django.db.models import Q

from goodname.core.words import Refused
from goodname.web.accounts.models import Person, School, token


def digest(text: str) -> str:
    """What tells two texts of a policy apart: 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


class PolicyVersion(models.Model):
    """One version. `base` is the version that it changes, None where that came with the product."""

    DRAFT, WAITING, APPROVED, REFUSED, SUPERSEDED = (
        "draft",
        "waiting",
        "approved",
        "refused",
        "superseded",
    )
    STATES = {
        DRAFT: "Being written",
        WAITING: "Waiting for the Headteacher",
        APPROVED: "In use",
        REFUSED: "Refused",
        SUPERSEDED: "Used before",
    }
    OPEN = (DRAFT, WAITING)
    USED = (APPROVED, SUPERSEDED)  # something may have been decided by it: it stays as it is

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()  # the pack that came with the product is number 1
    text = models.TextField()  # the whole TOML of the school's pack
    law = models.TextField(blank=True)  # the law pack that stood beneath it when it was approved
    digest = models.CharField(max_length=64)  # of the text
    version = models.CharField(max_length=80)  # as a decision cites it
    base = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    base_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=DRAFT)
    note = models.CharField(max_length=500, blank=True)  # why it should be used
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # why it was refused

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["draft", "waiting"]),
                name="one_open_draft_a_school",
            ),
            models.UniqueConstraint(
                fields=["school"], condition=Q(state="approved"), name="one_version_in_use_a_school"
            ),
        ]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        if self.state in self.USED:
            raise Refused("Decisions were made by this version, so it stays.")
        return super().delete(*args, **kwargs)
