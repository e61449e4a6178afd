"""What a viewer may see of captures."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from goodname.files import evidence
from goodname.files.wacz import store
from goodname.files.wacz.verify import Found
from goodname.web.accounts.viewer import Viewer, visible

from .models import Capture
from .parts import PICTURE, is_folder, names


def captures(viewer: Viewer) -> QuerySet[Capture]:
    return visible(viewer, Capture.objects.all()).select_related("asked_by")


def capture(viewer: Viewer, capture_id: str) -> Capture | None:
    return captures(viewer).filter(id=capture_id).first()


def copies(matter: str) -> QuerySet[Capture]:
    """The saved copies of a matter's page, the newest first.

    What a site says where the page is hidden or gone is kept too, but it is no copy of the page.
    """
    return Capture.objects.filter(matter=matter, state=Capture.TAKEN, status__lt=400)


def place(capture: Capture) -> Path:
    """Where a capture lies: one file, or the folder that it was before there were single files."""
    root = Path(settings.CAPTURES)
    where = evidence.folder_of if is_folder(capture) else store.file_of
    return where(root, capture.manifest_sha256)


def check(capture: Capture) -> Found:
    """What is on disk: what is no longer as it was saved, and who signed the time."""
    if capture.state != Capture.TAKEN:
        return Found()
    if is_folder(capture):
        return Found(faults=list(evidence.verify(place(capture))))
    return store.check(place(capture))


def part(capture: Capture, name: str) -> bytes | None:
    """One part, or None: only names that the capture's own list holds are there.

    Of a locked capture there is none, for anybody: the police take it from the school's disk.
    """
    if capture.locked or capture.state != Capture.TAKEN or name not in names(capture):
        return None
    if not is_folder(capture):
        return store.check(place(capture)).parts.get(name)
    file = place(capture) / name
    return file.read_bytes() if file.is_file() else None


def picture(capture: Capture) -> bytes | None:
    """What the page looked like, as PNG; None where nobody drew it, or it is locked."""
    return part(capture, PICTURE)


def whole(capture: Capture) -> Path | None:
    """The one file of a capture, to be handed over; None where there is none, or it is locked."""
    if capture.locked or capture.state != Capture.TAKEN or is_folder(capture):
        return None
    file = place(capture)
    return file if file.is_file() else None
