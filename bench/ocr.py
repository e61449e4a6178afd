"""`python -m bench.ocr [--rapid PYTHON] [--each N]`: screenshots with known words, read and scored.

Draws chats of made-up school talk in the manner of several apps, reads them in every way that was
considered, and prints wrong letters, messages given to the right person, seconds and memory. The
layouts on which the reading was built and those held out are told apart. `--rapid` names a Python
that has rapidocr and onnxruntime. The fonts come from Debian's fonts-roboto-unhinted, fonts-inter,
fonts-open-sans, fonts-lato, fonts-liberation and fonts-dejavu-core.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from bench import ocr_reading
from bench.ocr_drawing import Drawn
from bench.ocr_scoring import Score
from bench.ocr_talk import screenshots
from goodname.adapters import ocr
from goodname.core.listen.pictures.bubbles import chat


def score(drawn: Sequence[Drawn], run: ocr_reading.Run, chosen: Sequence[int]) -> Score:
    total = Score()
    for number in chosen:
        one, words = drawn[number], run.words[number]
        width = Image.open(io.BytesIO(one.body)).width
        total.add(one, words, chat(words, width))
    return total


def row(name: str, total: Score, seconds: Sequence[float]) -> dict[str, Any]:
    return {
        "name": name,
        "pictures": len(seconds),
        "letters_wrong": total.wrong_letters / max(1, total.letters),
        "message_letters_wrong": total.wrong_said_letters / max(1, total.said_letters),
        "messages": total.said,
        "found": total.found,
        "right_side": total.right_side,
        "right_speaker": total.right_speaker,
        "made_up": total.extra,
        "no_chat_seen": total.no_chat,
        "seconds": sum(seconds) / max(1, len(seconds)),
        "slowest": max(seconds, default=0.0),
    }


def measure(each: int, rapid: str | None) -> dict[str, Any]:
    drawn = list(screenshots(each))
    runs = ocr_reading.tesseract(drawn, [way[0] for way in ocr_reading.WAYS])
    if rapid:
        runs.append(ocr_reading.rapid(rapid, drawn))
    groups = {
        "built on": [n for n, one in enumerate(drawn) if not one.style.held_out],
        "held out": [n for n, one in enumerate(drawn) if one.style.held_out],
    }
    result: dict[str, Any] = {"version": ocr.version(), "groups": {}, "styles": []}
    for group, chosen in groups.items():
        result["groups"][group] = [
            row(run.name, score(drawn, run, chosen), [run.seconds[n] for n in chosen])
            | {"megabytes": run.megabytes, "loading": run.loading}
            for run in runs
        ]
    kept = next(run for run in runs if run.name == ocr_reading.KEPT)
    for start in range(0, len(drawn), each):
        chosen = list(range(start, start + each))
        style = drawn[start].style
        told = row(style.name, score(drawn, kept, chosen), [kept.seconds[n] for n in chosen])
        result["styles"].append(told | {"held_out": style.held_out})
    return result


def show(result: dict[str, Any]) -> str:
    head = (
        "| way | letters wrong | in messages | found | right side | right speaker | made up "
        "| seconds | slowest | MB |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    said = [result["version"]]
    for group, rows in result["groups"].items():
        said += ["", f"{group}: {rows[0]['pictures']} pictures, {rows[0]['messages']} messages"]
        said += ["", head, *(_line(one, str(one["megabytes"])) for one in rows)]
    said += ["", f"{ocr_reading.KEPT}, by layout", "", head]
    said += [
        _line(one | {"name": one["name"] + (" (held out)" if one["held_out"] else "")}, "")
        for one in result["styles"]
    ]
    return "\n".join(said)


def _line(one: dict[str, Any], memory: str) -> str:
    of = one["messages"]
    cells = [
        one["name"],
        f"{one['letters_wrong']:.1%}",
        f"{one['message_letters_wrong']:.1%}",
        f"{one['found']}/{of}",
        f"{one['right_side']}/{of}",
        f"{one['right_speaker']}/{of}",
        str(one["made_up"]),
        f"{one['seconds']:.1f}",
        f"{one['slowest']:.1f}",
        memory,
    ]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rapid", help="a Python with rapidocr, to measure it beside")
    parser.add_argument("--each", type=int, default=2, help="talks in each layout")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = measure(given.each, given.rapid)
    print(show(result))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
