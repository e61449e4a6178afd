"""Cuts a tall picture of a page into pieces that a sheet of paper holds."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops, UnidentifiedImageError

TALL = 1.3  # height of a piece, as so many times its width
MOST = 6
MARGIN = 40  # pixels that stay below the last thing on a page


def slices(png: bytes) -> tuple[list[bytes], bool]:
    """The pieces from the top, as PNG, and whether that is all of it; none where it cannot be read.

    What is of one colour at the foot, such as the window below a short page, is left out.
    """
    try:
        with Image.open(BytesIO(png)) as drawn:
            whole = _without_foot(drawn.convert("RGB"))
        height = max(1, round(whole.width * TALL))
        tops = range(0, whole.height, height)
        return list(_cut(whole, tops[:MOST], height)), len(tops) <= MOST
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return [], True


def _without_foot(whole: Image.Image) -> Image.Image:
    blank = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    written = ImageChops.difference(whole, blank).getbbox()
    foot = min(whole.height, written[3] + MARGIN) if written else whole.height
    return whole.crop((0, 0, whole.width, foot))


def _cut(whole: Image.Image, tops: range, height: int) -> Iterator[bytes]:
    for top in tops:
        out = BytesIO()
        box = (0, top, whole.width, min(top + height, whole.height))
        whole.crop(box).save(out, "PNG")
        yield out.getvalue()
