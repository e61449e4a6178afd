"""Good manners towards the places that we listen to: never two questions at once, and not too soon."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

LONGEST_GAP = 30.0  # seconds that a host may ask us to leave between two questions


def host_of(address: str) -> str:
    """Whom a question goes to: two sources of one host share its patience."""
    return (urlsplit(address).netloc or address).lower()


class Manners:
    """Lets one thread at a time speak to a host, and waits between two questions to it.

    Shared by the threads of one process. `gap` is in seconds.
    """

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, gap: float | None = None) -> Iterator[None]:
        """Wait for our turn with `host`, and hold it while the question is asked."""
        with self._guard:
            mine = self._turns[host]
        with mine:
            time.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                wait = min(max(self._gap, gap or 0.0), LONGEST_GAP)
                self._free_at[host] = time.monotonic() + wait


@cache
def manners() -> Manners:
    """Those of this process, with the desk's own gap."""
    return Manners(settings.HOST_SECONDS)
