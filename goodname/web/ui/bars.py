"""The geometry of the bar chart: mentions by week and tone, as rectangles in an SVG.

A week is a mapping: `label`, and a count for each tone it has (`praise`, `question`, `criticism`,
`neutral`, `harm`). Harm stands on top and apart, because it is rare and must be seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TONES = ("praise", "question", "criticism", "neutral", "harm")
WIDTH, TOP, GROUND, HEIGHT = 340.0, 20.0, 140.0, 162.0
GAP = 2.0  # between two tones in one bar
LEAST = 4.0  # a single mention must be seen however tall its neighbours are


@dataclass(frozen=True)
class Block:
    tone: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    label: str
    total: int
    middle: float
    top: float  # where the figure above the bar stands
    blocks: tuple[Block, ...]
    counts: tuple[int, ...]  # in the order of TONES


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    tones: tuple[str, ...]  # those that occur at all
    total: int
    width: float = WIDTH
    height: float = HEIGHT
    ground: float = GROUND


def chart(weeks: Sequence[Mapping[str, Any]]) -> Chart:
    counts = [tuple(int(week.get(tone, 0)) for tone in TONES) for week in weeks]
    tallest = max((sum(row) for row in counts), default=0)
    # Room for the gaps and the least heights is taken off first, so no bar can outgrow the chart.
    scale = (GROUND - TOP - len(TONES) * (GAP + LEAST)) / tallest if tallest else 0.0
    step = WIDTH / max(len(counts), 1)
    bars = tuple(
        _bar(str(week["label"]), row, index * step, step, scale)
        for index, (week, row) in enumerate(zip(weeks, counts, strict=True))
    )
    seen = tuple(tone for i, tone in enumerate(TONES) if any(row[i] for row in counts))
    return Chart(bars, seen, sum(map(sum, counts)))


def _bar(label: str, row: tuple[int, ...], left: float, step: float, scale: float) -> Bar:
    width = min(step * 0.62, 44.0)
    x, y = left + (step - width) / 2, GROUND
    blocks = []
    for tone, number in zip(TONES, row, strict=True):
        if number:
            height = max(number * scale, LEAST)
            y -= height
            blocks.append(Block(tone, round(x, 1), round(y, 1), round(width, 1), round(height, 1)))
            y -= GAP
    return Bar(label, sum(row), round(left + step / 2, 1), round(y - 4, 1), tuple(blocks), row)
