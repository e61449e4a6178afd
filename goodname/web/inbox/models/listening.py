"""Where we listen, with what key, and an honest line for each time that we did."""

import json
from collections.abc import Mapping

from django.db import models
from encrypted_fields.fields import EncryptedTextField

from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import Outcome
from goodname.web.accounts.models import Person, School, token


class Connection(models.Model):
    """A key, an account or a mailbox that lets us listen somewhere; several sources may share it."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(max_length=12)  # core.listen.kinds.Kind
    title = models.CharField(max_length=200)
    server = models.CharField(max_length=500, blank=True)  # address of the server that is asked
    secret_text = EncryptedTextField(null=True)
    session_text = EncryptedTextField(null=True)
    problem = models.CharField(max_length=300, blank=True)  # why it does not work any more
    left = models.PositiveIntegerField(null=True)  # questions that the other side still answers
    left_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    added_at = models.DateTimeField()
    tested_at = models.DateTimeField(null=True)  # None: it only waits for its test

    class Meta:
        ordering = ["title"]

    @property
    def secret(self) -> dict[str, str]:
        """What a person typed in. Kept encrypted; never shown, logged or sent anywhere but there."""
        return _opened(self.secret_text)

    @secret.setter
    def secret(self, values: Mapping[str, str]) -> None:
        self.secret_text = json.dumps(dict(values))

    @property
    def session(self) -> dict[str, str]:
        """What the other side gave for it last time."""
        return _opened(self.session_text)

    @session.setter
    def session(self, values: Mapping[str, str]) -> None:
        self.session_text = json.dumps(dict(values))


def _opened(text: str | None) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:  # encrypted with a key that is gone: it has to be typed in again
        return {}
    return found if isinstance(found, dict) else {}


class Spending(models.Model):
    """How much of a connection's allowance was used on one day, as its own calendar counts days."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="spendings")
    day = models.DateField()
    units = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "day"], name="one_spending_a_day")
        ]


class Source(models.Model):
    """A public place, a search or a mailbox that is asked, again and again, for what is new."""

    ACTIVE, STOPPED = "active", "stopped"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=12, default=Kind.FEED)
    address = models.CharField(max_length=2000, blank=True)  # the feed, page, server or folder
    query = models.CharField(max_length=300, blank=True)  # made of the school's names
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.PROTECT, related_name="sources"
    )
    options = models.JSONField(default=dict)  # str to str: the chosen part of a page, and the like
    title = models.CharField(max_length=200)
    is_local = models.BooleanField(default=False)  # a place of the school's own town
    state = models.CharField(max_length=10, default=ACTIVE)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    added_at = models.DateTimeField()
    next_look = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    memory = models.JSONField(default=dict)  # str to str: what the last look left to be remembered
    moved_to = models.CharField(max_length=2000, blank=True)  # where it says that it went for good
    moved_looks = models.PositiveIntegerField(default=0)  # how often in a row it said so
    moved_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "address", "query"], name="one_source_an_address"
            )
        ]
        indexes = [models.Index(fields=["state", "next_look"])]


class Look(models.Model):
    """One time that a source was asked: what it answered, or why it could not be heard.

    Looks are kept for a month; a CoverageDay remains of each day.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)  # core.listen.talk.Outcome
    seen = models.PositiveIntegerField(default=0)  # entries in the feed
    new = models.PositiveIntegerField(default=0)  # of these, about us and not known before
    unusable = models.PositiveIntegerField(default=0)  # entries that could not be used
    note = models.CharField(max_length=300, blank=True)  # one plain sentence

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["source", "-at"])]

    @property
    def result(self) -> Outcome:
        return Outcome(self.outcome)


class CoverageDay(models.Model):
    """What one source's looks of one day come to: the coverage ledger for good."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()  # in London
    outcomes = models.JSONField(default=dict)  # how many looks ended how
    seen = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["source", "day"], name="one_row_a_day")]


class Probe(models.Model):
    """A look at an address before it is saved: what it would bring, how each would be sorted."""

    WAITING, READY, FAILED = "waiting", "ready", "failed"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    kind = models.CharField(max_length=12, blank=True)  # "" until it is known what it is
    address = models.CharField(max_length=2000, blank=True)
    query = models.CharField(max_length=300, blank=True)
    connection = models.ForeignKey(Connection, null=True, on_delete=models.CASCADE)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=WAITING)
    title = models.CharField(max_length=200, blank=True)
    found = models.JSONField(default=list)
    offers = models.JSONField(default=list)  # other addresses that the page names, with their kind
    seen = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)  # what could not be heard there
    spent = models.PositiveIntegerField(default=0)  # of the connection's allowance
    problem = models.CharField(max_length=300, blank=True)
