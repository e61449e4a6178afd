"""Cuts a tall picture of a page into pieces that a sheet of paper holds."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

TALL = 1.3  # height of a piece, as so many times its width
MOST = 6


def slices(png: bytes) -> tuple[list[bytes], bool]:
    """The pieces from the top, as PNG, and whether that is all of it; none where it cannot be read."""
    try:
        with Image.open(BytesIO(png)) as whole:
            whole.load()
            height = max(1, round(whole.width * TALL))
            tops = range(0, whole.height, height)
            return list(_cut(whole, tops[:MOST], height)), len(tops) <= MOST
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return [], True


def _cut(whole: Image.Image, tops: range, height: int) -> Iterator[bytes]:
    for top in tops:
        out = BytesIO()
        box = (0, top, whole.width, min(top + height, whole.height))
        whole.crop(box).convert("RGB").save(out, "PNG")
        yield out.getvalue()
