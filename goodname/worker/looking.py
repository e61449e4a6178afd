"""One look at one place: what it is asked with, and the conversation that follows. No database."""

import logging

from goodname import clock
from goodname.core.listen.kinds import ASKS_ROBOTS, TALKS, Kind
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome
from goodname.web.inbox.models import Probe, Source

from . import mailbox
from .conversing import converse, rendered

log = logging.getLogger(__name__)
OURS = "We could not understand what it sent. The fault may be ours."
BROWSER = "browser"  # the option of a page that is put together by scripts


def asked_of(source: Source | Probe) -> Asked:
    """What a source, or an address that is only tried, is asked with."""
    connection = source.connection
    return Asked(
        now=clock.now(),
        address=source.address or (connection.server if connection else ""),
        query=source.query,
        options=source.options,
        memory=getattr(source, "memory", {}),
        secret=connection.secret if connection else {},
        session=connection.session if connection else {},
    )


def look(source: Source | Probe, asked: Asked) -> Batch:
    """Ask once. Raises NotHeard, with one plain sentence, for whatever stands in the way.

    Reads the source's kind and nothing of the database, so that any thread may call it.
    """
    try:
        return _look(Kind(source.kind), source, asked)
    except NotHeard:
        raise
    except Exception as fault:
        # A mistake of ours about one source must not cost the others, nor be kept quiet. What it
        # said may hold words or a key, so only its kind is written down.
        log.error("%s %s: %s", source.kind, source.pk, type(fault).__name__)
        raise NotHeard(Outcome.UNREADABLE, OURS) from fault


def _look(kind: Kind, source: Source | Probe, asked: Asked) -> Batch:
    if kind == Kind.MAILBOX:
        return mailbox.look(source, asked)
    # Whoever shows a key comes as the service wants it; without one we come as any machine does.
    robots = kind in ASKS_ROBOTS and not asked.secret
    fetch = rendered if asked.options.get(BROWSER) == "yes" and kind == Kind.PAGE else None
    return converse(TALKS[kind](asked), robots=robots, fetch=fetch)
