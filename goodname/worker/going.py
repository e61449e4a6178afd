"""How the worker goes out: the guarded fetcher, with this desk's own settings."""

from django.conf import settings

from goodname import clock
from goodname.adapters.fetch import Answer, allow_hosts, fetch
from goodname.core.words import Request


def go(request: Request) -> Answer:
    """Fetch for this desk. Raises Blocked or FetchFailed, each with one plain sentence."""
    return fetch(request, now=clock.now(), allow_hosts=allow_hosts(settings.ALLOW_HOSTS))
