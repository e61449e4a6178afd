"""Writes docs/live.md: what ran against which real program, when, and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "live.md"


@dataclass(frozen=True)
class Row:
    """One test: `part` is its module's first sentence, `said` its own, `fault` why it failed."""

    part: str
    said: str
    seconds: float
    fault: str = ""


def write(rows: Sequence[Row], peers: Mapping[str, str], at: datetime, file: Path = FILE) -> None:
    file.write_text(text(rows, peers, at), encoding="utf-8")


def text(rows: Sequence[Row], peers: Mapping[str, str], at: datetime) -> str:
    """The whole page; `at` is London time."""
    failed = sum(bool(row.fault) for row in rows)
    lines = [
        "# Against real programs",
        "",
        f"Run on {at.day} {at:%B %Y} at {at:%H:%M} by `make test-live`: {len(rows)} checks,"
        f" {'all' if not failed else len(rows) - failed} passed"
        f"{f', {failed} failed' if failed else ''}.",
        "",
        "| met | version |",
        "|---|---|",
        *(f"| {_cell(name)} | {_cell(version)} |" for name, version in sorted(peers.items())),
    ]
    for part in dict.fromkeys(row.part for row in rows):
        lines += ["", f"## {part}", "", "| what | seen | seconds |", "|---|---|---|"]
        lines += [
            f"| {_cell(row.said)} | {_cell(f'no: {row.fault}') if row.fault else 'yes'} |"
            f" {row.seconds:.1f} |"
            for row in rows
            if row.part == part
        ]
    return "\n".join([*lines, ""])


def first_line(docstring: str | None, otherwise: str) -> str:
    lines = (docstring or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else otherwise


def _cell(said: str) -> str:
    return " ".join(said.replace("|", "/").split())[:300]
