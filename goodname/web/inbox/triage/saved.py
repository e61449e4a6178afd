"""Saved views: filters under a name, kept for one person and shown to nobody else."""

from django.db import IntegrityError, transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import SavedView

from .filters import Filters

MOST = 12  # more would be a second inbox
LONGEST = 60
TAKEN = "You have a view of that name already."

# A view is somebody's own bookmark: it changes nothing of the school's, so the ledger is not told.


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the view a name.")
    if len(name) > LONGEST:
        raise Refused(f"A name has {LONGEST} characters at most.")
    return name


def save_view(*, viewer: Viewer, name: str, filters: Filters) -> SavedView:
    """Keep filters under a name. Raises Refused."""
    name = _named(name)
    if SavedView.objects.filter(person=viewer.person).count() >= MOST:
        raise Refused(f"You have {MOST} views, and that is as many as there can be. Delete one.")
    try:
        with transaction.atomic():
            return SavedView.objects.create(
                person=viewer.person, name=name, query=filters.query(), added_at=clock.now()
            )
    except IntegrityError:
        raise Refused(TAKEN) from None


def rename_view(*, view: SavedView, name: str) -> None:
    """Call a view something else. Raises Refused."""
    name = _named(name)
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(name=name)
    except IntegrityError:
        raise Refused(TAKEN) from None


def delete_view(*, view: SavedView) -> None:
    view.delete()
