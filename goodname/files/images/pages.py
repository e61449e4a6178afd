"""The pages of a picture or PDF as upright, opaque pixels; runs only in the opening process."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pi_heif
import pypdfium2
from PIL import Image, ImageOps

from goodname.core.words import Unreadable
from goodname.files.images import limits

_A4_WIDE = 1654  # pixels of an A4 page at 200 dots an inch


def pages(body: bytes, kind: str, only: int = 0) -> Iterator[Image.Image]:
    """Every page in RGB, or the one that `only` names, counted from 1; raises Unreadable."""
    if kind == "pdf":
        yield from _pdf(body, only)
    elif only > 1:
        raise Unreadable("a picture has one page only")
    else:
        yield _upright(opened(body, kind))


def opened(body: bytes, kind: str) -> Image.Image:
    """The picture, not yet unpacked, its size within the limit; only its own decoder is asked."""
    Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS
    if kind == "heic":
        pi_heif.register_heif_opener(thumbnails=False)
    decoder = "HEIF" if kind == "heic" else kind.upper()
    try:
        picture = Image.open(io.BytesIO(body), formats=[decoder])
    except Image.DecompressionBombError:
        raise _too_large() from None
    _check(picture.width, picture.height)
    return picture


def _check(width: int, height: int) -> None:
    if width * height > limits.MOST_PIXELS:
        raise _too_large()
    if max(width, height) > limits.LONGEST_SIDE:
        most = limits.LONGEST_SIDE
        raise Unreadable(f"this picture is far too long, at most {most:,} dots are allowed")


def _too_large() -> Unreadable:
    most = limits.MOST_PIXELS // 1_000_000
    return Unreadable(f"this picture has too many dots, at most {most} million are allowed")


def _upright(picture: Image.Image) -> Image.Image:
    """The first frame, turned as its camera says, on white, with no notes beside its pixels."""
    picture.load()
    try:
        turned = ImageOps.exif_transpose(picture)
    except Exception:  # its notes are broken, its pixels are not
        turned = picture.copy()
    if turned.mode.startswith("I"):  # sixteen bits of grey
        turned = turned.convert("I").point(lambda at: at * (1 / 256)).convert("L")
    if turned.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in turned.info:
        over = turned.convert("RGBA")
        plain = Image.new("RGB", over.size, "white")
        plain.paste(over, mask=over.getchannel("A"))
    else:
        plain = turned.convert("RGB")
    plain.info = {}
    bare = Image.frombytes("RGB", plain.size, plain.tobytes())
    if bare.width < 2 or bare.height < 2:
        raise Unreadable(f"this picture has nothing in it; {limits.ALLOWED}")
    return bare


def _pdf(body: bytes, only: int) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as fault:
        if "assword" in str(fault):
            raise Unreadable("this PDF has a password, save it without one") from None
        raise
    if len(document) > limits.MOST_PAGES:
        raise Unreadable(f"this PDF has too many pages, at most {limits.MOST_PAGES} are allowed")
    if only > len(document) or not len(document):
        raise Unreadable("this PDF has no such page")
    for number in range(len(document)):
        if not only or number + 1 == only:
            page = document[number]
            wide, high = page.get_size()
            if not wide > 0 or not high > 0:
                raise Unreadable("this PDF has a page without a size")
            scale = min(_A4_WIDE / min(wide, high), (limits.MOST_PIXELS / 4 / wide / high) ** 0.5)
            _check(round(wide * scale), round(high * scale))
            yield page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
