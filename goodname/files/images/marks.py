"""What a file says of its own making: when, with what, and whether it says where."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
from PIL import ExifTags, Image

from goodname.files.images import pages

_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_ZONE = re.compile(r"[+-]\d\d:\d\d")
_POSITION = re.compile(
    rb"GPSL(?:atitude|ongitude)|GPSCoordinates|<\w+:(?:lat|long)>", re.IGNORECASE
)
_LONGEST = 120  # characters of a name that a file gives itself


def marks_of(body: bytes, kind: str) -> dict[str, Any]:
    """The fields `taken`, `software`, `device` and `had_position` of Facts.

    Notes that are broken are as none, except that a position is looked for in the bytes.
    """
    try:
        return _read(body, kind)
    except Exception:  # the libraries may fail in any way on notes that nobody checked
        return _marks("", "", "", bool(_POSITION.search(body)))


def _read(body: bytes, kind: str) -> dict[str, Any]:
    if kind == "pdf":
        told = pypdfium2.PdfDocument(body).get_metadata_dict()
        software = ", ".join(filter(None, (told.get("Creator"), told.get("Producer"))))
        taken = _iso(_PDF_TIME.search(told.get("CreationDate", "")))
        return _marks(taken, software, "", bool(_POSITION.search(body)))
    picture = pages.opened(body, kind)
    exif = picture.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    written = inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    taken = _iso(_TIME.search(str(written or _noted(picture, "Creation Time", "date:create"))))
    zone = str(inner.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    if taken and _ZONE.fullmatch(zone):
        taken += zone
    maker, model = (_plain(exif.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    device = model if model.startswith(maker) else f"{maker} {model}"
    software = _plain(exif.get(ExifTags.Base.Software)) or _noted(picture, "Software")
    return _marks(taken, software, device, _has_position(picture, exif))


def _marks(taken: str, software: str, device: str, had_position: bool) -> dict[str, Any]:
    return {
        "taken": taken,
        "software": _plain(software),
        "device": _plain(device),
        "had_position": had_position,
    }


def _has_position(picture: Image.Image, exif: Image.Exif) -> bool:
    """In EXIF's own table, or in the notes that editors add (XMP)."""
    if any(key in exif.get_ifd(ExifTags.IFD.GPSInfo) for key in (1, 2, 3, 4)):
        return True
    notes = (picture.info.get(key) for key in ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp"))
    return any(
        _POSITION.search(note if isinstance(note, bytes) else str(note).encode("utf-8", "replace"))
        for note in notes
        if note
    )


def _noted(picture: Image.Image, *names: str) -> str:
    """The first of a PNG's notes under these names."""
    return next((_plain(picture.info[name]) for name in names if name in picture.info), "")


def _iso(found: re.Match[str] | None) -> str:
    if not found:
        return ""
    year, month, day, hour, minute, second = found.groups("00")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}"


def _plain(value: object) -> str:
    """One short line of what can be seen."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]
