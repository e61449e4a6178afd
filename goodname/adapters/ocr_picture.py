"""Makes a picture easy to read: dark letters on white, whatever colours its bubbles have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageFilter

from goodname.core.listen.pictures.screenshot import Colour, Word

WIDE = 1400  # pixels: letters of a phone's screen are then about as tall as a book's at 300 dpi
MOST_PIXELS = 16_000_000  # of what is read
_COARSE = 240  # pixels: the width of the coarse picture on which grounds are sought
_BLOCK = 11  # of its pixels: larger than a bold capital, which would pass for a ground
_EDGE = 5  # of its pixels, too: no letter stands as near to the edge of its bubble
_FAINT = 14  # of 255: wallpaper and the dirt of JPEG differ from their ground by less
_GAIN = 2.6  # grey letters become as black as the others


@dataclass(frozen=True)
class Prepared:
    """A grey picture as a PGM file, `scale` times the size of the original.

    `grounds` is the original without its letters, about 240 pixels wide.
    """

    pgm: bytes
    scale: float
    grounds: Image.Image


def prepare(colours: Image.Image) -> Prepared:
    """What tesseract is given for a picture in RGB."""
    scale = min(max(WIDE / colours.width, 0.5), 4.0)
    scale = min(scale, (MOST_PIXELS / (colours.width * colours.height)) ** 0.5)
    size = (max(1, round(colours.width * scale)), max(1, round(colours.height * scale)))
    grounds = ground(colours)
    written = letters(colours, grounds)
    written = written.resize(size, Image.Resampling.BICUBIC)
    header = f"P5 {size[0]} {size[1]} 255\n".encode()
    return Prepared(header + written.tobytes(), size[0] / colours.width, grounds)


def ground(colours: Image.Image) -> Image.Image:
    """The picture without its letters: letters cover less than half of any place."""
    step = max(1.0, colours.width / _COARSE)
    size = (max(1, round(colours.width / step)), max(1, round(colours.height / step)))
    coarse = colours.resize(size, Image.Resampling.NEAREST)
    return coarse.filter(ImageFilter.MedianFilter(_BLOCK))


def letters(colours: Image.Image, grounds: Image.Image) -> Image.Image:
    """Black where the picture differs from its ground: white on blue becomes black on white.

    Between two grounds every colour from one to the other is ground, or the edges of bubbles would
    be read as brackets and bars.
    """
    dark, light = (
        grounds.filter(filtered).resize(colours.size, Image.Resampling.NEAREST)
        for filtered in (ImageFilter.MinFilter(_EDGE), ImageFilter.MaxFilter(_EDGE))
    )
    outside = ImageChops.lighter(
        ImageChops.subtract(dark, colours), ImageChops.subtract(colours, light)
    )
    red, green, blue = outside.split()
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return differs.point([max(0, 255 - round(max(0, at - _FAINT) * _GAIN)) for at in range(256)])


def with_colours(
    words: Iterable[Word], colours: Image.Image, grounds: Image.Image
) -> Iterator[Word]:
    """The words with the colours of their grounds and of their letters."""
    for word in words:
        behind = _ground_of(word, grounds, grounds.width / colours.width)
        yield replace(word, ground=behind, ink=_ink(colours, word, behind))


def _ground_of(word: Word, grounds: Image.Image, step: float) -> Colour:
    """At the edges of the word, where letters are few: the middle one of six places."""
    seen = []
    for x in (word.left, word.left + word.width / 2, word.right):
        for y in (word.top - word.height * 0.05, word.bottom + word.height * 0.05):
            across = min(grounds.width - 1, max(0, round(x * step)))
            down = min(grounds.height - 1, max(0, round(y * step)))
            seen.append(_colour(grounds.getpixel((across, down))))
    red, green, blue = (sorted(channel)[len(seen) // 2] for channel in zip(*seen, strict=True))
    return red, green, blue


def _ink(colours: Image.Image, word: Word, behind: Colour) -> Colour:
    """The colour that differs most from the ground, as the mean of the strongest twentieth."""
    piece = colours.crop((word.left, word.top, word.right, word.bottom))
    piece.thumbnail((120, 40), Image.Resampling.NEAREST)
    seen = [_colour(at) for at in piece.get_flattened_data()]
    seen.sort(key=lambda at: -sum(abs(a - b) for a, b in zip(at, behind, strict=True)))
    strong = seen[: max(1, len(seen) // 20)]
    red, green, blue = (sum(channel) // len(strong) for channel in zip(*strong, strict=True))
    return red, green, blue


def _colour(value: object) -> Colour:
    assert isinstance(value, tuple)
    return int(value[0]), int(value[1]), int(value[2])
