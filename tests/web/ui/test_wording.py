"""How times, numbers and names are said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.words import Span
from goodname.web.ui import wording

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 23, 8, 5, tzinfo=UTC), "today at 8:05"),
        (datetime(2026, 11, 22, 21, 14, tzinfo=UTC), "yesterday at 21:14"),
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), "tomorrow at 0:00"),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "Friday at 9:00"),
        (datetime(2026, 11, 16, 9, 0, tzinfo=UTC), "Monday 16 November at 9:00"),
        (datetime(2025, 12, 1, 9, 0, tzinfo=UTC), "Monday 1 December 2025 at 9:00"),
        (datetime(2026, 9, 30, 23, 30, tzinfo=UTC), "Thursday 1 October at 0:30"),  # summer time
    ],
)
def test_when(moment: datetime, said: str) -> None:
    assert wording.at(moment, NOW) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 23, 15, 30, tzinfo=UTC), "by 15:30 today"),
        (datetime(2026, 11, 24, 15, 30, tzinfo=UTC), "by 15:30 tomorrow"),
        (datetime(2026, 11, 25, 15, 30, tzinfo=UTC), "by 15:30 on Wednesday"),
        (datetime(2026, 12, 7, 15, 30, tzinfo=UTC), "by 15:30 on Monday 7 December"),
        (datetime(2026, 11, 23, 9, 39, tzinfo=UTC), "was due today at 9:39"),
    ],
)
def test_deadline(moment: datetime, said: str) -> None:
    assert wording.by(moment, NOW) == said


def test_the_day_is_told_in_london_and_not_where_the_server_stands() -> None:
    just_after_midnight = datetime(2026, 7, 1, 23, 10, tzinfo=UTC)
    later = datetime(2026, 7, 2, 8, 0, tzinfo=UTC)
    assert wording.at(just_after_midnight, later) == "today at 0:10"


def test_day() -> None:
    assert wording.day(date(2026, 11, 23), date(2026, 1, 1)) == "Monday 23 November"
    assert wording.day(date(2027, 1, 4), date(2026, 12, 1)) == "Monday 4 January 2027"


@pytest.mark.parametrize(
    ("stretch", "said"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(hours=7, minutes=59), "7 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=35), "5 weeks"),
    ],
)
def test_how_long(stretch: timedelta, said: str) -> None:
    assert wording.how_long(stretch) == said


def test_numbers_are_words_where_words_will_do() -> None:
    assert [wording.need_you(n) for n in (0, 1, 3, 40)] == [
        "Nothing needs you",
        "One thing needs you",
        "Three things need you",
        "40 things need you",
    ]
    assert wording.count(1, "reply", "replies") == "one reply"
    assert wording.count(2, "reply", "replies") == "two replies"
    assert wording.count(1200, "mention") == "1,200 mentions"
    assert (
        wording.listed(["praise", "a question", "criticism"]) == "praise, a question and criticism"
    )
    assert wording.listed(["praise"]) == "praise"
    assert wording.listed([]) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ms Ruth Adeyemi", "RA"), ("Priya Nair", "PN"), ("Headteacher", "H"), ("", "?"), ("Mr", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=6),
)
def test_marking_words_never_loses_or_repeats_one(text: str, ends: list[tuple[int, int]]) -> None:
    pieces = wording.stretches(text, [Span(start, end, "insult") for start, end in ends])
    assert "".join(piece.text for piece in pieces) == text


def test_marking_words() -> None:
    pieces = wording.stretches("a bad day", [Span(2, 5, "insult"), Span(4, 9, "threat")])
    assert [(piece.text, piece.label) for piece in pieces] == [
        ("a ", ""),
        ("bad", "insult"),
        (" day", "threat"),
    ]
