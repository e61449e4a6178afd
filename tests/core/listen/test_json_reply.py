"""The JSON of a stranger is read without believing anything about it."""

from datetime import UTC, datetime, timedelta

import pytest

from goodname.core.listen.json_reply import (
    BIGGEST,
    inside,
    json_object,
    listed,
    marks,
    moment,
    named,
    text,
    time,
    token,
)
from goodname.core.listen.networks import rates
from goodname.core.listen.talk import Reply
from goodname.core.words import Unreadable
from tests.core.listen.other_side import NOW


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'"{}"',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"1" * 10_000,
        b'{"a": "' + b"a" * BIGGEST + b'"}',
        b"\xff\xfe{",
    ],
    ids=["none", "a page", "a list", "a string", "deep", "deeper", "a huge number", "big", "bytes"],
)
def test_what_is_no_answer_is_said_in_words(body: bytes) -> None:
    with pytest.raises(Unreadable, match="Bluesky: the answer"):
        json_object(body, "Bluesky")


def test_a_missing_list_is_said_in_words() -> None:
    with pytest.raises(Unreadable):
        listed({"posts": []}, "Bluesky")


def test_halves_of_characters_never_reach_a_page_or_a_database() -> None:
    found = json_object(b'{"a": "Tansy\\ud800 Lane", "n": 5}', "x")
    assert text(found, "a") == "Tansy Lane"
    assert text(found, "n") == ""


def test_words_of_the_wrong_kind_are_no_words() -> None:
    assert inside({"a": {"b": [1]}}, "a", "b") == {}
    assert inside([], "a") == {}
    assert time("2026-13-45") is None
    assert time("0001-01-01T00:00:00+23:00") is None
    assert moment(True) is None
    assert moment(float("nan")) is None
    assert moment(1e300) is None
    assert moment(1795374251) == datetime(2026, 11, 22, 19, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize("bad", ["a\r\nHost: x", "", "a b", "é", "x" * 5_001, 7])
def test_a_key_that_would_break_a_header_is_none(bad: object) -> None:
    assert token({"t": bad}, "t") == ""


def test_marks_and_names_stay_on_one_line() -> None:
    assert marks([("cid", "a\n b"), ("did", " ")]) == (("cid", "a b"),)
    assert named("Hazel\u202e\n", "hazel.example") == "Hazel (@hazel.example)"
    assert named("", "hazel.example") == "@hazel.example"
    assert named("Hazel", "") == "Hazel"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "30", "ratelimit-reset": "1"}, timedelta(seconds=30)),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 90)}, timedelta(seconds=90)),
        ({"x-ratelimit-reset": "213"}, timedelta(seconds=213)),
        ({"x-ratelimit-reset": "2026-11-23T09:35:00.000000Z"}, timedelta(minutes=5)),
        ({"x-ratelimit-reset": "99999999999999999"}, None),
        ({"x-ratelimit-reset": "900000"}, timedelta(days=1)),
        ({"x-ratelimit-reset": "nan"}, None),
        ({"x-ratelimit-reset": "inf"}, None),
        ({"x-ratelimit-reset": "soon"}, None),
        ({"ratelimit-reset": str(int(NOW.timestamp()) - 90)}, None),
        ({}, None),
    ],
)
def test_each_service_says_in_its_own_way_when_to_come_back(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert rates.wait(Reply(429, b"", headers), NOW) == wait


@pytest.mark.parametrize(
    ("said", "left"), [("2980", 2980), ("98.5", 98), ("-4", 0), ("nan", None), ("x", None)]
)
def test_how_many_questions_are_left(said: str, left: int | None) -> None:
    assert rates.left(Reply(200, b"", {"x-ratelimit-remaining": said})) == left
