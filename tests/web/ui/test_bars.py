"""The bars say what the figures say."""

from hypothesis import given
from hypothesis import strategies as st

from goodname.web.ui import bars

week = st.fixed_dictionaries({tone: st.integers(0, 5000) for tone in bars.TONES})


@given(st.lists(week, max_size=12))
def test_no_bar_leaves_the_chart_and_no_mention_is_too_small_to_see(
    weeks: list[dict[str, int]],
) -> None:
    chart = bars.chart([{"label": "w", **week} for week in weeks])
    assert chart.total == sum(sum(week.values()) for week in weeks)
    for bar, week in zip(chart.bars, weeks, strict=True):
        assert [block.tone for block in bar.blocks] == [tone for tone in bars.TONES if week[tone]]
        for block in bar.blocks:
            assert block.height >= bars.LEAST
            assert block.y >= 0
            assert block.y + block.height <= bars.GROUND + 0.2
            assert block.x >= 0
            assert block.x + block.width <= bars.WIDTH + 0.1


def test_a_quiet_week_stands_as_nought() -> None:
    (bar,) = bars.chart([{"label": "2 Nov"}]).bars
    assert (bar.total, bar.blocks) == (0, ())
