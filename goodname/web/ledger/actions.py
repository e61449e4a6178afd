"""The one way to write into the ledger, and the check of all that was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any

from django.db import models, transaction

from goodname import clock
from goodname.core.prove.chain import Broken
from goodname.core.prove.seals import Entry, digest, genesis, seal, stamp

from .models import LedgerEntry, LedgerHead
from .queries import end_of, verify


def record(
    *,
    school: models.Model,
    actor: models.Model | str,
    kind: str,
    matter: str = "",
    refs: Mapping[str, str] | None = None,
    clauses: Iterable[str] = (),
    digests: Mapping[str, str] | None = None,
) -> LedgerEntry:
    """Append one entry to a school's chain, in the transaction of the write that it tells of.

    `actor` is a person, a person's id, or "system"; `refs` name ids, `digests` come from
    `core.prove.seals.digest`. Raises Unreadable where a value is not an id, and RuntimeError outside
    a transaction: an entry that commits without its write, or the reverse, would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the write that it tells of")
    chain = str(school.pk)
    head = _head(school, chain)
    entry = seal(
        Entry(
            school=chain,
            seq=head.seq + 1,
            at=_at(head, chain),
            actor=actor if isinstance(actor, str) else str(actor.pk),
            kind=kind,
            matter=matter,
            refs=dict(refs or {}),
            clauses=tuple(clauses),
            digests=dict(digests or {}),
        ),
        head.hash,
    )
    row = LedgerEntry.objects.create(
        v=entry.v,
        school_id=school.pk,
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        kind=entry.kind,
        matter=entry.matter,
        refs=entry.refs,
        clauses=list(entry.clauses),
        digests=entry.digests,
        prev=entry.prev,
        hash=entry.hash,
    )
    LedgerHead.objects.filter(school_id=school.pk).update(seq=entry.seq, hash=entry.hash)
    return row


def _at(head: LedgerHead, chain: str) -> str:
    """Now; where the machine's clock was set back, the time of the entry before: none is back-dated."""
    before = LedgerEntry.objects.filter(school_id=chain, seq=head.seq).values_list("at", flat=True)
    return max(stamp(clock.now()), before.first() or "")


def _head(school: models.Model, chain: str) -> LedgerHead:
    """The end of the chain, held until the transaction is over; a chain that nobody began is begun."""
    held = LedgerHead.objects.select_for_update()
    found = held.filter(school_id=school.pk).first()
    return found or held.get_or_create(school_id=school.pk, defaults={"hash": genesis(chain)})[0]


@dataclass(frozen=True)
class Checked:
    """What a check found: `whole`, the seal to keep, and whether the kept one (if any) was there."""

    whole: bool
    seal: str
    kept_found: bool | None


def check_ledger(*, viewer: Any, kept: str = "") -> Checked:
    """Re-verify the viewer's whole chain, and enter the check itself when nothing is wrong.

    Part of the chain may be hidden from the viewer. So a check says neither how many entries there
    are nor which is broken, and it always adds an entry with a random digest: two seals differ
    whether or not something else happened in between, and nobody can work out which.
    """
    faults = verify(viewer.school, kept)
    whole = all(fault.what is Broken.TRUNCATED for fault in faults)
    kept_found = not any(fault.what is Broken.TRUNCATED for fault in faults) if kept else None
    if not whole:
        return Checked(whole=False, seal="", kept_found=kept_found)
    taken = _sealed(viewer.school, viewer.person, "ledger.checked")
    return Checked(whole=True, seal=taken, kept_found=kept_found)


def take_seal(school: Any) -> str:
    """The seal of a school's whole chain for whoever keeps it; "" where the chain is not whole."""
    return "" if verify(school) else _sealed(school, "system", "seal.taken")


@transaction.atomic
def _sealed(school: Any, actor: models.Model | str, kind: str) -> str:
    _, end = end_of(school)
    chain = {"chain": digest(end, token_bytes(32))}
    return record(school=school, actor=actor, kind=kind, digests=chain).hash
