"""What people send as a picture is opened safely, named truly, and shown without its secrets."""

import base64
import io
import struct
import subprocess
import sys
import zlib
from hashlib import sha256
from pathlib import Path

import pi_heif
import pypdf
import pytest
from PIL import Image

from goodname.core.words import Unreadable
from goodname.files.images import limits, opening, read, without_marks
from goodname.files.images.kinds import kind_of

RED, BLUE = (200, 30, 40), (20, 40, 220)
HEIC = base64.b64decode(
    b"AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    b"AAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEA"
    b"AAAAAAAAMwACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACOAABAAAAAAAAAI4AAABNaWluZgAAAAAAAwAAABVp"
    b"bmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANVpcHJw"
    b"AAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66"
    b"AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUA"
    b"AAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAEC"
    b"gQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAADJbWRhdAAAAC8oAa8ZgO9J"
    b"pb//7UvxH0JTv5SSYjACrSbpu/Pw6lr43LSc9zyrX28axMbnzAxmGAAAAABNTQAqAAAACAAEAQ8AAgAAABAAAAA+"
    b"ARAAAgAAAAUAAABOARIAAwAAAAEAAQAAiCUABAAAAAEAAABUAAAAAFRlbGVwaG9uZSBXb3JrcwBULTEyAAAAAgAB"
    b"AAIAAAACTgAAAAACAAUAAAADAAAAcgAAAAAAAAAzAAAAAQAAAB4AAAABAAAAAAAAAAE="
)


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """Red, with its left half blue."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (0, 0, width // 2, height))
    return made


def saved(kind: str, image: Image.Image | None = None, **how: object) -> bytes:
    out = io.BytesIO()
    (image or picture()).save(out, kind, **how)
    return out.getvalue()


def of_a_phone() -> Image.Exif:
    """Turned a quarter, taken at a known place, as phones write it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # is to be turned clockwise
    exif[0x010F], exif[0x0110], exif[0x0131] = "Telephone Works", "T-12", "CameraApp 4.1"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:04 15:20:11"
    exif.get_ifd(0x8769)[0x9011] = "+00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (51.0, 30.0, 0.0), "W", (0.0, 25.0, 0.0)
    return exif


def pdf(pages: int, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=300)
    writer.add_metadata({"/Producer": "Scanner 3", "/CreationDate": "D:20260304152011Z"})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def told(body: bytes) -> str:
    with pytest.raises(Unreadable) as fault:
        read(body)
    assert len(fault.value.faults) == 1
    return str(fault.value)


def middle(png: bytes, left: float, top: float) -> tuple[int, ...]:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    at = image.getpixel((int(image.width * left), int(image.height * top)))
    assert isinstance(at, tuple)
    return at


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_a_picture_of_each_kind_is_opened(kind: str) -> None:
    body = saved(kind)
    seen = read(body)
    facts = (seen.facts.kind, seen.facts.width, seen.facts.height, seen.facts.pages)
    assert facts == (kind, 64, 48, 1)
    assert seen.facts.sha256 == sha256(body).hexdigest()
    assert near(middle(seen.pages[0].png, 0.2, 0.5), BLUE)
    assert near(middle(seen.pages[0].png, 0.8, 0.5), RED)


def test_a_picture_from_an_iphone_is_opened_and_its_position_only_noticed() -> None:
    seen = read(HEIC)
    assert (seen.facts.kind, seen.facts.width, seen.facts.height) == ("heic", 64, 48)
    assert seen.facts.device == "Telephone Works T-12"
    assert seen.facts.had_position
    assert near(middle(seen.pages[0].png, 0.2, 0.5), BLUE)


def test_only_the_first_of_moving_pictures_is_read() -> None:
    moving = saved("GIF", picture(), save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert near(middle(read(moving).pages[0].png, 0.8, 0.5), RED)


def test_a_photo_is_read_upright_and_says_when_and_with_what_but_not_where() -> None:
    seen = read(saved("JPEG", exif=of_a_phone(), quality=95))
    assert (seen.facts.width, seen.facts.height) == (48, 64)
    assert near(middle(seen.pages[0].png, 0.5, 0.1), BLUE)  # what was left is above
    assert seen.facts.taken == "2026-03-04T15:20:11+00:00"
    assert seen.facts.device == "Telephone Works T-12"
    assert seen.facts.software == "CameraApp 4.1"
    assert seen.facts.had_position
    assert "51" not in repr(seen.facts).replace(seen.facts.sha256, "")


def test_the_copy_for_the_page_is_upright_and_holds_no_marks() -> None:
    body = saved("JPEG", picture(3000, 200), exif=of_a_phone(), comment=b"my secret note")
    copy = without_marks(body)
    assert copy.content_type == "image/webp"
    shown = Image.open(io.BytesIO(copy.body))
    assert shown.size == (copy.width, copy.height) == (200, 3000)
    assert not shown.getexif()
    for secret in (b"Exif", b"EXIF", b"XMP", b"Telephone", b"secret"):
        assert secret not in copy.body


def test_a_wide_picture_is_shown_at_most_1600_pixels_wide() -> None:
    copy = without_marks(saved("PNG", picture(3200, 400)))
    assert (copy.width, copy.height) == (1600, 200)


def test_a_page_hidden_behind_a_picture_does_not_reach_the_browser() -> None:
    body = saved("PNG") + b"<script>alert(1)</script>"
    assert b"script" not in without_marks(body).body
    assert b"script" not in read(body).pages[0].png


def test_a_see_through_picture_stands_on_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert middle(read(saved("PNG", clear)).pages[0].png, 0.5, 0.5) == (255, 255, 255)


def test_the_pages_of_a_pdf_become_pictures() -> None:
    seen = read(pdf(3))
    assert seen.facts.pages == len(seen.pages) == 3
    assert seen.facts.software.endswith("Scanner 3")
    assert seen.facts.taken == "2026-03-04T15:20:11"
    assert seen.pages[0].width > 1000  # enough to be read
    assert without_marks(pdf(3), page=2).width == 1600
    with pytest.raises(Unreadable, match="no such page"):
        without_marks(pdf(1), page=2)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"<?xml version='1.0'?><!-- a --><svg/>", "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>", "web page"),
        (b"GIF8<script>", "no picture"),
        (b"PK\x03\x04rest", "Word"),
        (b"\0\0\0 ftypavifrest", "AVIF"),
        (b"%!PS-Adobe-3.0", "no picture"),
        (b"#!/bin/sh", "no picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_is_allowed(body: bytes, what: str) -> None:
    with pytest.raises(Unreadable) as fault:
        kind_of(body)
    assert what in str(fault.value)
    assert "PNG, JPEG" in str(fault.value)


def test_a_file_that_is_too_big_is_refused_unopened() -> None:
    assert "at most 20 MB" in told(saved("PNG") + bytes(limits.MOST_BYTES))


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
    bomb = b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")
    assert len(bomb) < 20_000
    assert "at most 40 million" in told(bomb)


@pytest.mark.parametrize("kind", ["png", "jpeg", "heic", "pdf"])
def test_a_broken_file_is_refused_in_one_sentence(kind: str) -> None:
    whole = {"png": saved("PNG"), "jpeg": saved("JPEG"), "heic": HEIC, "pdf": b"%PDF-1.7\n%%EOF"}
    assert "damaged" in told(whole[kind][: len(whole[kind]) * 2 // 3])


def test_a_pdf_with_too_many_pages_or_a_password_is_refused() -> None:
    assert "at most 20 are allowed" in told(pdf(21))
    assert "password" in told(pdf(1, password="blue"))


def test_a_file_that_keeps_its_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.001)
    assert "too long" in told(saved("PNG"))


def test_a_file_that_crashes_its_reader_is_only_a_broken_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    crashing = tmp_path / "python"
    crashing.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crashing.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(crashing))
    assert "damaged" in told(saved("PNG"))


def test_the_reader_knows_no_secret_of_the_desk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOODNAME_SECRET_KEY", "not for the reader")
    spy = tmp_path / "python"
    spy.write_text(f"#!/bin/sh\n/usr/bin/env > {tmp_path}/seen\n")
    spy.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(spy))
    told(saved("PNG"))
    assert "not for the reader" not in (tmp_path / "seen").read_text()


def test_the_reader_cannot_write_a_file_or_take_endless_memory(tmp_path: Path) -> None:
    tried = (
        "import io, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(b'x'))\n"
        "from goodname.files.images import child\n"
        "child.main('png', 'read', 0)\n"
        f"try:\n  with open('{tmp_path}/written', 'w') as file: file.write('x')\n"
        "except OSError: print('no file')\n"
        "try: bytearray(3_000_000_000)\n"
        "except MemoryError: print('no memory')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", tried],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(opening.__file__).parents[3])},
        check=False,
    )
    assert done.stdout.splitlines()[-2:] == ["no file", "no memory"]


def test_the_sample_from_a_phone_is_one_that_others_can_open_too() -> None:
    assert pi_heif.is_supported(io.BytesIO(HEIC))


@pytest.mark.parametrize(("width", "height"), [(4_000_000, 2), (2, 4_000_000)])
def test_a_picture_of_one_endless_line_is_refused_at_once(width: int, height: int) -> None:
    assert "far too long" in told(saved("png", Image.new("L", (width, height))))
