"""The ways of reading that are compared: tesseract after four preparations, and rapidocr."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageOps, ImageStat

from bench.ocr_drawing import Drawn
from goodname.adapters import ocr, ocr_picture
from goodname.core.listen.pictures.screenshot import Word
from goodname.core.words import Unreadable

Prepare = Callable[[Image.Image], tuple[Image.Image, float]]


@dataclass
class Run:
    """What one way of reading gave for every screenshot, in their order."""

    name: str
    words: list[tuple[Word, ...]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    megabytes: int = 0  # the most that one process took
    loading: float = 0.0  # seconds before the first picture


def _as_it_is(colours: Image.Image) -> tuple[Image.Image, float]:
    return colours.convert("L"), 1.0


def _dark_turned(colours: Image.Image) -> tuple[Image.Image, float]:
    """Turned round where it is dark, and twice as large."""
    grey = colours.convert("L")
    if ImageStat.Stat(grey).median[0] < 128:
        grey = ImageOps.invert(grey)
    return grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC), 2.0


KEPT = "letters from ground, psm 4"
WAYS: tuple[tuple[str, Prepare | None, str], ...] = (
    ("as it is, psm 3", _as_it_is, "3"),
    ("dark inverted, 2x, psm 4", _dark_turned, "4"),
    ("letters from ground, psm 4", None, "4"),
    ("letters from ground, psm 6", None, "6"),
    ("letters from ground, psm 11", None, "11"),
)


def tesseract(drawn: Sequence[Drawn], ways: Sequence[str]) -> list[Run]:
    """Each way on each screenshot; None as preparation is the product's own."""
    runs = []
    for name, prepare, mode in WAYS:
        if name not in ways:
            continue
        run = Run(name)
        for one in drawn:
            colours = Image.open(io.BytesIO(one.body)).convert("RGB")
            begun = time.perf_counter()
            run.words.append(_tesseract(colours, prepare, mode))
            run.seconds.append(time.perf_counter() - begun)
        run.megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        runs.append(run)
    return runs


def _tesseract(colours: Image.Image, prepare: Prepare | None, mode: str) -> tuple[Word, ...]:
    grounds = ocr_picture.ground(colours)
    if prepare is None:
        prepared = ocr_picture.prepare(colours)
        given, scale = prepared.pgm, prepared.scale
    else:
        grey, scale = prepare(colours)
        given = f"P5 {grey.width} {grey.height} 255\n".encode() + grey.tobytes()
    asked = ("stdin", "stdout", "-l", "eng", "--dpi", "160", "--psm", mode, "tsv")
    try:
        told = ocr._run(asked, given, 120.0).decode("utf-8", "replace")
    except Unreadable:
        return ()
    words = ocr._words(told.splitlines(), scale)
    return tuple(ocr_picture.with_colours(words, colours, grounds))


def rapid(python: str, drawn: Sequence[Drawn]) -> Run:
    """rapidocr as it comes, on one thread, in a Python that has it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, one in enumerate(drawn):
            path = Path(folder) / f"{number}.{'png' if one.style.quality is None else 'jpg'}"
            path.write_bytes(one.body)
            paths.append(str(path))
        script = Path(__file__).with_name("ocr_rapid.py")
        done = subprocess.run([python, str(script), *paths], capture_output=True, check=True)
    told = json.loads(done.stdout[done.stdout.index(b'{"version"') :])
    run = Run(f"rapidocr {told['version']}", megabytes=told["mb"], loading=told["load"])
    for one, seen in zip(drawn, told["pictures"], strict=True):
        colours = Image.open(io.BytesIO(one.body)).convert("RGB")
        boxes = [Word(*box) for box in seen["words"] if box[0].strip()]
        parted = [word for box in boxes for word in _parted(box)]
        run.words.append(
            tuple(ocr_picture.with_colours(parted, colours, ocr_picture.ground(colours)))
        )
        run.seconds.append(seen["seconds"])
    return run


def _parted(box: Word) -> list[Word]:
    """A line's box cut into words by the count of their letters."""
    letter, at, words = box.width / len(box.text), 0, []
    for text in box.text.split(" "):
        if text:
            left = round(box.left + at * letter)
            words.append(replace(box, text=text, left=left, width=round(len(text) * letter)))
        at += len(text) + 1
    return words
