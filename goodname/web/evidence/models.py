"""What was kept of a page as it stood: one capture, knowing nothing of why anyone cared."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token


class Capture(models.Model):
    """One saved copy of one address. It lies on disk, under the SHA-256 of its list of parts."""

    WAITING, TAKEN, FAILED = "waiting", "taken", "failed"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    address = models.URLField(max_length=2000)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=WAITING)
    taken_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(null=True)  # HTTP status
    final_address = models.URLField(max_length=2000, blank=True)
    server = models.CharField(max_length=60, blank=True)  # address that answered
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)  # readable words of the page, derived
    manifest = models.JSONField(null=True)  # the list of its parts, as written on disk
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    unsigned = models.JSONField(default=list)  # authorities that did not sign the time, and why
    no_picture = models.CharField(max_length=300, blank=True)  # why nobody drew it
    problem = models.CharField(max_length=300, blank=True)
    # From then on nobody sees it here: somebody said that it may hold a sexual image of a child.
    locked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    @property
    def locked(self) -> bool:
        return self.locked_at is not None and self.state != self.FAILED
