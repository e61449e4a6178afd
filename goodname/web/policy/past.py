"""What has happened at this school, decided again under another policy.

This app knows neither cases nor mentions. Whoever keeps something that was decided registers a
provider when the desk starts, and it goes through its own queries: what the viewer may not see is
not there, and nobody is told how much that is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goodname.core.decide.decide import decide
from goodname.core.decide.policy import Policy
from goodname.core.words import Decision, Facts, Refused
from goodname.web.accounts.viewer import Viewer

from .effects import Effect, lines


@dataclass(frozen=True)
class Happened:
    """One case or mention: what a list calls it, where it is, and what is known of it."""

    title: str
    address: str
    facts: Facts


Provider = Callable[[Viewer], Iterable[Happened]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a provider be asked from now on; its order is that of the pages."""
    if provider not in _providers:
        _providers.append(provider)


def happened(viewer: Viewer) -> list[Happened]:
    return [one for provider in _providers for one in provider(viewer)]


def differently(viewer: Viewer, old: Policy, new: Policy) -> tuple[list[Effect], int]:
    """What the viewer may see that would be decided differently, and how many were decided again."""
    again = happened(viewer)
    found = []
    for one in again:
        changed = tuple(lines(_decided(one.facts, old), _decided(one.facts, new)))
        if changed:
            found.append(Effect(one.title, one.address, changed))
    return found, len(again)


def _decided(facts: Facts, policy: Policy) -> Decision | None:
    try:
        return decide(facts, policy)
    except Refused:
        return None
