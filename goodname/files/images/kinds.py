"""Says what a file is by its first bytes; its name and what the browser claims are not asked."""

from __future__ import annotations

from goodname.core.words import Unreadable
from goodname.files.images import limits

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_ELSE = (
    (b"PK\x03\x04", "this is a Word file or a ZIP, not a picture"),
    (b"\xd0\xcf\x11\xe0", "this is an old Word file, not a picture"),
    (b"BM", "this is a BMP picture, save it as PNG"),
    (b"II*\0", "this is a TIFF picture, save it as PNG or PDF"),
    (b"MM\0*", "this is a TIFF picture, save it as PNG or PDF"),
)


def kind_of(body: bytes) -> str:
    """`png`, `jpeg`, `webp`, `heic`, `gif` or `pdf`; raises Unreadable for anything else."""
    if not body:
        raise Unreadable(f"this file is empty; {limits.ALLOWED}")
    if len(body) > limits.MOST_BYTES:
        most = limits.MOST_BYTES // 1_000_000
        raise Unreadable(f"this file is too big, at most {most} MB are allowed")
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC and b"avif" not in body[8:64]:
        return "heic"
    if body.startswith(b"%PDF-"):
        return "pdf"
    raise Unreadable(f"{_said(body)}; {limits.ALLOWED}")


def _said(body: bytes) -> str:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        return "this is a drawing that can hold a program (SVG), take a screenshot of it"
    if start.startswith(b"<"):
        return "this is a web page, not a picture of one"
    if body[4:12] in (b"ftypavif", b"ftypavis"):
        return "this is an AVIF picture, save it as PNG or JPEG"
    return next((said for mark, said in _ELSE if body.startswith(mark)), "this is no picture")
