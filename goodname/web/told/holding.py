"""Where the files lie that people gave: the original as evidence, and a copy that pages show."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from goodname.files import evidence, uploads

from .models import Filed

COPY_TYPE = "image/webp"


def original(filed: Filed) -> Path | None:
    """The bytes as they were given, or None where there are none."""
    names = list((filed.manifest or {}).get("parts", {}))
    if not filed.manifest_sha256 or len(names) != 1:
        return None
    file = evidence.folder_of(Path(settings.CAPTURES), filed.manifest_sha256) / names[0]
    return file if file.is_file() else None


def faults(filed: Filed) -> tuple[str, ...]:
    """What is no longer as it was given, a line each; () when all is whole."""
    return evidence.verify(evidence.folder_of(Path(settings.CAPTURES), filed.manifest_sha256))


def keep(upload: uploads.Upload) -> evidence.Kept:
    return uploads.write(Path(settings.CAPTURES), upload)


def copy(filed: Filed, number: int) -> Path:
    """The copy of one page, counted from 1: derived, without the notes of the original."""
    return _copies(filed) / f"{number}.webp"


def keep_copy(filed: Filed, number: int, body: bytes) -> None:
    """Write a page's copy; after a crash it is written again."""
    file = copy(filed, number)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(body)
    os.chmod(unfinished, 0o600)
    unfinished.rename(file)


def _copies(filed: Filed) -> Path:
    return Path(settings.CAPTURES) / "shown" / filed.pk


def forget_files(instance: Filed, **_: Any) -> None:
    """Remove a telling's files once the loss of its row is certain."""
    folders = [_copies(instance)]
    if instance.manifest_sha256:
        folders.append(evidence.folder_of(Path(settings.CAPTURES), instance.manifest_sha256))
    transaction.on_commit(lambda: _remove(folders))


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
