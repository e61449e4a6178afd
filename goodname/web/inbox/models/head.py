"""Whether a matter is about the headteacher: asked before anybody in the office reads it."""

from django.db import models

from goodname.web.accounts.models import Matter, Person


class HeadQuestion(models.Model):
    """The question of one matter. A matter without a row was heard in public and is not asked.

    While it has no answer nobody reads the words, unless it `suspects`: then those who stand in for
    the headteacher read it, as they do after a yes. After a no it is for the desk.
    """

    OPEN, YES, NO = "", "yes", "no"

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="head_question")
    suspects = models.BooleanField(default=False)  # the words name the headteacher, or may
    answer = models.CharField(max_length=3, blank=True, default=OPEN)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True)
