"""Asks time-stamp authorities (RFC 3161) to sign that something was there at a time.

An authority sees a SHA-256 and nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from goodname.adapters import guard, wire
from goodname.adapters.answer import FetchFailed, Limits, NoAnswer
from goodname.adapters.fetch import fetch
from goodname.core.words import Request
from goodname.files.wacz.verify import Stamp, Unsound, read_stamp, signature

QUICK = Limits(seconds=10, silence=5, raw_bytes=100_000, decoded_bytes=100_000)
ASKS = (("Content-Type", "application/timestamp-query"), ("Accept", "application/timestamp-reply"))
SHA256 = bytes.fromhex("300d06096086480165030402010500")  # an AlgorithmIdentifier


@dataclass(frozen=True)
class Refused:
    """An authority that did not sign, and why, in a sentence."""

    authority: str
    reason: str


def addresses(written: str) -> list[str]:
    """The authorities of GOODNAME_TIMESTAMPS, separated by commas; "" asks none."""
    return [one.strip() for one in written.split(",") if one.strip()]


def request(digest: str, nonce: int) -> bytes:
    """A TimeStampReq in DER for a SHA-256 in hex, asking for the signer's certificate too."""
    imprint = _der(0x30, SHA256 + _der(0x04, bytes.fromhex(digest)))
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x02, number) + b"\x01\x01\xff")


def ask(
    authority: str,
    data: bytes,
    digest: str,
    *,
    now: datetime,
    allow_hosts: frozenset[str] = frozenset(),
    resolve: guard.Resolve = wire.look_up,
) -> Stamp:
    """Have one authority sign the SHA-256 of `data`, and check at once what it signed.

    Raises NoAnswer with one sentence where it did not, or where what it sent is not sound.
    """
    nonce = secrets.randbits(63)
    answer = fetch(
        Request(authority, ASKS, request(digest, nonce)),
        now=now, allow_hosts=allow_hosts, limits=QUICK, resolve=resolve,
    )  # fmt: skip
    if answer.status != 200:
        raise FetchFailed(f"The authority answered {answer.status}.")
    try:
        stamp = replace(read_stamp(answer.body), authority=authority)
    except Unsound as unsound:
        raise FetchFailed(str(unsound)) from unsound
    if (stamp.sha256, stamp.nonce) != (digest, nonce):
        raise FetchFailed("The authority signed something else than it was asked.")
    good, said = signature(stamp, data)
    if not good:
        raise FetchFailed(said)
    return stamp


def ask_all(
    authorities: Sequence[str],
    data: bytes,
    digest: str,
    *,
    now: datetime,
    allow_hosts: frozenset[str] = frozenset(),
) -> tuple[list[Stamp], list[Refused]]:
    """Ask each in turn; that one of them refuses does not keep the others from signing."""
    stamps, refused = [], []
    for authority in authorities:
        try:
            stamps.append(ask(authority, data, digest, now=now, allow_hosts=allow_hosts))
        except NoAnswer as no:
            refused.append(Refused(authority, no.reason))
    return stamps, refused


def _der(tag: int, content: bytes) -> bytes:
    assert len(content) < 128, "a request is short"
    return bytes([tag, len(content)]) + content
