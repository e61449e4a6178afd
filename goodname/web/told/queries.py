"""What a viewer may see of what was told: their own, and what was sent and is not kept from them."""

from django.db.models import QuerySet

from goodname.web.accounts.models import Person
from goodname.web.accounts.permissions import LEADERS
from goodname.web.accounts.viewer import Viewer, visible
from goodname.web.inbox.queries import mentions

from .models import Enclosure, Telling


def mine(viewer: Viewer) -> QuerySet[Telling]:
    """What this person told, also where the matter itself is kept from them: they know it."""
    rows = Telling.objects.filter(school=viewer.school, by=viewer.person)
    return rows.select_related("post__mention__assigned_to", "post__mention__changed_by", "by")


def my_telling(viewer: Viewer, telling_id: str) -> Telling | None:
    return mine(viewer).filter(id=telling_id).first()


def told(viewer: Viewer, telling_id: str) -> Telling | None:
    """What somebody told and sent, for whoever reads the inbox."""
    if not viewer.may("inbox.one"):
        return None
    sent = visible(viewer, Telling.objects.filter(state=Telling.SENT, id=telling_id))
    sent = sent.filter(post__mention__in=mentions(viewer).values("pk"))
    return sent.select_related("post__mention", "by").first()


def with_picture(viewer: Viewer, telling_id: str) -> Telling | None:
    """A telling whose picture this viewer may see: its teller, and who may see evidence.

    Nobody sees it here once the words beside it may be about a sexual image of a child.
    """
    found = my_telling(viewer, telling_id)
    if found is None and viewer.may("evidence.read"):
        found = told(viewer, telling_id)
    return None if found is None or locked(found) else found


def locked(telling: Telling) -> bool:
    return bool(telling.post and telling.post.mention.child_image)


def brought(matter_id: str) -> bool:
    """Whether a file of this matter lies here as it was given: by one of us, or with a letter."""
    here = {"post__mention__matter": matter_id}
    kept = Telling.objects.filter(state=Telling.SENT, **here).exclude(manifest_sha256="")
    sent = Enclosure.objects.filter(state=Enclosure.READY, **here).exclude(manifest_sha256="")
    return kept.exists() or sent.exists()


def may_know_teller(viewer: Viewer) -> bool:
    """Whoever tells must be safe: who it was is for those who lead, and no list says it."""
    return bool(viewer.roles & LEADERS)


def who_has_it(telling: Telling) -> Person | None:
    """The colleague who has what was told, as far as the teller may know: no more than a name."""
    if telling.post is None:
        return None
    mention = telling.post.mention
    return mention.assigned_to or mention.changed_by


def people_here(viewer: Viewer) -> list[Person]:
    """The people of the school whom it may be about: pupils are not on this list."""
    return list(Person.objects.filter(school=viewer.school, is_pupil=False))
