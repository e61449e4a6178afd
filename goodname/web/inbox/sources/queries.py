"""What a viewer may see of sources, of looks at new places, and of connections."""

from datetime import timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery

from goodname import clock
from goodname.core.listen.kinds import SEARCHES, Kind
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Connection, Look, Probe, Source

MOVED_LOOKS = 3  # it must say so this often …
MOVED_FOR = timedelta(days=2)  # … and for so long, before it is believed


def sources(viewer: Viewer) -> QuerySet[Source]:
    last = Look.objects.filter(source=OuterRef("pk")).order_by("-at")
    return (
        Source.objects.filter(school=viewer.school)
        .select_related("added_by", "connection")
        .annotate(
            last_at=Subquery(last.values("at")[:1]),
            last_outcome=Subquery(last.values("outcome")[:1]),
            last_note=Subquery(last.values("note")[:1]),
        )
    )


def source(viewer: Viewer, source_id: str) -> Source | None:
    return sources(viewer).filter(id=source_id).first()


def has_moved(source: Source) -> bool:
    """Whether it has said long enough that it moved, so that a person may be asked about it."""
    if source.moved_to in source.options.get("stays", "").split("\n"):
        return False  # the school said that it stays
    if source.moved_looks < MOVED_LOOKS or source.moved_since is None:
        return False
    return clock.now() - source.moved_since >= MOVED_FOR


def probe(viewer: Viewer, probe_id: str) -> Probe | None:
    """A look at an address is shown to whoever asked for it."""
    return probes(viewer).filter(id=probe_id).first()


def probes(viewer: Viewer) -> QuerySet[Probe]:
    rows = Probe.objects.filter(school=viewer.school, asked_by=viewer.person)
    return rows.select_related("connection", "school").order_by("asked_at")


def connections(viewer: Viewer) -> QuerySet[Connection]:
    """The keys that work here. One that only waits for its test is not among them."""
    rows = Connection.objects.filter(school=viewer.school, tested_at__isnull=False)
    return rows.select_related("added_by").annotate(used_by=Count("sources"))


def connection(viewer: Viewer, connection_id: str) -> Connection | None:
    return connections(viewer).filter(id=connection_id).first()


def searching(viewer: Viewer) -> QuerySet[Connection]:
    """Those of the connections that can search."""
    return connections(viewer).filter(kind__in=[Kind(kind).value for kind in SEARCHES])
