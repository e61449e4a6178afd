"""What people do with keys, accounts and mailboxes: nothing is kept before it was seen to work."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import PLACES, SEARCHES, Kind
from goodname.core.words import Refused
from goodname.data import connectors
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import Connection, Probe
from goodname.web.inbox.tasks import probe_address
from goodname.web.ledger.actions import record

from . import phrasing

# A place that Google's own documentation asks for: a key is tested by its reviews.
TEST_PLACE = "ChIJj61dQgK6j4AR4GeTYWZsKWA"
REPLACES = "replaces"  # the option of a probe that tests a new key for a connection


@transaction.atomic
def try_connection(
    *,
    viewer: Viewer,
    kind: Kind,
    server: str,
    secret: Mapping[str, str],
    replaces: Connection | None = None,
) -> Probe:
    """Test a key by one real question. Until a person keeps it, nothing can be listened with it."""
    draft = Connection(
        school=viewer.school,
        kind=kind.value,
        title=named(kind, server, secret),
        server=server,
        added_by=viewer.person,
        added_at=clock.now(),
    )
    draft.secret = secret
    draft.save()
    probe = Probe.objects.create(
        school=viewer.school,
        asked_by=viewer.person,
        asked_at=clock.now(),
        kind=kind.value,
        address="INBOX" if kind is Kind.MAILBOX else "",
        query=phrasing.offered(viewer.school)[0].text if kind in SEARCHES else "",
        connection=draft,
        options=_asking(kind) | ({REPLACES: replaces.id} if replaces else {}),
    )
    probe_address.enqueue(probe.id)
    return probe


@transaction.atomic
def keep_connection(*, viewer: Viewer, probe: Probe) -> Connection:
    """Keep a key that was seen to work, in the place of the old one where there was one."""
    draft = probe.connection
    if probe.state != Probe.READY or draft is None:
        raise Refused("It has to work first; then it can be kept.")
    if draft.tested_at is not None:
        raise Refused("It is kept already.")
    old = _replaced(viewer, probe)
    if old is None:
        draft.tested_at = clock.now()
        draft.save(update_fields=["tested_at"])
        _told(viewer, draft, "connection.added")
        return draft
    old.title, old.server, old.problem = draft.title, draft.server, ""
    old.secret, old.session = draft.secret, draft.session
    old.tested_at = clock.now()
    old.save()
    draft.delete()  # its probe goes with it
    _told(viewer, old, "connection.changed")
    return old


@transaction.atomic
def remove_connection(*, viewer: Viewer, connection: Connection) -> None:
    """Forget a key for good, once nothing listens with it."""
    sources = connection.sources.count()
    if sources:
        raise Refused("Sources still listen with it. Stopped ones count too: they may start again.")
    _told(viewer, connection, "connection.removed")
    connection.delete()


def forget_untested(before: datetime) -> int:
    """Forget keys that were tried before `before` and never kept. Returns how many."""
    rows = Connection.objects.filter(tested_at__isnull=True, added_at__lt=before)
    return rows.delete()[1].get("inbox.Connection", 0)


def named(kind: Kind, server: str, secret: Mapping[str, str]) -> str:
    """What a connection is called: its kind, and which of several it is."""
    place = urlsplit(server).hostname or ""
    which = secret.get("handle") or secret.get("user") or ("" if kind is Kind.REDDIT else place)
    title = connectors.load()[kind].title
    return f"{title}: {which}"[:200] if which else title


def _asking(kind: Kind) -> dict[str, str]:
    return PLACES | {"place": TEST_PLACE} if kind is Kind.REVIEWS else {}


def _replaced(viewer: Viewer, probe: Probe) -> Connection | None:
    wanted = probe.options.get(REPLACES)
    if not wanted:
        return None
    rows = Connection.objects.select_for_update().filter(school=viewer.school, kind=probe.kind)
    old = rows.filter(id=wanted, tested_at__isnull=False).first()
    if old is None:
        raise Refused("The connection whose key it would replace is gone.")
    return old


def _told(viewer: Viewer, connection: Connection, kind: str) -> None:
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        refs={"connection": connection.id, "kind": connection.kind},
    )
