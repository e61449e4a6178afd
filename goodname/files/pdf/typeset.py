"""Typesets a paper from one of the templates beside this file.

All that is said on it goes in as data, never as mark-up: nobody's words can change the paper. The
typesetter refuses a paper without a title, with a skipped heading or a picture without words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Set
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

FOLDER = Path(__file__).parent
UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)
ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
UNBROKEN = 24  # characters of one word after which a line may end inside it
MAY_BREAK = "\u200b"


def typeset(
    template: str, data: Mapping[str, Any], *, at: datetime, pictures: Mapping[str, bytes]
) -> bytes:
    """The paper as PDF/UA-1.

    `template` is the name of a `.typ` file here; it reads `data` and the `pictures` (PNG, by file
    name). `at` (aware) is the day that stands in the file: the same paper is the same bytes. A sign
    that no font of this machine has stands by its name in brackets, as [slightly frowning face].
    """
    with TemporaryDirectory(prefix="goodname-paper-") as name:
        folder = Path(name)
        source = folder / "paper.typ"
        source.write_text((FOLDER / f"{template}.typ").read_text(encoding="utf-8"), "utf-8")
        for file, picture in pictures.items():
            (folder / file).write_bytes(picture)
        unshown: set[str] = set()
        while True:  # each turn names one more kind of signs, and kinds are few
            (folder / "data.json").write_text(json.dumps(_breakable(shown(data, unshown))), "utf-8")
            try:
                made: bytes = typst.compile(
                    str(source),
                    root=str(folder),
                    pdf_standards=["ua-1"],
                    timestamp=int(at.timestamp()),
                )
            except typst.TypstError as fault:
                found = UNSHOWN.search(str(fault))
                kinds = {kind(sign) for sign in _plain(found[1])} - unshown if found else set()
                if not kinds:
                    raise
                unshown |= kinds
            else:
                return made


def _plain(told: str) -> str:
    """What the typesetter names, which writes some signs as \\u{730}."""
    return ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], told)


def kind(sign: str) -> str:
    """What is or is not in a font together: a script's letters, or all that is no letter.

    The letters and signs of plain English are each a kind of their own: one may be missing alone.
    """
    if ord(sign) <= 0x24F or 0x2000 <= ord(sign) < 0x20D0:
        return sign
    if unicodedata.category(sign)[0] in "LM":
        return unicodedata.name(sign, "?").partition(" ")[0]
    return "signs"


def shown(said: Any, unshown: Set[str]) -> Any:
    """The same data with signs of these kinds by their names; nothing of plain English is one."""
    if isinstance(said, str):
        return "".join(_by_name(one) if _is_unshown(one, unshown) else one for one in said)
    if isinstance(said, Mapping):
        return {key: shown(one, unshown) for key, one in said.items()}
    if isinstance(said, list | tuple):
        return [shown(one, unshown) for one in said]
    return said


def _is_unshown(sign: str, unshown: Set[str]) -> bool:
    # What has no form of its own cannot be shown.
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs"):
        return sign not in "\n\t"
    if 0xFE00 <= ord(sign) <= 0xFE0F:  # how the sign before it is to look
        return "signs" in unshown
    return kind(sign) in unshown


def _by_name(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs") or 0xFE00 <= ord(sign) <= 0xFE0F:
        return ""
    return f"[{unicodedata.name(sign, f'sign U+{ord(sign):04X}').lower()}]"


def _breakable(said: Any) -> Any:
    """The same with a place to break in each word that is longer than a line may be."""
    if isinstance(said, str):
        return "".join(_pieces(said.replace("\t", " ")))
    if isinstance(said, Mapping):
        return {key: _breakable(one) for key, one in said.items()}
    if isinstance(said, list | tuple):
        return [_breakable(one) for one in said]
    return said


def _pieces(text: str) -> list[str]:
    found, run = [], 0
    for sign in text:
        run = 0 if sign.isspace() else run + 1
        found.append(sign)
        if run == UNBROKEN:
            found.append(MAY_BREAK)
            run = 0
    return found
