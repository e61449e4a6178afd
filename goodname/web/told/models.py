"""What our own people told the desk, and the answers that have to come before a file is taken."""

from django.db import models

from goodname.web.accounts.models import Matter, Person, School, token
from goodname.web.inbox.models import Post


class Gate(models.Model):
    """That somebody answered no to the question, in one session. It opens the way for one file."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    session = models.CharField(max_length=64)  # a digest of the session's key
    answered_at = models.DateTimeField()


class Filed(models.Model):
    """A picture or PDF that the desk keeps: its bytes with their hash, and what was read on it."""

    gate_at = models.DateTimeField(null=True)
    manifest = models.JSONField(null=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(null=True)  # files.images.Facts: what the file says of itself
    pages = models.PositiveIntegerField(default=0)
    pages_read = models.PositiveIntegerField(default=0)
    looks_like = models.CharField(max_length=5, blank=True)  # chat, post or text
    seen_author = models.CharField(max_length=200, blank=True)
    text_read = models.TextField(blank=True)  # as the machine read it
    read_by = models.CharField(max_length=60, blank=True)  # with which program and version
    note = models.CharField(max_length=300, blank=True)  # what could not be read
    problem = models.CharField(max_length=300, blank=True)  # why the file was refused

    class Meta:
        abstract = True


class Telling(Filed):
    """One thing that one person told: first their draft, then, once it is sent, a post.

    A draft is there for its teller alone. What is sent carries a matter, and so is hidden from
    whomever it is about before anybody can see it.
    """

    WORDS, ADDRESS, PICTURE, ALARM = "words", "address", "picture", "alarm"
    WAITING, READY, REFUSED, SENT = "waiting", "ready", "refused", "sent"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="tellings")
    key = models.CharField(max_length=16)  # of the form or the gate: one press, one telling
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT)
    post = models.OneToOneField(Post, null=True, on_delete=models.CASCADE, related_name="telling")

    platform = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=20, default="unknown")  # a core.words.Audience
    came = models.CharField(max_length=20, blank=True)

    corrected = models.BooleanField(default=False)  # the teller changed what the machine read

    class Meta:
        ordering = ["-begun_at"]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_telling_a_press")]
        indexes = [models.Index(fields=["state", "begun_at"])]


class Enclosure(Filed):
    """A file that came with a letter. It stays in the mailbox until somebody answered the question.

    STOPPED is for good: the answer was not no, and the desk never fetches it.
    """

    ASKED, WAITING, READY = "asked", "waiting", "ready"
    REFUSED, STOPPED = "refused", "stopped"

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="enclosures")
    letter = models.CharField(max_length=500)  # its Message-ID, or its number in the mailbox
    part = models.CharField(max_length=40)  # where it lies in the letter, as IMAP counts
    name = models.CharField(max_length=200, blank=True)  # as the sender called it
    state = models.CharField(max_length=10)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]
        constraints = [models.UniqueConstraint(fields=["post", "part"], name="one_row_a_part")]
