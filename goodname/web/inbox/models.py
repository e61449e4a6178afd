"""Where we listen, what was said there, and what of it is about the school."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token


class Source(models.Model):
    """A public place that is asked, again and again, for what is new."""

    ACTIVE, STOPPED = "active", "stopped"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="sources")
    address = models.URLField(max_length=2000)
    title = models.CharField(max_length=200)
    is_local = models.BooleanField(default=False)  # a place of the school's own town
    state = models.CharField(max_length=10, default=ACTIVE)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    added_at = models.DateTimeField()
    next_look = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["school", "address"], name="one_source_an_address")
        ]


class Look(models.Model):
    """One time that a source was asked: what it answered, or why it could not be heard."""

    ANSWERED, UNCHANGED, REFUSED, BLOCKED, UNREADABLE, STOPPED = (
        "answered",
        "unchanged",
        "refused",
        "blocked",
        "unreadable",
        "stopped",
    )

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    seen = models.PositiveIntegerField(default=0)  # entries in the feed
    new = models.PositiveIntegerField(default=0)  # of these, about us and not known before
    unusable = models.PositiveIntegerField(default=0)  # entries that could not be used
    note = models.CharField(max_length=300, blank=True)  # one plain sentence

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["source", "-at"])]


class Probe(models.Model):
    """A look at an address before it is saved: what it would bring, how each would be sorted."""

    WAITING, READY, FAILED = "waiting", "ready", "failed"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    address = models.URLField(max_length=2000)
    state = models.CharField(max_length=10, default=WAITING)
    title = models.CharField(max_length=200, blank=True)
    found = models.JSONField(default=list)
    seen = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)


class Post(models.Model):
    """Something said in public about the school, as its source last told it."""

    school = models.ForeignKey(School, on_delete=models.CASCADE)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=500)
    address = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    author = models.CharField(max_length=200, blank=True)
    posted = models.DateTimeField(null=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_post_a_key")]


class PostVersion(models.Model):
    """What a post said before its author changed it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until"]


class Mention(models.Model):
    """A post about the school, how it was read, and what was done with it."""

    NEW, FILED, NOT_US, CASE = "new", "filed", "not_us", "case"
    STATES = {NEW: "New", FILED: "Filed", NOT_US: "Not about us", CASE: "In a case"}

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="mention")
    heard_at = models.DateTimeField()
    tone = models.CharField(max_length=10)
    flagged = models.JSONField(default=list)  # ids of core.words.Harm, worst first
    hurts = models.BooleanField(default=False)  # a harm is flagged; a name alone is none
    abstained = models.BooleanField(default=False)
    child_image = models.BooleanField(default=False)  # may concern one: nothing is saved by itself
    confidence = models.FloatField()  # 0..1, that this school is meant
    because = models.JSONField(default=list)
    reading = models.JSONField()
    facts = models.JSONField(null=True)
    decision = models.JSONField(null=True)  # as contracts print it, with the policy that made it
    state = models.CharField(max_length=10, default=NEW)
    reason = models.CharField(max_length=60, blank=True)  # why it was filed
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-heard_at", "-post__posted"]
        indexes = [models.Index(fields=["school", "state", "-heard_at"])]
