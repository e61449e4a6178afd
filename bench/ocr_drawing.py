"""Draws screenshots of chats whose words and speakers are known, for measuring how they are read."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
FONTS = Path("/usr/share/fonts")
GREY: Colour = (130, 132, 138)
NAME_INKS: tuple[Colour, ...] = ((199, 70, 50), (30, 120, 190), (20, 140, 100), (140, 80, 190))


@dataclass(frozen=True)
class Style:
    """One app on one phone: sizes in points, of which `scale` pixels make one."""

    name: str
    font: str
    bold: str
    scale: float = 3.0
    width: int = 390
    size: float = 16
    ground: Colour = (255, 255, 255)
    left: Colour = (233, 233, 235)
    right: Colour = (0, 122, 255)
    left_ink: Colour = (0, 0, 0)
    right_ink: Colour = (255, 255, 255)
    head: Colour = (255, 255, 255)
    head_ink: Colour = (0, 0, 0)
    names: str = ""  # "inside", "above", "snap" or none at all
    times: str = ""  # "inside", "centre"
    avatars: bool = False
    wallpaper: bool = False
    centred_title: bool = False
    subtitle: str = ""
    placeholder: str = "Message"
    keyboard: bool = False
    status_bar: bool = True
    pill: Colour | None = None
    quoted_names: bool = False
    receipt: str = ""
    quality: int | None = None  # of JPEG; None is PNG
    held_out: bool = False


@dataclass(frozen=True)
class Said:
    """One message as it was drawn."""

    side: str
    speaker: str
    text: str
    time: str
    quoted: str = ""


@dataclass
class Drawn:
    """A finished screenshot, what was said in it, and where each piece of writing stands."""

    style: Style
    title: str
    said: tuple[Said, ...]
    body: bytes
    rows: list[tuple[tuple[int, int, int, int], str]] = field(default_factory=list)
    area: tuple[int, int] = (0, 0)  # from which to which height the talk stands


class _Pen:
    def __init__(self, style: Style, height: int) -> None:
        self.style = style
        self.k = style.scale
        self.picture = Image.new("RGB", (round(style.width * self.k), height), style.ground)
        self.draw = ImageDraw.Draw(self.picture)
        self.rows: list[tuple[tuple[int, int, int, int], str]] = []
        self._fonts: dict[tuple[str, float], ImageFont.FreeTypeFont] = {}

    def font(self, size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
        name = self.style.bold if bold else self.style.font
        if (name, size) not in self._fonts:
            self._fonts[name, size] = ImageFont.truetype(str(FONTS / name), round(size * self.k))
        return self._fonts[name, size]

    def wide(self, text: str, size: float, bold: bool = False) -> float:
        """In points."""
        return self.font(size, bold).getlength(text) / self.k

    def box(self, x: float, y: float, x2: float, y2: float, colour: Colour, r: float = 0) -> None:
        k = self.k
        self.draw.rounded_rectangle((x * k, y * k, x2 * k, y2 * k), r * k, fill=colour)

    def write(
        self, x: float, y: float, text: str, size: float, ink: Colour, bold: bool = False
    ) -> None:
        """The top left of the line's box is at x, y; what is written is remembered."""
        if not text:
            return
        k, font = self.k, self.font(size, bold)
        self.draw.text((x * k, y * k), text, fill=ink, font=font)
        left, top, right, bottom = self.draw.textbbox((x * k, y * k), text, font=font)
        self.rows.append(((int(left), int(top), int(right), int(bottom)), text))

    def wrap(self, text: str, size: float, most: float) -> list[str]:
        lines = [""]
        for word in text.split():
            tried = f"{lines[-1]} {word}".strip()
            if self.wide(tried, size) <= most or not lines[-1]:
                lines[-1] = tried
            else:
                lines.append(word)
        return lines


def draw(style: Style, title: str, said: tuple[Said, ...], day: str) -> Drawn:
    """The screenshot of this talk in this style, cut off at the height of the talk."""
    pen = _Pen(style, round(2600 * style.scale))
    if style.wallpaper:
        _wallpaper(pen)
    y = _head(pen, title) if style.head else 0.0
    top = y
    y = _centred(pen, y + 10, day)
    before = ""
    for number, one in enumerate(said):
        if style.times == "centre" and number and number % 4 == 0:
            y = _centred(pen, y + 8, f"Today at {one.time}")
            before = ""
        who = one.speaker if one.side == "left" else "ME"
        y = _message(pen, y, one, named=who != before)
        before = who
    if style.receipt and said[-1].side == "right":
        wide = pen.wide(style.receipt, 11)
        pen.write(style.width - 14 - wide, y + 2, style.receipt, 11, GREY)
        y += 18
    area = (round(top * style.scale), round((y + 10) * style.scale))
    y = _foot(pen, y + 12)
    picture = pen.picture.crop((0, 0, pen.picture.width, round(y * style.scale)))
    return Drawn(style, title, said, _packed(picture, style.quality), pen.rows, area)


def _packed(picture: Image.Image, quality: int | None) -> bytes:
    out = io.BytesIO()
    if quality is None:
        picture.save(out, "PNG")
    else:
        picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _wallpaper(pen: _Pen) -> None:
    """Faint doodles, as behind the bubbles of a well-known app."""
    dice = random.Random(7)
    shade = tuple(max(0, c - 9) if sum(pen.style.ground) > 380 else c + 9 for c in pen.style.ground)
    for _ in range(900):
        x, y = dice.randrange(pen.style.width), dice.randrange(2600)
        r, start = dice.uniform(5, 16), dice.randrange(360)
        k = pen.k
        pen.draw.arc(
            ((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k),
            start,
            start + dice.randrange(90, 300),
            fill=shade,
            width=max(1, round(1.5 * k)),
        )


def _head(pen: _Pen, title: str) -> float:
    style = pen.style
    ink, y = style.head_ink, 0.0
    top = 44 if style.status_bar else 0
    pen.box(0, 0, style.width, top + 54, style.head)
    if style.status_bar:
        pen.write(26, 14, "15:52", 14, ink, bold=True)
        pen.write(style.width - 60, 15, "87%", 12, ink)
        y = 44
    if style.centred_title:
        wide = pen.wide(title, 15, bold=True)
        pen.write((style.width - wide) / 2, y + 16, title, 15, ink, bold=True)
    else:
        k = pen.k
        pen.draw.line((20 * k, (y + 20) * k, 12 * k, (y + 28) * k), fill=ink, width=round(2 * k))
        pen.draw.line((12 * k, (y + 28) * k, 20 * k, (y + 36) * k), fill=ink, width=round(2 * k))
        pen.draw.ellipse((30 * k, (y + 10) * k, 66 * k, (y + 46) * k), fill=(170, 176, 190))
        pen.write(76, y + 8, title, 16, ink, bold=True)
        pen.write(76, y + 30, style.subtitle, 12, GREY if sum(style.head) > 500 else ink)
    return y + 54


def _centred(pen: _Pen, y: float, text: str) -> float:
    style = pen.style
    wide = pen.wide(text, 12)
    x = (style.width - wide) / 2
    if style.pill:
        pen.box(x - 10, y, x + wide + 10, y + 24, style.pill, 8)
    ink = GREY if sum(style.ground) > 380 or not style.pill else (190, 194, 200)
    pen.write(x, y + 4, text, 12, ink)
    return y + 32


def _message(pen: _Pen, y: float, one: Said, *, named: bool) -> float:
    if pen.style.names == "snap":
        return _snap(pen, y, one, named)
    style, right = pen.style, one.side == "right"
    pad, line = 10.0, style.size * 1.3
    inset = 46.0 if style.avatars and not right else 12.0
    fill, ink = (style.right, style.right_ink) if right else (style.left, style.left_ink)
    if named:
        y += 6
    speaker = one.speaker if named and not right else ""
    if style.names == "above" and speaker:
        pen.write(inset + pad, y, speaker, 11, GREY)
        y += 16
    lines = pen.wrap(one.text, style.size, style.width * 0.75 - 2 * pad)
    stamp = f"{one.time} VV" if right and style.times == "inside" else one.time
    stamp = stamp.replace(" VV", "") if style.times == "inside" else ""
    tail = pen.wide(stamp, 11) + (26 if right else 8) if stamp else 0.0
    wide = max(pen.wide(text, style.size) for text in lines)
    last = pen.wide(lines[-1], style.size)
    beside = last + tail <= style.width * 0.75 - 2 * pad
    wide = max(wide, last + tail if beside else tail)
    inside = speaker if style.names == "inside" else ""
    wide = max(wide, pen.wide(inside, 13, bold=True))
    quote = pen.wrap(one.quoted, 13, style.width * 0.6)[:1] if one.quoted else []
    wide = max([wide, *(pen.wide(text, 13) + 20 for text in quote)])
    high = 2 * 7 + line * len(lines) + (18 if inside else 0) + 24 * len(quote)
    high += 16 if quote and style.quoted_names else 0
    high += 0 if beside or not stamp else 14
    x = style.width - 12 - wide - 2 * pad if right else inset
    pen.box(x, y, x + wide + 2 * pad, y + high, fill, 16)
    if style.avatars and not right:
        k = pen.k
        pen.draw.ellipse(
            (10 * k, (y + high - 28) * k, 38 * k, (y + high) * k), fill=(150, 160, 190)
        )
    at = y + 7
    if inside:
        colour = NAME_INKS[sum(map(ord, inside)) % len(NAME_INKS)]
        if sum(style.left) < 300:
            colour = tuple(min(255, c + 90) for c in colour)  # type: ignore[assignment]
        pen.write(x + pad, at, inside, 13, colour, bold=True)
        at += 18
    for text in quote:
        darker = tuple(max(0, c - 18) if sum(fill) > 300 else min(255, c + 22) for c in fill)
        below = at + 19 + (16 if style.quoted_names else 0)
        pen.box(x + 5, at - 1, x + wide + 2 * pad - 5, below, darker, 4)  # type: ignore[arg-type]
        pen.box(x + 5, at - 1, x + 8, below, NAME_INKS[2], 0)
        if style.quoted_names:
            pen.write(x + 15, at + 1, "Priya", 12, NAME_INKS[2], bold=True)
            at += 16
        pen.write(x + 15, at + 1, text, 13, GREY if sum(fill) > 300 else (200, 204, 210))
        at += 24
    for text in lines:
        pen.write(x + pad, at, text, style.size, ink)
        at += line
    if stamp:
        at = at - line + style.size - 10 if beside else at - 2
        colour = GREY if sum(fill) > 500 else (170, 190, 190)
        pen.write(x + pad + wide - tail + 6, at, stamp, 11, colour)
        if right:
            _ticks(pen, x + pad + wide - 16, at + 4)
    return y + high + 3


def _ticks(pen: _Pen, x: float, y: float) -> None:
    k = pen.k
    for shift in (0, 5):
        points = [(x + shift, y + 4), (x + shift + 3, y + 7), (x + shift + 9, y)]
        pen.draw.line(
            [(a * k, b * k) for a, b in points], fill=(83, 189, 235), width=round(1.4 * k)
        )


def _snap(pen: _Pen, y: float, one: Said, named: bool) -> float:
    """Every message at the left behind a coloured bar, under its sender's name in capitals."""
    style, right = pen.style, one.side == "right"
    colour = (235, 50, 80) if right else (20, 150, 235)
    if named:
        pen.write(16, y + 8, "ME" if right else one.speaker.upper(), 11, colour, bold=True)
        y += 26
    lines = pen.wrap(one.text, style.size, style.width - 60)
    line = style.size * 1.3
    pen.box(16, y, 18.5, y + line * len(lines) + 4, colour)
    for number, text in enumerate(lines):
        pen.write(26, y + 2 + number * line, text, style.size, style.left_ink)
    return y + line * len(lines) + 6


def _foot(pen: _Pen, y: float) -> float:
    style = pen.style
    if not style.placeholder:
        return y + 8
    shade = tuple(max(0, c - 14) if sum(style.ground) > 380 else c + 24 for c in style.ground)
    pen.box(0, y, style.width, y + 56, style.ground)
    pen.box(48, y + 8, style.width - 60, y + 46, shade, 18)  # type: ignore[arg-type]
    pen.write(64, y + 16, style.placeholder, 15, GREY)
    y += 56
    if style.keyboard:
        key = (255, 255, 255) if sum(style.ground) > 380 else (90, 90, 94)
        ink = (0, 0, 0) if sum(style.ground) > 380 else (255, 255, 255)
        pen.box(0, y, style.width, y + 190, (204, 207, 213) if sum(key) > 500 else (40, 40, 42))
        for letters, inset in (("qwertyuiop", 4), ("asdfghjkl", 22), ("zxcvbnm", 60)):
            step = (style.width - 2 * inset) / len(letters)
            for number, letter in enumerate(letters):
                x = inset + number * step
                pen.box(x + 3, y + 8, x + step - 3, y + 48, key, 5)
                pen.write(x + step / 2 - 5, y + 15, letter, 20, ink)
            y += 54
        y += 28
    return y
