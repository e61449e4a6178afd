"""What people do with sources: each is one transaction with its line in the ledger."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import SEARCHES, TALKS, Kind, needs_key
from goodname.core.listen.places import doubts, profiles
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.hearing import STAYS
from goodname.web.inbox.models import Connection, Probe, Source
from goodname.web.inbox.tasks import poll_source, probe_address
from goodname.web.ledger.actions import record

from . import phrasing, queries

PROPORTIONATE = "england.proportionate_monitoring"
MOST_ANSWERS = 10  # about new addresses that are remembered
OWN_ADDRESS = frozenset({Kind.FEED, Kind.PAGE, Kind.REVIEWS})


@transaction.atomic
def try_place(
    *,
    viewer: Viewer,
    kind: str = "",
    address: str = "",
    query: str = "",
    connection: Connection | None = None,
    options: Mapping[str, str] | None = None,
    offers: Sequence[Mapping[str, object]] = (),
) -> Probe:
    """Ask what a place would bring, without keeping it. `kind` "" finds out what the address is.

    `offers` are what an earlier look at the same page found: its parts, and the feeds that it names.

    Raises Refused for a person's own page, and for a search that is not made of the school's names.
    """
    if reason := profiles.refusal(address) or phrasing.refused_search(address, viewer.school):
        raise Refused(reason)
    keyed = needs_key(kind, options or {})
    if (keyed or kind == Kind.SEARXNG) and connection is None:
        raise Refused("That needs a connection. Add one first.")
    if kind == Kind.REVIEWS:
        # A key never goes with a page: there we come as any machine does, and ask its robots.txt.
        connection = connection if keyed else None
        query = (options or {}).get("place", "")[:300] if keyed else query
    if kind in SEARCHES and query:
        query = phrasing.checked(query, viewer.school)
    probe = Probe.objects.create(
        school=viewer.school,
        asked_by=viewer.person,
        asked_at=clock.now(),
        kind=kind,
        address=address,
        query=query,
        connection=connection,
        options=dict(options or {}),
        offers=list(offers),
    )
    probe_address.enqueue(probe.id)
    return probe


@transaction.atomic
def add_source(
    *, viewer: Viewer, probe: Probe, title: str, is_local: bool, own_page: str = ""
) -> Source:
    """Keep a place that was tried, and ask it at once.

    `own_page` is the answer "no" where only a human can tell that it is not one person's own page.
    """
    if probe.state != Probe.READY:
        raise Refused("Look at what it would bring first; then it can be saved.")
    kind = probe.kind or Kind.FEED
    asks = doubts.in_doubt(probe.address)
    if asks and own_page != "no":
        raise Refused("Say first whether it is one person’s own page.")
    if kind in SEARCHES and probe.query:
        phrasing.checked(probe.query, viewer.school)
    if probe.connection is not None and probe.connection.tested_at is None:
        raise Refused("Keep the connection first; then it can be listened with.")
    address = probe.address
    if probe.connection is not None and kind != Kind.MAILBOX:
        address = address or probe.connection.server
    known = Source.objects.filter(
        school=viewer.school, kind=kind, address=address, query=probe.query
    ).first()
    if known is not None and known.state == Source.STOPPED:
        raise Refused(
            "We listened to this address before, and stopped. Start it again on its own page, "
            f"“{known.title}”."
        )
    if known is not None:
        raise Refused("We already listen to this address.")
    source = Source.objects.create(
        school=viewer.school,
        kind=kind,
        address=address,
        query=probe.query,
        connection=probe.connection,
        options=probe.options,
        title=title or probe.title or probe.query or address,
        is_local=is_local,
        added_by=viewer.person,
        added_at=clock.now(),
        next_look=clock.now() + timedelta(seconds=60),
    )
    _told(viewer, source, "source.added", clauses=("footprint.monitor",))
    if asks:
        _told(viewer, source, "source.not_a_person", clauses=(PROPORTIONATE,))
    poll_source.enqueue(source.id)
    return source


@transaction.atomic
def refuse_own_page(*, viewer: Viewer, probe: Probe) -> None:
    """Somebody says that a place is one person's own page: it is not listened to, and that is kept."""
    Probe.objects.filter(pk=probe.pk).update(
        state=Probe.FAILED, problem=doubts.OWN_PAGE, found=[], seen=0
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="source.is_a_person",
        refs={"probe": probe.id},
        clauses=(PROPORTIONATE,),
    )


@transaction.atomic
def stop_source(*, viewer: Viewer, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(state=Source.STOPPED, next_look=None)
    _told(viewer, source, "source.stopped")


@transaction.atomic
def start_source(*, viewer: Viewer, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(
        state=Source.ACTIVE, failures=0, next_look=clock.now()
    )
    _told(viewer, source, "source.started")
    poll_source.enqueue(source.id)


@transaction.atomic
def ask_source(*, viewer: Viewer, source: Source) -> None:
    """Ask now and not only when its turn comes."""
    if source.state != Source.ACTIVE:
        raise Refused("We no longer listen there. Start it again first.")
    if source.kind not in TALKS and source.kind != Kind.MAILBOX:
        raise Refused("There is nothing to ask: people tell us of their own will.")
    _told(viewer, source, "source.asked")
    poll_source.enqueue(source.id)


@transaction.atomic
def follow_source(*, viewer: Viewer, source: Source) -> None:
    """Listen at the address that the source says it has moved to."""
    there = _moved(source)
    if reason := profiles.refusal(there) or phrasing.refused_search(there, viewer.school):
        raise Refused(reason)
    if doubts.in_doubt(there) and not doubts.in_doubt(source.address):
        raise Refused("Add the new address as a new source: we have to ask whose page it is.")
    same = Source.objects.filter(
        school=viewer.school, kind=source.kind, address=there, query=source.query
    )
    if same.exclude(pk=source.pk).exists():
        raise Refused("We listen there already. You can stop listening at the old address.")
    Source.objects.filter(pk=source.pk).update(
        address=there, memory={}, moved_to="", moved_looks=0, moved_since=None
    )
    _told(viewer, source, "source.moved")
    poll_source.enqueue(source.id)


@transaction.atomic
def stay_with_source(*, viewer: Viewer, source: Source) -> None:
    """Keep the old address, and remember that: only a different new address is offered again."""
    there = _moved(source)
    before = [one for one in source.options.get(STAYS, "").split("\n") if one]
    Source.objects.filter(pk=source.pk).update(
        options=source.options | {STAYS: "\n".join([*before, there][-MOST_ANSWERS:])},
        moved_to="",
        moved_looks=0,
        moved_since=None,
    )
    _told(viewer, source, "source.stayed")


def _moved(source: Source) -> str:
    if not source.moved_to or not queries.has_moved(source):
        raise Refused("It does not say any more that it has moved.")
    return source.moved_to


def _told(viewer: Viewer, source: Source, kind: str, clauses: tuple[str, ...] = ()) -> None:
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        refs={"source": source.id},
        clauses=clauses,
    )
