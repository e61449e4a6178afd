"""Whether a site wants machines: its robots.txt, asked for once a day and kept in mind."""

import threading
import time
from functools import cache
from urllib.parse import urlsplit

from goodname.adapters.fetch import FetchFailed
from goodname.core.listen.pages import robots
from goodname.core.listen.pages.robots import Rules
from goodname.core.listen.talk import NotHeard, Outcome

from .going import go

DAY = 86_400.0  # seconds
MOST_SITES = 5_000
MOST_KEPT = 50_000_000  # bytes: a site that leads us from host to host must not fill the memory
AWAY = "Its robots.txt asks machines to stay away from this page. Please look there yourself."
UNKNOWN = "We could not ask it whether machines are welcome (its robots.txt), so we stayed away."


class Doors:
    """The rules of every site that was asked, shared by the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], tuple[Rules, float]] = {}

    def rules(self, address: str) -> Rules:
        """The rules for an address. Raises NoAnswer only where our own guard says no."""
        parts = urlsplit(address)
        site = (parts.scheme, parts.netloc.lower())
        with self._lock:
            rules, until = self._known.get(site, (robots.unreachable(), 0.0))
        if time.monotonic() < until:
            return rules
        rules = _asked(address)
        if rules == robots.unreachable():
            return rules  # it is asked again at the next look, which comes later and later
        with self._lock:
            kept = sum(len(other.body) for other, _ in self._known.values())
            if len(self._known) >= MOST_SITES or kept + len(rules.body) > MOST_KEPT:
                self._known.clear()
            self._known[site] = rules, time.monotonic() + DAY
        return rules


def _asked(address: str) -> Rules:
    try:
        answer = go(robots.ask(address))
    except FetchFailed:
        return robots.unreachable()
    return robots.answered(answer.status, answer.body)


@cache
def doors() -> Doors:
    return Doors()


def check(address: str) -> float | None:
    """The seconds that the site wants between two questions, None where it does not say.

    Raises NotHeard where we are not welcome.
    """
    rules = doors().rules(address)
    if rules.allows(address):
        return rules.delay
    if rules == robots.unreachable():
        raise NotHeard(Outcome.REFUSED, UNKNOWN)
    raise NotHeard(Outcome.NOT_INVITED, AWAY)
