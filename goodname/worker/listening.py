"""The listener's tasks: a round of all sources whose turn has come, or one source at once."""

from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import NotHeard
from goodname.web.inbox.models import Source

from .looking import asked_of, look
from .rounds import go_round, keep


def poll_source(source_id: str) -> None:
    """Ask one source now: somebody has just added it, or wants to know."""
    rows = Source.objects.select_related("school", "connection").exclude(kind=Kind.PERSON)
    source = rows.filter(id=source_id, state=Source.ACTIVE).first()
    if source is None:
        return
    try:
        keep(source, look(source, asked_of(source)))
    except NotHeard as reason:
        keep(source, reason)


def poll_due() -> None:
    """Ask every source whose turn has come."""
    go_round()
