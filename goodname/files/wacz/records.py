"""Writes what went over the wire as WARC 1.1 (ISO 28500), byte for byte, one gzip member a record."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from goodname.files.wacz.visit import HEAD_ENDS, Exchange, Visit

FILE = "data.warc.gz"


@dataclass(frozen=True)
class Record:
    """One record. `block` is what it holds, `http` says that it begins with a head of HTTP's."""

    kind: str
    address: str
    at: datetime
    block: bytes
    content_type: str
    http: bool = False
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same for the same record, so that the same visit is the same file."""
        said = f"{self.kind} {self.address} {self.at.isoformat()} {sha256(self.block).hexdigest()}"
        return f"<urn:uuid:{uuid5(NAMESPACE_URL, said)}>"

    @property
    def payload_digest(self) -> str:
        payload = self.block.partition(HEAD_ENDS)[2] if self.http else self.block
        return f"sha256:{sha256(payload).hexdigest()}"


@dataclass(frozen=True)
class Placed:
    """A record and where it lies in the file: offset and length in bytes."""

    record: Record
    offset: int
    length: int


def archive(visit: Visit) -> tuple[bytes, list[Placed]]:
    """The file, and where each of its records lies."""
    file, places = bytearray(), []
    for record in _records(visit):
        packed = _gzipped(_written(record))
        places.append(Placed(record, len(file), len(packed)))
        file += packed
    return bytes(file), places


def moment(at: datetime) -> str:
    """The form of times in a WARC: UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _records(visit: Visit) -> Iterator[Record]:
    yield _about(visit)
    for exchange in visit.exchanges:
        yield from _pair(exchange)


def _about(visit: Visit) -> Record:
    lines = {"software": " ".join(f"{n}/{v}" for n, v in sorted(visit.software.items()))}
    lines["format"] = "WARC File Format 1.1"
    lines["conformsTo"] = (
        "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
    )
    return Record(
        "warcinfo", "", visit.at, _headers(lines.items()), "application/warc-fields",
        more={"WARC-Filename": FILE},
    )  # fmt: skip


def _pair(exchange: Exchange) -> Iterator[Record]:
    ip = exchange.server.rpartition(":")[0].strip("[]")
    where = {"WARC-IP-Address": ip} if ip else {}
    answer = Record(
        "response", exchange.address, exchange.at, exchange.answered,
        "application/http; msgtype=response", http=True,
        more={**where, **({"WARC-Truncated": exchange.truncated} if exchange.truncated else {})},
    )  # fmt: skip
    yield answer
    yield Record(
        "request", exchange.address, exchange.at, exchange.asked,
        "application/http; msgtype=request", http=True,
        more={**where, "WARC-Concurrent-To": answer.id},
    )  # fmt: skip


def _written(record: Record) -> bytes:
    named = {
        "WARC-Type": record.kind,
        "WARC-Record-ID": record.id,
        "WARC-Date": moment(record.at),
        **({"WARC-Target-URI": record.address} if record.address else {}),
        **record.more,
        "WARC-Block-Digest": f"sha256:{sha256(record.block).hexdigest()}",
        **({"WARC-Payload-Digest": record.payload_digest} if record.http else {}),
        "Content-Type": record.content_type,
        "Content-Length": str(len(record.block)),
    }
    return b"WARC/1.1\r\n" + _headers(named.items()) + b"\r\n" + record.block + HEAD_ENDS


def _headers(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in pairs).encode()


def _gzipped(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # names no time and no file
    return packer.compress(data) + packer.flush()
