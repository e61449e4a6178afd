"""Words on pictures are read with tesseract, in its time, and its absence is said plainly."""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from goodname.adapters import ocr
from goodname.core.listen.pictures.bubbles import Side, chat
from goodname.core.words import Unreadable
from goodname.files.images import Picture

BLUE, PALE = (0, 122, 255), (233, 233, 235)
HEADER = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)
TABLE = f"""{HEADER}
1\t1\t0\t0\t0\t0\t0\t0\t1400\t700\t-1\t
5\t1\t2\t1\t3\t1\t140\t70\t280\t35\t96.5\tHello
5\t1\t2\t1\t3\t2\t450\t70\t140\t35\t3.0\tnoise
5\t1\t2\t1\t3\t3\t600\t70\t140\t35\t91.0\t"there"
"""


def of(image: Image.Image) -> Picture:
    out = io.BytesIO()
    image.save(out, "PNG")
    return Picture(out.getvalue(), image.width, image.height)


def bubbles(ground: tuple[int, int, int], left: tuple[int, int, int], ink: str) -> Picture:
    """A chat of four bubbles, letters in white on blue at the right."""
    image = Image.new("RGB", (780, 560), ground)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(32)
    for number, (text, right) in enumerate((
        ("The gate was left open again", False), ("Tell the office", True),
        ("I rang twice on Monday", False), ("They will look into it today", True),
    )):  # fmt: skip
        wide, y = draw.textlength(text, font), 20 + number * 130
        x = 780 - 24 - wide - 40 if right else 24
        draw.rounded_rectangle((x, y, x + wide + 40, y + 76), 32, fill=BLUE if right else left)
        draw.text((x + 20, y + 16), text, "white" if right else ink, font)
    return of(image)


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program called tesseract that does something else."""
    program = folder / ocr.PROGRAM
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.defpath}")


@pytest.mark.parametrize(
    ("ground", "left", "ink"),
    [((255, 255, 255), PALE, "black"), ((0, 0, 0), (40, 40, 42), "white")],
    ids=["light", "dark"],
)
def test_a_screenshot_is_read_whatever_the_colours_of_its_bubbles(
    ground: tuple[int, int, int], left: tuple[int, int, int], ink: str
) -> None:
    words = ocr.read(bubbles(ground, left, ink))
    told = chat(words, 780)
    assert told is not None
    assert [(message.side, message.text) for message in told.messages] == [
        (Side.LEFT, "The gate was left open again"),
        (Side.RIGHT, "Tell the office"),
        (Side.LEFT, "I rang twice on Monday"),
        (Side.RIGHT, "They will look into it today"),
    ]
    office = next(word for word in words if word.text == "office")
    assert 600 < office.left < office.right < 745
    assert 160 < office.top < office.bottom < 225
    assert office.ground is not None
    assert max(abs(a - b) for a, b in zip(office.ground, BLUE, strict=True)) < 12
    assert office.confidence > 50


def test_a_picture_without_words_gives_none() -> None:
    assert ocr.read(of(Image.new("RGB", (300, 200), (90, 140, 60)))) == ()


def test_boxes_are_given_in_the_picture_s_own_pixels(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "table").write_text(TABLE)
    pretend(monkeypatch, tmp_path, f"cat > /dev/null; cat {tmp_path}/table")
    first, second = ocr.read(of(Image.new("RGB", (700, 350), "white")))  # read at twice its size
    assert (first.left, first.top, first.width, first.height) == (70, 35, 140, 18)
    assert (first.text, second.text) == ("Hello", '"there"')
    assert (first.block, first.line) == (2, 1003)


def test_without_the_program_a_plain_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not ocr.available()
    with pytest.raises(ocr.NoReader, match="apt-get install tesseract-ocr"):
        ocr.read(of(Image.new("RGB", (60, 60))))


def test_a_picture_that_takes_too_long_is_given_up_with_all_that_was_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(monkeypatch, tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; sleep 300")
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="longer than 1 seconds"):
        ocr.read(of(Image.new("RGB", (60, 60))), seconds=1)
    assert time.monotonic() - begun < 20
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    for _ in range(50):
        if not child.exists() or child.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("what the program had started still runs")


def test_a_program_that_fails_is_a_picture_that_could_not_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(monkeypatch, tmp_path, "cat > /dev/null; echo half a table; exit 1")
    with pytest.raises(Unreadable, match="could not be read"):
        ocr.read(of(Image.new("RGB", (60, 60))))


def test_the_program_gets_one_thread_and_none_of_the_desk_s_secrets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOODNAME_SECRET_KEY", "not for the program")
    pretend(monkeypatch, tmp_path, f"cat > /dev/null; env > {tmp_path}/seen")
    ocr.read(of(Image.new("RGB", (60, 60))))
    seen = (tmp_path / "seen").read_text()
    assert "OMP_THREAD_LIMIT=1" in seen
    assert "not for the program" not in seen
