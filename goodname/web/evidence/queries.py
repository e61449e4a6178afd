"""What a viewer may see of captures."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from goodname.files.evidence import MANIFEST, folder_of, verify
from goodname.web.accounts.viewer import Viewer, visible

from .models import Capture


def captures(viewer: Viewer) -> QuerySet[Capture]:
    return visible(viewer, Capture.objects.all()).select_related("asked_by")


def capture(viewer: Viewer, capture_id: str) -> Capture | None:
    return captures(viewer).filter(id=capture_id).first()


def copies(matter: str) -> QuerySet[Capture]:
    """The saved copies of a matter's page, the newest first.

    What a site says where the page is hidden or gone is kept too, but it is no copy of the page.
    """
    return Capture.objects.filter(matter=matter, state=Capture.TAKEN, status__lt=400)


def folder(capture: Capture) -> Path:
    """Where the parts of a capture lie: files.evidence names the folder by the manifest's SHA-256."""
    return folder_of(Path(settings.CAPTURES), capture.manifest_sha256)


def faults(capture: Capture) -> tuple[str, ...]:
    """What is no longer as it was saved, a line each; () when every part is whole."""
    return verify(folder(capture)) if capture.state == Capture.TAKEN else ()


def part(capture: Capture, name: str) -> Path | None:
    """One part's file, or None: only names that the capture's own manifest holds are there.

    Of a locked capture there is none, for anybody: the police take it from the school's disk.
    """
    if capture.locked:
        return None
    listed = set((capture.manifest or {}).get("parts", {})) | {MANIFEST}
    file = folder(capture) / name
    return file if name in listed and file.is_file() else None
