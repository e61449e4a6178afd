"""Asks sources what is new, and hands what they said to the inbox."""

from goodname import clock
from goodname.adapters.fetch import Answer, Blocked, NoAnswer
from goodname.core.listen import feed
from goodname.core.words import Unreadable
from goodname.web.inbox import hearing
from goodname.web.inbox.models import Look, Probe, Source
from goodname.web.inbox.tasks import poll_source as poll_source_task

from .going import go

NOT_CHANGED, GONE_FOR_GOOD = 304, 410


def poll_source(source_id: str) -> None:
    """Ask one source, politely: with what it told us last time, so that it may say "no change"."""
    source = Source.objects.select_related("school").filter(id=source_id).first()
    if source is None or source.state != Source.ACTIVE:
        return
    try:
        answer = go(feed.ask(source.address, source.etag, source.modified))
    except NoAnswer as no:
        outcome = Look.BLOCKED if isinstance(no, Blocked) else Look.REFUSED
        hearing.keep_failure(source=source, outcome=outcome, note=no.reason)
        return
    if answer.status == NOT_CHANGED:
        hearing.keep_unchanged(source=source)
    elif answer.status == GONE_FOR_GOOD:
        hearing.keep_gone(source=source)
    elif answer.status != 200:
        hearing.keep_failure(source=source, outcome=Look.REFUSED, note=_refusal(answer))
    else:
        _keep(source, answer)


def _keep(source: Source, answer: Answer) -> None:
    try:
        read = feed.read(answer.body, answer.headers, answer.address, clock.now())
    except Unreadable as unreadable:
        note = "; ".join(unreadable.faults)
        hearing.keep_failure(source=source, outcome=Look.UNREADABLE, note=note)
        return
    headers = answer.headers
    hearing.keep_feed(
        source=source,
        feed=read,
        etag=headers.get("etag", "")[:500],
        modified=headers.get("last-modified", "")[:100],
    )


def probe_address(probe_id: str) -> None:
    """Look at an address that a person pasted, and show what it would bring."""
    probe = Probe.objects.select_related("school").filter(id=probe_id).first()
    if probe is None or probe.state != Probe.WAITING:
        return
    try:
        answer = go(feed.ask(probe.address))
        if answer.status != 200:
            hearing.fail_probe(probe=probe, problem=_refusal(answer))
            return
        read = feed.read(answer.body, answer.headers, answer.address, clock.now())
    except NoAnswer as no:
        hearing.fail_probe(probe=probe, problem=no.reason)
    except Unreadable as unreadable:
        hearing.fail_probe(probe=probe, problem="; ".join(unreadable.faults))
    else:
        hearing.finish_probe(probe=probe, feed=read)


def poll_due() -> None:
    """Queue every source whose turn has come."""
    due = Source.objects.filter(state=Source.ACTIVE, next_look__lte=clock.now())
    for source in due.order_by("next_look"):
        # Moved on at once, so that the next turn does not queue it a second time.
        Source.objects.filter(pk=source.pk).update(
            next_look=hearing.next_look(clock.now(), source.failures + 1)
        )
        poll_source_task.enqueue(source.id)


def _refusal(answer: Answer) -> str:
    known = {
        401: "It asks for a password.",
        403: "It does not let us in.",
        404: "There is no such page.",
        429: "It asked us to come back later.",
    }
    if answer.status in known:
        return known[answer.status]
    return f"The server answered with an error ({answer.status})."
