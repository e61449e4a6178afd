"""Holds a conversation with a source: asks what it wants to ask, one guarded fetch at a time."""

from collections.abc import Callable

from django.conf import settings

from goodname.adapters import browser
from goodname.adapters.fetch import Answer, Blocked, NoAnswer, allow_hosts
from goodname.core.listen.places import profiles
from goodname.core.listen.talk import Batch, NotHeard, Outcome, Reply, Talk
from goodname.core.words import Request, Unreadable

from . import welcome
from .courtesy import host_of, manners
from .going import go

ON_A_PERSON = "That is one person’s own page, and people are not listened to."
MOST_QUESTIONS = 30  # in one look: enough for a session and some pages of results


def converse(
    talk: Talk, *, robots: bool = False, fetch: Callable[[Request], Reply] | None = None
) -> Batch:
    """What the source said. Raises NotHeard, with one plain sentence, for whatever stands in the way.

    With `robots`, each host's robots.txt is asked first whether we are welcome. `fetch` asks one
    question in another way than the plain fetcher does.
    """
    fetch = fetch or plainly
    try:
        request = next(talk)
        for _ in range(MOST_QUESTIONS):
            if robots:
                _must_be_no_person(request.address)
            gap = welcome.check(request.address) if robots else None
            with manners().turn(host_of(request.address), gap):
                reply = fetch(request)
            if reply.address != request.address:  # where a redirect led is another door
                _must_be_no_person(reply.address)
                if robots:
                    welcome.check(reply.address)
            request = talk.send(reply)
    except StopIteration as end:
        batch: Batch = end.value
        return batch
    except Blocked as no:
        raise NotHeard(Outcome.BLOCKED, no.reason) from no
    except NoAnswer as no:
        raise NotHeard(Outcome.REFUSED, no.reason) from no
    except Unreadable as unreadable:
        raise NotHeard(Outcome.UNREADABLE, "; ".join(unreadable.faults)) from unreadable
    raise NotHeard(Outcome.REFUSED, "It had no end of pages, so we stopped.")


def _must_be_no_person(address: str) -> None:
    """A place that was a paper's may lead to one person's page later, or be known for one later."""
    if profiles.refusal(address):
        raise NotHeard(Outcome.BLOCKED, ON_A_PERSON)


def plainly(request: Request) -> Reply:
    return reply_of(go(request))


def rendered(request: Request) -> Reply:
    """The page as it stands after its scripts have run, by the browser behind the proxy."""
    seen = browser.render(request.address, allow_hosts=allow_hosts(settings.ALLOW_HOSTS))
    kind = {"content-type": "text/html; charset=utf-8"}
    return Reply(seen.status, seen.html, kind, seen.address)


def reply_of(answer: Answer) -> Reply:
    return Reply(
        status=answer.status,
        body=answer.body,
        headers=answer.headers,
        address=answer.address,
        moved_to=answer.moved_to,
    )
