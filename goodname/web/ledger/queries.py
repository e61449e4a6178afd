"""Reads of the ledger: what one viewer may see of it, and whether a whole chain still holds."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Max

from goodname.core.prove.chain import Broken, Fault
from goodname.core.prove.chain import verify as verify_chain
from goodname.core.prove.seals import SYSTEM, Entry, genesis

from .models import LedgerEntry, LedgerHead

PAGE = 50


def entries(viewer: Any, page: int = 1) -> tuple[list[LedgerEntry], bool]:
    """One page of the viewer's school, newest first, and whether there is an older one.

    What carries, or only mentions, a matter that is hidden from the viewer is not there. Pages are
    counted over what is left: neither a number nor a short page tells that something is missing.
    """
    found = list(islice(_visible(viewer), (page - 1) * PAGE, page * PAGE + 1))
    return found[:PAGE], len(found) > PAGE


def _visible(viewer: Any) -> Iterator[LedgerEntry]:
    hidden = viewer.hidden_matters
    rows = LedgerEntry.objects.filter(school=viewer.school).order_by("-seq")
    for row in rows.exclude(matter__in=hidden).iterator(chunk_size=PAGE * 2):
        if hidden.isdisjoint(row.refs.values()):
            yield row


def names(viewer: Any, rows: list[LedgerEntry]) -> dict[str, str]:
    """What the people who acted are called; who is no longer on the roster is not in it."""
    people = apps.get_model("accounts", "Person")
    actors = {row.actor for row in rows} - {SYSTEM}
    found = people.objects.filter(school=viewer.school, pk__in=actors)
    return {str(key): name for key, name in found.values_list("pk", "name")}


def verify(school: Any, head: str = "") -> tuple[Fault, ...]:
    """Every fault of a school's chain, `head` being a seal that somebody kept.

    Rows are streamed: a long chain needs no more memory than a short one. What is written while
    the check runs is left for the next one.
    """
    # The newest entry is looked up before the end that was noted: an honest writer who comes in
    # between moves the second, so an entry beyond it was never written by us.
    newest = LedgerEntry.objects.filter(school=school).aggregate(Max("seq"))["seq__max"] or 0
    seq, end = end_of(school)
    faults = verify_chain(_stream(school, seq), head, school=str(school.pk), end=end)
    if newest > seq:
        faults += (
            Fault(
                seq + 1, Broken.ADDED, f"Entries after entry {seq} were not written by the desk."
            ),
        )
    return faults


def end_of(school: Any) -> tuple[int, str]:
    """The number and the hash of the entry that a school's chain now ends with."""
    noted = LedgerHead.objects.filter(school=school).first()
    return (noted.seq, noted.hash) if noted else (0, genesis(str(school.pk)))


def _stream(school: Any, upto: int) -> Iterator[Entry]:
    rows = LedgerEntry.objects.filter(school=school, seq__lte=upto).order_by("seq", "id")
    for row in rows.iterator(chunk_size=500):
        yield row.entry


def matter_entries(viewer: Any, matter: str) -> list[LedgerEntry]:
    """Every entry of one matter that the viewer may see, newest first."""
    if matter in viewer.hidden_matters:
        return []
    return list(LedgerEntry.objects.filter(school=viewer.school, matter=matter).order_by("-seq"))
