"""What a capture consists of, and the manifest that lists it in the one form that is hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FORMAT = "goodname-capture/1"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Capture:
    """Everything about one visit. Header pairs are as they went over the wire.

    `body` is as received, still packed where the server packed it; `text` its readable words.
    `hops` are (address, status, location, server) for each step on the way. `at` is aware; `who`
    and `why` are ids or words that the caller answers for, never needed to verify.
    """

    requested: str
    address: str
    hops: tuple[tuple[str, int, str, str], ...]
    status: int
    http_version: str
    server: str
    request_headers: Headers
    response_headers: Headers
    body: bytes
    title: str
    text: str
    at: datetime
    seconds: float
    software: Mapping[str, str]
    who: str = ""
    why: str = ""
    about: Mapping[str, str] = field(default_factory=dict)  # ids, such as the case's


def canonical(data: object) -> bytes:
    """JSON in the one form that is hashed: sorted keys, UTF-8, no spaces."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def parts_of(capture: Capture) -> dict[str, bytes]:
    """The files of a capture by name, the manifest aside."""
    return {
        "body.bin": capture.body,
        "text.txt": capture.text.encode("utf-8", "backslashreplace"),
        "request-headers.txt": _lines(capture.request_headers),
        "response-headers.txt": _lines(capture.response_headers),
    }


def _lines(headers: Headers) -> bytes:
    # Latin-1 gives back the very bytes that went over the wire.
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("latin-1")


def manifest_of(capture: Capture) -> dict[str, Any]:
    """What was asked, what answered, when and with what, and the SHA-256 of each part."""
    at = capture.at.astimezone(UTC)
    return {
        "format": FORMAT,
        "parts": {
            name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in parts_of(capture).items()
        },
        "requested": capture.requested,
        "address": capture.address,
        "hops": [
            {"address": address, "status": status, "location": location, "server": server}
            for address, status, location, server in capture.hops
        ],
        "status": capture.status,
        "http_version": capture.http_version,
        "server": capture.server,
        "title": capture.title,
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "at_london": at.astimezone(LONDON).isoformat(timespec="milliseconds"),
        "took_ms": round(capture.seconds * 1000),
        "software": dict(capture.software),
        "who": capture.who,
        "why": capture.why,
        "about": dict(capture.about),
    }
