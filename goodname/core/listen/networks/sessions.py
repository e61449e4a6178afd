"""Lets what a service gave for a key outlive the look in which it was given, however the look ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from goodname.core.listen.talk import NotHeard, Outcome
from goodname.core.words import Unreadable


@contextmanager
def keeping(session: Mapping[str, str]) -> Iterator[None]:
    """Whatever ends the look brings this session along, as it is by then.

    A session is often renewed only once: thrown away, it would cost a sign-in with the password.
    """
    try:
        yield
    except NotHeard as no:
        if no.session is None:
            no.session = session
        raise
    except Unreadable as fault:
        raise NotHeard(Outcome.UNREADABLE, "; ".join(fault.faults), session=session) from fault
