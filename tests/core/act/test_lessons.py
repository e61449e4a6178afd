"""What the lesson log says of numbers."""

from datetime import date

import pytest

from goodname.core.act.lessons import Stretch, counted, enough, told, year_of


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "fewer than 5"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5 to 9"), (9, "5 to 9"),
     (10, "10 to 14"), (23, "20 to 24")],
)  # fmt: skip
def test_a_count_is_said_in_steps_of_five(count: int, said: str) -> None:
    assert told(count) == said


def test_nothing_tells_none_from_four() -> None:
    assert {told(count) for count in range(5)} == {"fewer than 5"}
    assert not any(enough(count) for count in range(5))
    assert enough(5)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 9, 1), date(2026, 10, 31)),
        (date(2026, 10, 1), date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2025, 9, 1), date(2026, 8, 31)),  # nothing of this year is over
        (date(2027, 1, 1), date(2026, 9, 1), date(2026, 12, 31)),
        (date(2028, 3, 1), date(2027, 9, 1), date(2028, 2, 29)),
    ],
)
def test_only_whole_months_of_the_school_year_are_counted(today, first, last) -> None:
    assert counted(today) == Stretch(first, last)


def test_a_school_year_begins_in_september() -> None:
    assert year_of(date(2026, 9, 1)) == Stretch(date(2026, 9, 1), date(2027, 8, 31))
    assert year_of(date(2026, 8, 31)) == Stretch(date(2025, 9, 1), date(2026, 8, 31))
