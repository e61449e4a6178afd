"""A school's own search server: what it found, which engines were silent, and each page once."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from goodname.core.listen.searches import searxng
from goodname.core.listen.searches.wrapped import unwrapped
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply
from goodname.core.words import Unreadable

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
JSON = {"content-type": "application/json"}
GATE = {
    "url": "http://forum.wexcombe.test/t/4",
    "title": "The gate at Tansy Lane",
    "content": "It opens too late & nobody <knows> why…",
    "engine": "bing",
    "engines": ["qwant", "bing"],
    "publishedDate": "2026-03-01T08:00:00",
    "score": 2.0,
}
FAIR = {
    "url": "http://blog.wexcombe.test/fair",
    "title": "Fair",
    "content": "",
    "publishedDate": None,
}
NAME = '"Tansy Lane" Wexcombe site:wexcombe.test'


def look(
    *replies: Reply, memory: Mapping[str, str] | None = None, query: str = NAME,
    address: str = "http://find.wexcombe.test/", **options: str,
) -> tuple[Batch, list[dict[str, list[str]]]]:  # fmt: skip
    talk = searxng.talk(
        Asked(now=NOW, address=address, query=query, options=options, memory=memory or {})
    )
    asked = []
    request = next(talk)
    waiting = list(replies)
    try:
        while True:
            asked.append(parse_qs(urlsplit(request.address).query))
            assert request.address.startswith("http://find.wexcombe.test/search?")
            request = talk.send(waiting.pop(0) if len(waiting) > 1 else waiting[0])
    except StopIteration as end:
        return end.value, asked


def found(*results: object, silent: object = ()) -> Reply:
    body = json.dumps({"query": "q", "results": results, "unresponsive_engines": silent})
    return Reply(200, body.encode(), JSON, "http://find.wexcombe.test/search")


def test_results_are_posts_and_the_same_page_is_told_once() -> None:
    batch, asked = look(found(GATE, FAIR), found(GATE))
    assert [one["q"] for one in asked] == [[NAME], [NAME]]
    assert [one.get("time_range") for one in asked] == [None, ["month"]]
    assert all(one["format"] == ["json"] for one in asked)
    gate, fair = batch.posts
    assert gate.key == gate.address == "http://forum.wexcombe.test/t/4"
    assert gate.title == "The gate at Tansy Lane"
    assert gate.text == "It opens too late & nobody <knows> why…"
    assert gate.posted == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert gate.marks == (("engines", "bing, qwant"),)
    assert (fair.text, fair.posted) == ("Fair", None)
    assert (batch.outcome, batch.note, batch.spent) == (Outcome.ANSWERED, "", 2)


def test_another_piece_of_a_known_page_is_neither_news_nor_an_edit() -> None:
    first, _ = look(found(GATE))
    cut = {
        **GATE,
        "content": "3 days ago - … opens too late",
        "publishedDate": "2026-03-08T00:00:00",
    }
    again, _ = look(found(cut, FAIR), memory=first.memory)
    assert [post.title for post in again.posts] == ["Fair"]
    third, _ = look(found(), memory=again.memory)
    last, _ = look(found(GATE, FAIR), memory=third.memory)
    assert last.posts == ()


def test_what_is_remembered_has_an_end() -> None:
    memory: Mapping[str, str] = {}
    for turn in range(5):
        rows = [{**FAIR, "url": f"http://a.test/{turn}/{n}"} for n in range(490)]
        memory = look(found(*rows, GATE), memory=memory)[0].memory
    assert len(memory["told"].split()) == 1_500
    assert look(found(GATE), memory=memory)[0].posts == ()


def test_engines_that_were_silent_are_named() -> None:
    batch, _ = look(
        found(GATE, silent=[["google", "Suspended: CAPTCHA"], ["bing", "timeout"]]),
        found(silent=[["google", "Suspended: CAPTCHA"], ["qwant", ""], "odd", []]),
    )
    assert batch.outcome == Outcome.PARTLY
    assert batch.note == (
        "Not every engine answered, so this look has gaps: bing (timeout), google (Suspended:"
        " CAPTCHA), qwant."
    )
    many, _ = look(found(silent=[[f"engine{n}", "x"] for n in range(40)]))
    assert "and 34 more" in many.note
    assert len(many.note) < 300


@pytest.mark.parametrize(
    "reply",
    [Reply(403, b"<h1>Forbidden</h1>", {"content-type": "text/html"}),
     Reply(200, b"<html>results</html>", {"content-type": "text/html; charset=utf-8"})],
)  # fmt: skip
def test_a_server_that_gives_no_json_says_which_setting_to_change(reply: Reply) -> None:
    with pytest.raises(NotHeard, match=r"formats: \[html, json\]") as no:
        look(reply)
    assert no.value.outcome == Outcome.REFUSED


def test_a_limiter_is_not_taken_for_silence() -> None:
    with pytest.raises(NotHeard, match="limiter") as no:
        look(Reply(429, b"", {"retry-after": "60"}))
    assert no.value.outcome == Outcome.RATE_LIMITED
    assert no.value.wait is not None
    batch, asked = look(found(GATE), Reply(429, b"", {}))
    assert (len(batch.posts), len(asked), batch.outcome) == (1, 2, Outcome.PARTLY)
    assert "limiter" in batch.note


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"a":' * 100_000])
def test_an_answer_that_is_none(body: bytes) -> None:
    with pytest.raises(Unreadable, match="search: the answer is not the JSON"):
        look(Reply(200, body, JSON))


def test_odd_results_hurt_nobody() -> None:
    odd = [
        None,
        4,
        {},
        {"url": "javascript:alert(1)"},
        {"url": 3, "title": []},
        {"url": "http://["},
    ]
    batch, _ = look(found(*odd, {**GATE, "engines": [1, None], "publishedDate": "soon"}))
    assert [post.posted for post in batch.posts] == [None]
    assert batch.refused[0] == "Result 1 has no address that can be followed."


def test_pages_and_times_as_chosen() -> None:
    _, asked = look(found(), pages="3", time_range="any", language="en", categories="news")
    assert [one["pageno"] for one in asked] == [["1"], ["2"], ["3"]]
    assert {one["language"][0] + one["categories"][0] for one in asked} == {"ennews"}
    assert len(look(found(), pages="900")[1]) == 6
    assert len(look(found(), pages="x", time_range="week")[1]) == 2


def test_nothing_to_search_for_costs_nothing() -> None:
    with pytest.raises(NotHeard, match="nothing to search for") as no:
        look(found(), query="  ")
    assert no.value.spent == 0


@pytest.mark.parametrize(
    ("pasted", "base"),
    [("https://a.test", "https://a.test"), ("https://a.test/search?q=x", "https://a.test"),
     ("https://a.test/searx/", "https://a.test/searx"), ("https://a.test/preferences", "https://a.test")],
)  # fmt: skip
def test_the_server_whichever_of_its_pages_was_pasted(pasted: str, base: str) -> None:
    assert searxng.base(pasted) == base


INSIDE = "https://forum.wexcombe.test/t/4?page=2&view=all"
CODED = "https%3A%2F%2Fforum.wexcombe.test%2Ft%2F4%3Fpage%3D2%26view%3Dall"


@pytest.mark.parametrize(
    "wrapped",
    [
        INSIDE,
        f"https://www.google.com/url?rct=j&sa=t&url={CODED}&ct=ga",
        f"https://duckduckgo.com/l/?uddg={CODED}&rut=ab",
        "https://www.bing.com/ck/a?!&&p=ab&u=a1aHR0cHM6Ly9mb3J1bS53ZXhjb21iZS50ZXN0L3QvND9wYWdlPTImdmlldz1hbGw&ntb=1",
        f"https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU={CODED}/RK=2/RS=x-",
        f"https://l.facebook.com/l.php?u={CODED}&h=AT",
        "https://gbr01.safelinks.protection.outlook.com/?url="
        + f"https://www.google.com/url?url={CODED}".replace("%", "%25").replace("?", "%3F"),
    ],
)
def test_the_page_is_taken_out_of_a_counting_link(wrapped: str) -> None:
    assert unwrapped(wrapped) == INSIDE


@pytest.mark.parametrize("odd", ["https://www.bing.com/ck/a?u=a1!!!", "https://www.bing.com/ck/a?u=x",
                                 "https://duckduckgo.com/l/?uddg=javascript:alert(1)"])  # fmt: skip
def test_a_counting_link_with_nothing_inside_stays(odd: str) -> None:
    assert unwrapped(odd) == odd
