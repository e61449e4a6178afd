"""What people do with what was heard, and what is left of it afterwards."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token

from .listening import Source
from .said import Mention


class SavedView(models.Model):
    """Filters of the inbox that one person comes back to."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)  # the address's own, such as "tone=praise&q=trip"
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_view_a_name")]


class Filing(models.Model):
    """Many mentions handled at once, as one act that can be undone at once."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    act = models.CharField(max_length=20)  # file, not_us, snooze, assign
    before = models.JSONField(default=list)  # each mention's id with the values that it had before
    undone_at = models.DateTimeField(null=True)


class Alert(models.Model):
    """Danger that the safeguarding lead and a deputy were told of, at once and without its words."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="alerts")
    mention = models.ForeignKey(Mention, null=True, on_delete=models.SET_NULL)
    why = models.CharField(max_length=20)  # a core.words.Danger, or child_image
    raised_at = models.DateTimeField()
    told = models.JSONField(default=list)  # ids of the people it was sent to
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "why"],
                condition=models.Q(seen_at__isnull=True),
                name="one_open_alert_a_danger",
            )
        ]


class PersonalLook(models.Model):
    """A deliberate look at one person's own page: who, why, and from the second on, who allowed it."""

    WAITING, ALLOWED, REFUSED = "waiting", "allowed", "refused"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.SET_NULL)
    mention = models.ForeignKey(Mention, null=True, on_delete=models.SET_NULL)
    whose = models.CharField(max_length=64)  # a digest of the page's address, not the address
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="looks_taken")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    answered_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="looks_answered"
    )
    answered_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["school", "whose"])]


class DailyCount(models.Model):
    """What is left of mentions that led to nothing: how many of a kind on a day, and no word more."""

    school = models.ForeignKey(School, on_delete=models.CASCADE)
    day = models.DateField()  # in London
    source_kind = models.CharField(max_length=12)
    tone = models.CharField(max_length=10)
    hurts = models.BooleanField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "day", "source_kind", "tone", "hurts"], name="one_count_a_kind"
            )
        ]


class Forgotten(models.Model):
    """An entry of a source that was let go of: a digest by which it is known if it comes again."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="forgotten")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "forgotten"
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="one_forgotten_a_digest")
        ]
