"""Looks at a place before it is kept: finds out what it is, and shows what it would bring."""

from goodname import clock
from goodname.core.listen.feeds import feed
from goodname.core.listen.kinds import Kind
from goodname.core.listen.places import detect
from goodname.core.listen.talk import Batch, NotHeard, Talk, expect_ok
from goodname.core.words import Refused
from goodname.web.inbox.models import Probe
from goodname.web.inbox.sources import trying

from .conversing import converse
from .looking import asked_of, look
from .rounds import used_up_today


def probe_address(probe_id: str) -> None:
    """Look at what a person pasted or typed in, and write down what it would bring.

    Nothing of it is kept: a preview lives for a day, and a key that did not work is forgotten.
    """
    rows = Probe.objects.select_related("school", "connection")
    probe = rows.filter(id=probe_id, state=Probe.WAITING).first()
    if probe is None:
        return
    try:
        # What looks like a feed by its address may be made of one person's page: it says so itself.
        if probe.kind in ("", Kind.FEED):
            _find_out(probe)
        if spent := used_up_today(probe):
            raise spent
        batch = look(probe, asked_of(probe))
    except NotHeard as reason:
        trying.keep_failure(probe=probe, reason=reason, now=clock.now())
    except Refused as refused:
        trying.keep_refusal(probe=probe, reason=refused.reason)
    else:
        trying.keep_found(probe=probe, batch=batch, now=clock.now())


def _find_out(probe: Probe) -> None:
    """What an unknown address is, by one look at it. Raises Refused for a person's own page."""
    found: list[detect.Detected] = []
    converse(_look(probe.address, found), robots=True)
    trying.keep_kind(probe=probe, detected=found[0])


def _look(address: str, found: list[detect.Detected]) -> Talk:
    reply = yield feed.ask(address)
    found.append(detect.of_reply(expect_ok(reply), address))
    return Batch()
