"""The looks that a viewer may know of."""

from django.db.models import Q, QuerySet

from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import PersonalLook


def looks(viewer: Viewer) -> QuerySet[PersonalLook]:
    """One's own, and all of them for whoever answers them; never about what is kept from one."""
    rows = PersonalLook.objects.filter(school=viewer.school)
    rows = rows.exclude(matter_id__in=viewer.hidden_matters)
    if not viewer.may("looks.answer"):
        rows = rows.filter(by=viewer.person)
    return rows.select_related("by", "answered_by", "mention__post")


def waiting(viewer: Viewer) -> QuerySet[PersonalLook]:
    """Those that wait for this person's yes or no."""
    if not viewer.may("looks.answer"):
        return PersonalLook.objects.none()
    others = looks(viewer).filter(~Q(by=viewer.person), state=PersonalLook.WAITING)
    return others.order_by("asked_at")
