"""A chat as a phone shows it, drawn for the tests: nobody's real one."""

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFont

WIDE = 780
THEIRS, OURS = (233, 233, 235), (0, 122, 255)


def drawn(bubbles: Iterable[tuple[str, bool]]) -> bytes:
    """A PNG of these messages from top to bottom; True stands on the right, where one's own are."""
    said = list(bubbles)
    image = Image.new("RGB", (WIDE, 600 + 150 * len(said)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(32)
    for number, (text, right) in enumerate(said):
        wide, y = draw.textlength(text, font), 120 + number * 150
        x = WIDE - 24 - wide - 40 if right else 24
        draw.rounded_rectangle((x, y, x + wide + 40, y + 76), 32, fill=OURS if right else THEIRS)
        draw.text((x + 20, y + 16), text, "white" if right else "black", font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
