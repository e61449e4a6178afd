"""Clears away finished tasks, old signs of life, previews that nobody kept, and what led to nothing."""

from datetime import timedelta

from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from goodname import clock
from goodname.web.inbox.models import Probe
from goodname.web.inbox.retaining import let_go
from goodname.web.inbox.sources.connecting import forget_untested
from goodname.web.inbox.sources.coverage import roll_up
from goodname.web.told.receiving import clear_away
from goodname.web.ui.wording import LONDON
from goodname.web.work.models import Beat, Slot

KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)  # so that a person can still see what went wrong
KEEP_SLOTS = timedelta(days=2)  # longer than the longest time between two turns
KEEP_PREVIEWS = timedelta(days=1)  # they hold words that are not about the school


def tidy() -> None:
    DBTaskResult.objects.successful().filter(finished_at__lt=Now() - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=Now() - KEEP_FAILED).delete()
    Slot.objects.filter(due_at__lt=clock.now() - KEEP_SLOTS).delete()
    Beat.objects.filter(at__lt=Now() - KEEP_DONE).delete()
    Probe.objects.filter(asked_at__lt=clock.now() - KEEP_PREVIEWS).delete()
    forget_untested(clock.now() - KEEP_PREVIEWS)
    clear_away()
    let_go()
    roll_up(clock.now().astimezone(LONDON).date())
