"""The ledger as rows: one chain of sealed entries a school, and where each chain now ends."""

from datetime import datetime

from django.db import models

from goodname.core.prove.seals import Entry


class LedgerEntry(models.Model):
    """One sealed entry. It is written once; the database itself refuses to change or remove it."""

    v = models.PositiveSmallIntegerField()
    school = models.ForeignKey("accounts.School", on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    # The very characters that were sealed: a date column could hand back other ones.
    at = models.CharField(max_length=24)
    actor = models.CharField(max_length=64)
    kind = models.CharField(max_length=65)
    matter = models.CharField(max_length=64, blank=True)
    refs = models.JSONField(default=dict)
    clauses = models.JSONField(default=list)
    digests = models.JSONField(default=dict)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "seq"], name="ledger_one_entry_one_place")
        ]

    @property
    def moment(self) -> datetime:
        """When it happened, aware and in UTC."""
        return datetime.fromisoformat(self.at)

    @property
    def entry(self) -> Entry:
        """The row as the core reads it; nothing is checked here."""
        return Entry(
            v=self.v,
            school=str(self.school_id),
            seq=self.seq,
            at=self.at,
            actor=self.actor,
            kind=self.kind,
            matter=self.matter,
            refs=self.refs,
            clauses=tuple(self.clauses) if isinstance(self.clauses, list) else self.clauses,
            digests=self.digests,
            prev=self.prev,
            hash=self.hash,
        )


class LedgerHead(models.Model):
    """Where a school's chain ends; its row is the lock that writers of one school queue at."""

    school = models.OneToOneField(
        "accounts.School", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
