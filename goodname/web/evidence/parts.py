"""The parts of a capture in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodname.files.evidence import MANIFEST
from goodname.files.wacz.verify import COVER, LIST, Stamp

from .models import Capture

PICTURE = "page/picture.png"
LABELS = {
    "page/text.txt": "Its words",
    PICTURE: "What it looked like",
    "page/after-scripts.html": "The page after its scripts",
    "archive/data.warc.gz": "All that went over the wire",
    "indexes/index.cdx": "Where each thing lies in that",
    "pages/pages.jsonl": "The page's address and title",
    "verify/readme.txt": "How to look at it and check it",
    "verify/verify.py": "The program that checks it",
    # Of a copy that was saved before there were single files.
    "body.bin": "The page as it came over the wire",
    "text.txt": "Its words",
    "request-headers.txt": "What we asked",
    "response-headers.txt": "What the server answered",
}


@dataclass(frozen=True)
class Part:
    """One part, with its SHA-256 and its size in bytes as the list of parts holds them."""

    name: str
    label: str
    sha256: str
    size: int


def is_folder(capture: Capture) -> bool:
    """Whether it was saved before there were single files."""
    return "parts" in (capture.manifest or {})


def parts(capture: Capture) -> list[Part]:
    """Every part that the list holds, in the order of the list."""
    told = capture.manifest or {}
    if is_folder(capture):
        found = [(name, one["sha256"], one["bytes"]) for name, one in sorted(told["parts"].items())]
    else:
        listed = told.get("resources", [])
        found = [(one["path"], one["hash"].partition(":")[2], one["bytes"]) for one in listed]
    return [Part(name, LABELS.get(name, name), digest, size) for name, digest, size in found]


def list_name(capture: Capture) -> str:
    """The name of the list of parts itself, whose SHA-256 the ledger holds."""
    return MANIFEST if is_folder(capture) else LIST


def signed(stamp: Stamp) -> dict[str, Any]:
    """Who signed when the list of parts was there."""
    return {"authority": stamp.authority, "at": datetime.fromisoformat(stamp.at)}


def names(capture: Capture) -> set[str]:
    """Every part that may be taken out, the lists included."""
    lists = {MANIFEST} if is_folder(capture) else {LIST, COVER}
    return {part.name for part in parts(capture)} | lists
