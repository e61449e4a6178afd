"""Which tellings become one story, and which stay the voices that they are."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.sort.likeness import (
    MOST_PIECES,
    SAME_FROM,
    Print,
    fingerprint,
    keys,
    most_alike_elsewhere,
    same_story,
)
from goodname.core.sort.likeness_address import page_and_post
from goodname.core.sort.likeness_index import Stories
from goodname.core.words import Unreadable

ARTICLE = (
    "Parents at Tansy Lane Primary School say that the gates were locked for twenty minutes on "
    "Monday morning while children queued in the rain. The caretaker had been called to a burst "
    "pipe in the hall, the school said, and nobody else had the key. Headteacher Ann Ryde has "
    "written to families to say that she is sorry. A second key is now kept in the office, and "
    "breakfast club will open its own door from half past seven. Wexcombe councillor Tom Hale "
    "said that the pavement outside was no place for forty children and a lorry. The school was "
    "built in 1962 and its boiler, he added, was not much younger."
)
POST = "So the caretaker tells us there is only one key to the whole school and he has lost it"
HERE = "https://gazette.example/news/gates"


def one_story(a: Print, b: Print) -> bool:
    there, back = same_story(a, b), same_story(b, a)
    assert there == back
    found = bool(set(keys(a)) & set(keys(b)))
    return there >= SAME_FROM and found


def test_a_paper_that_cuts_retitles_and_signs_the_article_tells_the_same_story() -> None:
    copy = "By Jo Marsh, Education Reporter\n" + ARTICLE[:420] + " Read more\nShare this article"
    first = fingerprint(ARTICLE, "Pupils left in the rain", HERE, "Sam Dell")
    again = fingerprint(copy, "Gate row at school", "https://echo.example/1", "Jo Marsh")
    assert one_story(first, again)


def test_an_alert_and_the_page_that_it_points_to_are_one_story() -> None:
    alert = (
        "… The caretaker had been called to a <b>burst pipe</b> in the hall, the <b>school</b> …"
    )
    assert one_story(fingerprint(alert, "Pupils left in the rain"), fingerprint(ARTICLE))


@pytest.mark.parametrize(
    "told",
    [
        f"RT @wexmum: {POST}",
        f"Has everyone seen this? “{POST}”",
        f"{POST}\n\nAbsolutely this. https://t.co/x1y2",
        POST.upper(),
        POST.replace("caretaker", "care\u00adtaker") + " 😡😡",
    ],
)
def test_a_repost_is_the_story_again(told: str) -> None:
    assert one_story(fingerprint(POST, author="tansymum"), fingerprint(told, author="wexdad"))


def test_a_screenshot_that_a_machine_read_badly_is_known_again() -> None:
    read = (
        "9:41 4G\nTansy Mum\n2 h\nSo the caretaker teIIs us there is onIy 0ne key to the\n"
        "who1e schooI and he has 1ost it\nLike Comment Share"
    )
    assert one_story(fingerprint(POST, author="tansymum"), fingerprint(read))


def test_the_same_news_in_other_words_is_another_telling() -> None:
    other = (
        "Forty pupils stood outside a Wexcombe primary for a third of an hour at the start of the "
        "week. With its only keyholder busy with a leak, Tansy Lane could not let anybody in. "
        "Mrs Ryde apologised in a letter and promised that a spare would be held by her staff."
    )
    assert not one_story(fingerprint(ARTICLE), fingerprint(other))


@pytest.mark.parametrize(
    "words", ["Great school!", "The gate was locked again", "Same here", "👏👏"]
)
def test_ten_people_who_say_the_same_few_words_are_ten_voices(words: str) -> None:
    thread = "https://forum.example/t/7"
    one, two = (fingerprint(words, "The gate", thread, author) for author in ("ann", "bob"))
    assert not one_story(one, two)
    nobody = fingerprint(words), fingerprint(words)
    assert not one_story(*nobody)


def test_one_person_who_says_the_same_few_words_in_two_places_tells_one_story() -> None:
    one, two = (
        fingerprint("The gate was locked again", address=place, author="ann")
        for place in ("https://a.example/1", "https://b.example/2")
    )
    assert one_story(one, two)
    assert not one_story(one, fingerprint("The gate is locked again", author="ann"))


def test_two_people_who_fill_the_same_form_are_two_voices() -> None:
    said = "Huge thank you to Mrs Doyle for the trip last {}, the children loved every minute of it"
    one, two = (
        fingerprint(said.format("Monday"), author="a"),
        fingerprint(said.format("Friday"), author="b"),
    )
    assert not one_story(one, two)


def test_an_answer_that_quotes_line_by_line_is_a_voice_of_its_own() -> None:
    answer = (
        f"tansymum wrote:\n> {POST}\n\nThat is not what he said at all, I was standing next to him"
    )
    assert not one_story(fingerprint(POST, author="tansymum"), fingerprint(answer, author="bob"))


def test_a_newsletter_line_under_two_articles_does_not_make_them_one() -> None:
    line = (
        "\nThe Gazette is brought to you by people who care about where they live. Join us today."
    )
    other = (
        "The cake sale at Meadow Road raised four hundred pounds for a new climbing frame, which "
    )
    other += "governors hope to put up before the summer term if the weather is on their side."
    assert not one_story(fingerprint(POST + line), fingerprint(other + line))


def test_one_line_shouted_a_hundred_times_is_not_the_newsletter_line_under_it() -> None:
    line = "\nHave you got a story for us? Ring the newsdesk or drop us a line before Thursday."
    shouted = "Open the gate. " * 100
    assert not one_story(fingerprint(shouted + line), fingerprint(ARTICLE[:300] + line))
    assert one_story(fingerprint(shouted + line), fingerprint(shouted))


def test_an_alert_that_is_only_a_title_is_known_on_the_same_page_alone() -> None:
    page = fingerprint(ARTICLE, "Pupils left in rain", HERE, "Sam Dell")
    alert = fingerprint("", "Pupils left in rain", f"{HERE}?utm_source=alerts")
    elsewhere = fingerprint("", "Pupils left in rain", "https://echo.example/1")
    assert one_story(page, alert)
    assert not one_story(page, elsewhere)


def test_an_edited_post_with_an_address_of_its_own_stays_one_story() -> None:
    one = fingerprint("First words", address="https://forum.example/t/7#post-3", author="ann")
    two = fingerprint(POST, address="http://www.forum.example/t/7/#post-3", author="ann")
    assert one_story(one, two)


def test_posts_of_one_thread_share_a_page_and_stay_apart() -> None:
    other = "Our two love it there and the staff could not have been kinder when we moved house"
    thread = "https://forum.example/t/7"
    one, two = fingerprint(POST, "Gate", thread, "ann"), fingerprint(other, "Gate", thread, "bob")
    assert not one_story(one, two)
    assert set(keys(one)) & set(keys(two))  # the desk sees both and decides by the words


@pytest.mark.parametrize(
    "other",
    [
        "http://gazette.example/news/gates/",
        "https://www.gazette.example/news/gates?utm_source=x&utm_medium=y",
        "https://GAZETTE.example/news/gates?fbclid=1&gclid=2",
        "https://gazette.example/news/gates/amp/",
        "https://amp.gazette.example/news/gates?amp=1",
        "https://www.google.com/amp/s/www.gazette.example/news/gates",
        "https://gazette.example/news/gates#read-on",
        "https://gazette.example:443/news/gates",
    ],
)
def test_however_it_was_passed_on_it_is_the_same_page(other: str) -> None:
    assert page_and_post(other) == page_and_post(HERE) == ("gazette.example/news/gates", "")


@pytest.mark.parametrize(
    ("address", "page", "post"),
    [
        ("https://f.example/t/7#post-12", "f.example/t/7", "post-12"),
        ("https://f.example/t/7#12", "f.example/t/7", "12"),
        ("https://f.example/t?id=7&page=2", "f.example/t?id=7&page=2", ""),
        ("https://f.example/t?page=2&id=7", "f.example/t?id=7&page=2", ""),
        ("https://youtu.be/AbC1?si=x", "youtube.com/watch?v=AbC1", ""),
        ("https://www.youtube.com/watch?v=AbC1&lc=Ug1", "youtube.com/watch?v=AbC1", "lc=Ug1"),
        ("https://twitter.com/a/status/1?ref_src=x", "x.com/a/status/1", ""),
        ("javascript:alert(1)", "", ""),
        ("http://[nonsense", "", ""),
        ("", "", ""),
    ],
)
def test_pages_and_the_posts_on_them(address: str, page: str, post: str) -> None:
    assert page_and_post(address) == (page, post)


def test_a_snippet_from_the_end_of_a_very_long_page_is_found() -> None:
    long = " ".join(
        f"Minute {n} of the meeting records what speaker {n * 7} asked." for n in range(300)
    )
    page = fingerprint(f"{long} {ARTICLE}")
    assert len(page.pieces) == MOST_PIECES
    assert one_story(page, fingerprint(ARTICLE))


def test_a_fingerprint_survives_being_written_and_is_small() -> None:
    made = fingerprint(ARTICLE, "Pupils left in the rain", f"{HERE}#post-4", "Sam Dell")
    written = made.as_text()
    assert Print.read(written) == made
    assert written.isascii()
    assert len(written) < 6 * len(ARTICLE)
    assert "caretaker" not in written
    assert all(len(key) <= 12 for key in keys(made))


@pytest.mark.parametrize(
    "bad", ["", "1", "2 3 - - - - - - -", "1 x - - - - - - -", "1 3 a b c d e ! !"]
)
def test_a_damaged_fingerprint_is_refused(bad: str) -> None:
    with pytest.raises(Unreadable):
        Print.read(bad)


def test_fingerprints_are_the_same_in_every_process() -> None:
    code = (
        "from goodname.core.sort.likeness import fingerprint;"
        f"print(fingerprint({POST!r}, 't', {HERE!r}, 'a').as_text())"
    )
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env={"PYTHONHASHSEED": seed},
            check=True,
        )
        assert ran.stdout.decode().strip() == fingerprint(POST, "t", HERE, "a").as_text()


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=60), st.text(max_size=20))
def test_any_text_has_a_fingerprint_that_can_be_kept(
    text: str, title: str, address: str, author: str
) -> None:
    made = fingerprint(text, title, address, author)
    assert Print.read(made.as_text()) == made
    assert 0.0 <= same_story(made, fingerprint(ARTICLE)) <= 1.0


@given(st.lists(st.sampled_from(POST.split()), min_size=8, max_size=60), st.integers(0, 50))
def test_a_text_passed_on_whole_is_always_found(said: list[str], at: int) -> None:
    text = " ".join(said)
    page = " ".join([*ARTICLE.split()[:at], text, *ARTICLE.split()[at:]])
    # Below 35 letters there may be no key that both share, though mostly there is.
    assert one_story(fingerprint(text), fingerprint(page)) or len("".join(said)) < 40


def test_the_index_finds_the_likest_first_and_forgets_what_was_replaced() -> None:
    stories: Stories[str] = Stories()
    stories.add("whole", fingerprint(ARTICLE))
    stories.add("cut", fingerprint(ARTICLE[:300]))
    stories.add("other", fingerprint(POST))
    assert {id for id, _ in stories.like(fingerprint(ARTICLE[:320]))} == {"whole", "cut"}
    stories.add(
        "cut", fingerprint("Sports day is on Friday and every class needs a different colour")
    )
    assert [id for id, _ in stories.like(fingerprint(ARTICLE[:320]))] == ["whole"]
    assert len(stories) == 3
    assert stories.like(fingerprint("")) == []


@pytest.mark.parametrize("authors", [("", ""), ("Ada", ""), ("Ada", "Ben")])
def test_parents_who_ask_alike_after_different_things_are_different_voices(authors):
    asked = "Has anybody at Tansy Lane Primary School in Wexcombe seen a lost {}? It is new."
    one = fingerprint(asked.format("coat"), author=authors[0])
    other = fingerprint(asked.format("hamster"), author=authors[1])
    assert same_story(one, other) < SAME_FROM


@given(st.text(max_size=300), st.text(max_size=300), st.integers(0, 300))
def test_nothing_on_another_page_is_liker_than_the_most_that_is_said_to_be_possible(a, b, cut):
    told = fingerprint(a, address=HERE, author="Ann")
    for text in (a, b, a[:cut], a + b, f"{b} {a}"):
        for author in ("", "Ann", "Bea"):
            other = fingerprint(text, address="https://lantern.example/9", author=author)
            assert same_story(told, other) <= most_alike_elsewhere(told)
