"""How far a story went, as a page says it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goodname.core.sort.spread import MOST_DAYS, Telling, spread

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday


def told(day: int, address: str = "", source: str = "alerts", hour: int = 12) -> Telling:
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    return Telling(at, source, "News alerts", address)


def test_in_four_places_since_tuesday() -> None:
    found = spread(
        [
            told(18, "https://echo.example/b"),
            told(17, "https://www.gazette.example/a?utm_source=feed"),
            told(19, "https://forum.example/t/7"),
            told(20, "", "mailbox"),
        ],
        NOW,
    )
    assert found.in_words() == "In four places since Tuesday"
    assert found.first.address.startswith("https://www.gazette")
    assert found.latest.source == "mailbox"
    assert found.places == ("gazette.example", "echo.example", "forum.example", "News alerts")
    assert found.days == tuple((date(2026, 11, day), 1) for day in (17, 18, 19, 20))


def test_the_same_page_found_by_two_sources_is_one_telling_and_the_earlier_counts() -> None:
    found = spread(
        [
            told(19, "https://gazette.example/a/?fbclid=9", "search"),
            told(18, "http://www.gazette.example/a", "alerts"),
        ],
        NOW,
    )
    assert (found.times, found.first, found.latest) == (1, found.first, found.first)
    assert found.first.source == "alerts"


def test_two_posts_on_one_page_are_two_tellings_in_one_place() -> None:
    thread = "https://forum.example/t/7"
    found = spread([told(18, f"{thread}#post-1"), told(19, f"{thread}#post-2")], NOW)
    assert found.in_words() == "In one place, twice since Wednesday"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (20, "In one place, today"),
        (19, "In one place, yesterday"),
        (14, "In one place, on Saturday"),
        (13, "In one place, on 13 November"),  # "on Friday" would sound like today
    ],
)
def test_one_telling_says_when(day: int, said: str) -> None:
    assert spread([told(day)], NOW).in_words() == said


def test_another_year_is_named() -> None:
    old = Telling(datetime(2025, 11, 3, tzinfo=UTC), "a", "A")
    assert spread([old, told(20)], NOW).in_words() == "In two places since 3 November 2025"


def test_days_are_days_in_london() -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 July
    found = spread([Telling(summer, "a", "A")], summer + timedelta(hours=1))
    assert found.days == ((date(2026, 7, 2), 1),)


def test_days_without_a_telling_count_nought_and_only_the_last_month_is_shown() -> None:
    found = spread([told(18), told(20)], NOW)
    assert [many for _, many in found.days] == [1, 0, 1]
    old = Telling(NOW - timedelta(days=400), "a", "A")
    long = spread([old, told(20)], NOW)
    assert len(long.days) == MOST_DAYS
    assert sum(many for _, many in long.days) == 1
    assert long.times == 2


def test_a_time_ahead_of_now_is_not_believed() -> None:
    ahead = Telling(NOW + timedelta(days=3), "a", "A")
    found = spread([ahead, told(19, source="b")], NOW)
    assert found.days[-1] == (date(2026, 11, 20), 1)
    assert found.in_words() == "In two places since yesterday"


def test_many_places_are_told_in_figures() -> None:
    many = [told(20, f"https://site{n}.example/a") for n in range(40)]
    assert spread(many, NOW).in_words() == "In 40 places, today"


def test_a_story_without_a_telling_is_no_story() -> None:
    with pytest.raises(ValueError, match="at least one"):
        spread([], NOW)
