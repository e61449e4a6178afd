"""Keeps saved pages on disk, each under the SHA-256 of its list of parts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkstemp

from goodname.files.evidence import UNFINISHED, flush, folder_of
from goodname.files.wacz import verify
from goodname.files.wacz.pack import Draft
from goodname.files.wacz.verify import Found, Stamp

SUFFIX = ".wacz"


def write(root: Path, draft: Draft, stamps: Sequence[Stamp] = ()) -> Path:
    """Write a saved page below `root`, all of it or nothing; the same page twice is one file."""
    data, file = draft.sealed(stamps), file_of(root, draft.digest)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, unfinished = mkstemp(prefix=UNFINISHED, dir=file.parent)  # readable to us alone
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    flush(file.parent)
    flush(root)
    return file


def file_of(root: Path, digest: str) -> Path:
    """Where the saved page with this SHA-256 lies, or would lie, below `root`."""
    return folder_of(root, digest).with_suffix(SUFFIX)


def check(file: Path) -> Found:
    """What a saved page holds, and every fault; it is whole only under its own name."""
    try:
        found = verify.check(file.read_bytes())
    except OSError:
        return Found(faults=["The saved page is missing or cannot be read."])
    if not found.faults and found.sha256 != file.stem:
        found.faults.append(
            "This is another saved page: its name is not the SHA-256 of its list of parts."
        )
    return found
