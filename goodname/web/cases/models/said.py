"""What people wrote down about a case, and the files that they brought."""

import secrets

from django.db import models

from goodname.web.accounts.models import Person, token

from .case import Case


def salt() -> str:
    """Mixed into the ledger's digest of a text; it goes with the text, and the digest is mute."""
    return secrets.token_hex(16)


class Note(models.Model):
    NOTE, CALL, MEETING, GATE = "note", "call", "meeting", "gate"
    KINDS = {
        NOTE: "A note",
        CALL: "A phone call",
        MEETING: "A talk in person",
        GATE: "A talk at the gate",
    }

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, default=NOTE)
    who = models.CharField(max_length=120, blank=True)  # with whom one spoke
    happened_at = models.DateTimeField(null=True)  # of a call or talk; a note happens when written
    came = models.CharField(max_length=12, blank=True)  # how a talk reached us: self, colleague...
    text = models.TextField()
    salt = models.CharField(max_length=32, default=salt)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class CaseFile(models.Model):
    """A file that somebody added to a case: its original bytes are kept with their hash.

    `manifest` is what files.uploads wrote when it kept the file; None while it is being looked at.
    """

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(max_length=160)
    manifest = models.JSONField(null=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
