"""What a file that a person gave consists of as evidence: its bytes, and a manifest of how it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from goodname.files import evidence
from goodname.files.evidence import FORMAT, LONDON

NAME_LENGTH = 120  # characters of the name that a file came with


@dataclass(frozen=True)
class Upload:
    """One file as it was given. `kind` is as `images.kinds.kind_of` says, `at` is aware.

    `name` is what the giver's device called it and never becomes the name of a file here. `who` is
    an id; `statement` what the giver says of its origin, `gate` who answered the question that
    comes before every file, when and how; `about` holds ids. None of these is needed to verify.
    """

    body: bytes
    kind: str
    name: str
    at: datetime
    who: str
    statement: Mapping[str, str] = field(default_factory=dict)
    gate: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


def part_name(kind: str) -> str:
    """What the original is called in its folder."""
    return f"original.{kind}"


def manifest_of(upload: Upload) -> dict[str, Any]:
    """What was given, by whom, when, and the SHA-256 of its bytes."""
    at = upload.at.astimezone(UTC)
    digest = sha256(upload.body).hexdigest()
    return {
        "format": FORMAT,
        "kind": "upload",
        "parts": {part_name(upload.kind): {"sha256": digest, "bytes": len(upload.body)}},
        "name_as_given": plain_name(upload.name),
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "at_london": at.astimezone(LONDON).isoformat(timespec="milliseconds"),
        "who": upload.who,
        "statement": dict(upload.statement),
        "gate": dict(upload.gate),
        "about": dict(upload.about),
    }


def plain_name(name: str) -> str:
    """A file's own name as a short line of text: no folder, nothing that cannot be seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable())
    return shown.strip(" .")[:NAME_LENGTH]


def write(root: Path, upload: Upload) -> evidence.Kept:
    """Keep the bytes untouched below `root`, all of it or nothing."""
    parts = {part_name(upload.kind): upload.body}
    return evidence.keep(root, parts, manifest_of(upload))
