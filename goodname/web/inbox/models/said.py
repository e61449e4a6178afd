"""What was said, how it was read, and the stories that the same words make together."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token

from .listening import Source


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
    marks = models.JSONField(default=dict)  # the source's own identifiers and edit markers
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_post_a_key")]


class PostVersion(models.Model):
    """What a post said before its author changed it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    marks = models.JSONField(default=dict)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until"]


class Story(models.Model):
    """One thing that is told in several places: mentions that say the same."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    begun_at = models.DateTimeField()
    latest_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-latest_at"]


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
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="assigned_mentions"
    )
    snoozed_until = models.DateTimeField(null=True)
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="mentions")
    likeness = models.TextField(blank=True)  # core.sort.likeness.Print, by which it is compared

    class Meta:
        ordering = ["-heard_at", "-post__posted"]
        indexes = [models.Index(fields=["school", "state", "-heard_at"])]


class StoryKey(models.Model):
    """By these a mention that may say the same is found without reading all of them."""

    school = models.ForeignKey(School, on_delete=models.CASCADE)
    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="story_keys")
    key = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["school", "key"])]
