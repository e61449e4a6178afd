"""Measures how a folder of schools' policies is read, against what a person marked in each.

`python -m bench.read --policies DIR [--json FILE] [--show]`

DIR holds each document as NAME.txt, .html, .docx or .pdf with NAME.marks.toml beside it: `[[passage]]`
tables of a `quote` (the first words of a paragraph), the `clauses` of which it speaks, and those of
which it `may` be said to speak. A mark holds for the rest of its paragraph; what nobody marked counts
neither way. A clause of a document is right where a passage that was marked with it was read so, wrong
where it was read only where it should not be, and open where it was marked and not read.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage, passages
from goodname.core.decide.draft.recognise import Reading, recognise
from goodname.data.recognising import load
from goodname.files.documents.read import read

KINDS = (".txt", ".html", ".htm", ".docx", ".pdf")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Mark:
    quote: str
    clauses: frozenset[str]
    may: frozenset[str]
    passages: list[int] = field(default_factory=list)


@dataclass
class Measured:
    """One document: clauses of the whole, and single readings of its passages."""

    name: str
    passages: int = 0
    right: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    readings_right: int = 0
    readings_wrong: int = 0  # on a passage that was marked with something else
    readings_may: int = 0  # on a passage that may be said to speak of it
    readings_unmarked: int = 0  # on a passage that nobody marked
    marked: int = 0  # pairs of a mark and a clause
    marked_read: int = 0
    not_in_text: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def figures(self) -> dict[str, Any]:
        judged = self.readings_right + self.readings_wrong
        return {
            "passages": self.passages,
            "clauses_right": len(self.right),
            "clauses_wrong": len(self.wrong),
            "clauses_open": len(self.open),
            "clause_precision": _share(len(self.right), len(self.right) + len(self.wrong)),
            "clause_recall": _share(len(self.right), len(self.right) + len(self.open)),
            "readings_right": self.readings_right,
            "readings_wrong": self.readings_wrong,
            "readings_may": self.readings_may,
            "readings_unmarked": self.readings_unmarked,
            "reading_precision": _share(self.readings_right, judged),
            "marked": self.marked,
            "marked_read": self.marked_read,
            "marked_recall": _share(self.marked_read, self.marked),
            "seconds": round(self.seconds, 2),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def measure(document: Path) -> Measured:
    marks = _marks(document.with_name(document.stem + ".marks.toml"))
    begun = time.perf_counter()
    said = passages(read(document.read_bytes(), document.name))
    signs = load()
    readings = [one for one in recognise(said, signs) if one.confidence >= signs.threshold]
    result = Measured(document.name, seconds=time.perf_counter() - begun)
    result.passages = sum(one.kind is not Kind.HEADING for one in said)
    result.not_in_text = _lay_on(marks, said)
    _count(result, marks, said, readings)
    return result


def _marks(path: Path) -> list[Mark]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    return [
        Mark(row["quote"], frozenset(row.get("clauses", [])), frozenset(row.get("may", [])))
        for row in rows
    ]


def _lay_on(marks: Sequence[Mark], said: Sequence[Passage]) -> list[str]:
    """Finds each quote in the document, by its letters, and lays it on the rest of its paragraph."""
    starts, whole = [], ""
    for passage in said:
        starts.append(len(whole))
        whole += _letters(passage.text)
    missing, after = [], 0
    for mark in marks:
        letters = _letters(mark.quote)
        at = whole.find(letters, after) if letters else -1
        at = whole.find(letters) if letters and at < 0 else at
        if at < 0:
            missing.append(mark.quote)
            continue
        after = at
        first = bisect_right(starts, at) - 1
        mark.passages.append(first)
    begun = {mark.passages[0] for mark in marks if mark.passages}
    for mark in (mark for mark in marks if mark.passages):
        here = mark.passages[0] + 1
        while here < len(said) and said[here].before and here not in begun:
            mark.passages.append(here)
            here += 1
        mark.passages = [said[place].number for place in mark.passages]
    return missing


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _count(
    result: Measured, marks: Sequence[Mark], said: Sequence[Passage], readings: Sequence[Reading]
) -> None:
    of = {
        number: [m for m in marks if number in m.passages] for m in marks for number in m.passages
    }
    text = {passage.number: passage.text for passage in said}
    read_as = {(one.passage.number, one.clause) for one in readings}
    wrong = set()
    for one in readings:
        here = of.get(one.passage.number)
        words = f"{one.clause} {one.confidence} {one.because}"
        if here is None:
            result.readings_unmarked += 1
            result.shown.append(f"UNMARKED {words}: {one.passage.text}")
        elif any(one.clause in mark.clauses for mark in here):
            result.readings_right += 1
            result.right.add(one.clause)
        elif any(one.clause in mark.may for mark in here):
            result.readings_may += 1
        else:
            result.readings_wrong += 1
            wrong.add(one.clause)
            told = ", ".join(sorted(set().union(*(mark.clauses for mark in here)))) or "nothing"
            result.shown.append(f"WRONG {words} (is {told}): {one.passage.text}")
    for mark in (mark for mark in marks if mark.passages):
        for clause in sorted(mark.clauses):
            result.marked += 1
            if any((number, clause) in read_as for number in mark.passages):
                result.marked_read += 1
            else:
                words = " | ".join(text[number] for number in mark.passages)
                result.shown.append(f"OPEN {clause}: {words}")
    result.wrong = wrong - result.right
    result.open = set().union(*(mark.clauses for mark in marks), set()) - result.right


def all_in(folder: Path) -> tuple[list[Measured], list[str]]:
    documents = sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS)
    marked = [path for path in documents if path.with_name(path.stem + ".marks.toml").exists()]
    return [measure(path) for path in marked], [p.name for p in documents if p not in marked]


def together(measured: Sequence[Measured]) -> dict[str, Any]:
    """The sums over all documents, with shares of the sums."""
    parts = [one.figures() for one in measured]
    total = {
        key: sum(part[key] for part in parts)
        for key, value in (parts[0] if parts else {}).items()
        if isinstance(value, int) or key == "seconds"
    }
    if total:
        right, wrong, left = (total[f"clauses_{key}"] for key in ("right", "wrong", "open"))
        total["clause_precision"] = _share(right, right + wrong)
        total["clause_recall"] = _share(right, right + left)
        judged = total["readings_right"] + total["readings_wrong"]
        total["reading_precision"] = _share(total["readings_right"], judged)
        total["marked_recall"] = _share(total["marked_read"], total["marked"])
    return total


def _lines(measured: Sequence[Measured], show: bool) -> Iterator[str]:
    for one in measured:
        yield f"{one.name}\n    " + ", ".join(f"{k} {v}" for k, v in one.figures().items())
        for quote in one.not_in_text:
            yield f"    marked, and not in the text: {quote[:100]}"
        if show:
            yield from (f"    {line}" for line in sorted(one.shown))
    yield "together\n    " + ", ".join(f"{k} {v}" for k, v in together(measured).items())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--policies", type=Path, required=True, help="folder of marked documents")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--show", action="store_true", help="each reading that is not right")
    given = parser.parse_args()
    measured, without = all_in(given.policies)
    print("\n".join(_lines(measured, given.show)))
    for name in without:
        print(f"no marks for {name}")
    if given.json:
        figures = {"documents": {one.name: one.figures() for one in measured}}
        given.json.write_text(
            json.dumps(figures | {"together": together(measured)}, indent=1) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
