"""Keeps what somebody brought so that anyone can check it later with ordinary tools.

It is a folder whose name is the SHA-256 of its manifest, and the manifest has the SHA-256
of every other file: whoever knows the name knows that nothing was changed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

from goodname.files.wacz.verify import canonical

MANIFEST = "manifest.json"
FORMAT = "goodname-capture/1"
LONDON = ZoneInfo("Europe/London")
UNFINISHED = ".unfinished-"  # a capture that was being written when the power went


@dataclass(frozen=True)
class Kept:
    """Where a capture lies, and the SHA-256 of its manifest, which is also the folder's name."""

    folder: Path
    digest: str


def keep(root: Path, parts: Mapping[str, bytes], listed: Mapping[str, Any]) -> Kept:
    """Write parts by name, and the manifest that lists them as FORMAT asks, below `root`.

    All of it or nothing; the same twice is one folder.
    """
    manifest = canonical(listed)
    digest = sha256(manifest).hexdigest()
    folder = folder_of(root, digest)
    if folder.exists():
        return Kept(folder, digest)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = Path(mkdtemp(prefix=UNFINISHED, dir=folder.parent))  # readable to us alone
    try:
        for name, data in {**parts, MANIFEST: manifest}.items():
            write_through(unfinished / name, data)
        flush(unfinished)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        if folder.exists():  # another process wrote the same capture at the same time
            return Kept(folder, digest)
        raise
    flush(folder.parent)
    flush(root)
    return Kept(folder, digest)


def folder_of(root: Path, digest: str) -> Path:
    """Where the capture with this manifest's SHA-256 lies, or would lie, below `root`."""
    return root / digest[:2] / digest


def verify(folder: Path) -> tuple[str, ...]:
    """Every fault of a capture's folder, one line each with the part's name; () when whole."""
    try:
        written = (folder / MANIFEST).read_bytes()
    except OSError:
        return (f"{MANIFEST}: missing or cannot be read",)
    if sha256(written).hexdigest() != folder.name:
        # What it lists cannot be relied on either, for good or for ill.
        return (f"{MANIFEST}: was changed; the folder's name is not its SHA-256",)
    parts = _listed(written)
    if parts is None:
        return (f"{MANIFEST}: does not list the parts as a capture does",)
    faults: list[str] = []
    for name, told in sorted(parts.items()):
        faults += _fault_of(folder / name, told)
    extra = {path.name for path in folder.iterdir()} - set(parts) - {MANIFEST}
    faults += [f"{name}: does not belong to the capture" for name in sorted(extra)]
    return tuple(faults)


def _listed(manifest: bytes) -> dict[str, dict[str, Any]] | None:
    try:
        found = json.loads(manifest)
        parts = found["parts"] if found["format"] == FORMAT else None
        good = isinstance(parts, dict) and all(
            Path(name).name == name and isinstance(told["sha256"], str)
            for name, told in parts.items()
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return parts if good and parts else None


def _fault_of(path: Path, told: Mapping[str, Any]) -> list[str]:
    if path.is_symlink() or not path.is_file():
        return [f"{path.name}: missing"]
    data = path.read_bytes()
    if sha256(data).hexdigest() == told["sha256"]:
        return []
    return [f"{path.name}: was changed ({len(data)} bytes now, {told.get('bytes')} when captured)"]


def write_through(path: Path, data: bytes) -> None:
    """Write a new file that nobody else may read, and have it on the disk. Raises OSError."""
    with path.open("xb") as file:
        os.chmod(path, 0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def flush(folder: Path) -> None:
    """Have the disk hold what a folder lists, before anybody relies on it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
