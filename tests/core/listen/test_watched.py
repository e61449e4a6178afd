"""A page without a feed: what people add is told once, what the page does by itself is not."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.listen.pages import watched
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply
from goodname.core.words import Request

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
ADDRESS = "http://town.wexcombe.test/guestbook"
HTML = {"content-type": "text/html; charset=utf-8"}
ONE = "<p>The new gate at Tansy Lane opens too late for working parents.</p>"
TWO = "<p>Lovely summer fair this year, thank you to everybody who baked.</p>"
NEW = "<p>Has anybody heard why the Tansy Lane choir was cancelled?</p>"


def page(body: str, title: str = "Wexcombe guestbook") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def look(
    source: str, memory: Mapping[str, str] | None = None, status: int = 200, part: str = "",
    headers: Mapping[str, str] = HTML,
) -> Batch:  # fmt: skip
    options = {"part": part} if part else {}
    talk = watched.talk(Asked(now=NOW, address=ADDRESS, memory=memory or {}, options=options))
    request = next(talk)
    assert isinstance(request, Request)
    assert request.address == ADDRESS
    try:
        talk.send(Reply(status, source.encode(), headers, ADDRESS))
    except StopIteration as end:
        batch = end.value
        assert isinstance(batch, Batch)
        return batch
    raise AssertionError("it asked twice")


def second(before: str, after: str) -> Batch:
    return look(page(after), look(page(before)).memory)


def words(batch: Batch) -> list[str]:
    return [post.text for post in batch.posts]


def test_a_first_look_tells_what_is_there() -> None:
    got = look(page(f"<nav>Home</nav><main><h1>Guestbook</h1><div>{ONE}</div><div>{TWO}</div></main>"
                    "<footer>Council of Wexcombe, all rights reserved</footer>"))  # fmt: skip
    assert got.title == "Wexcombe guestbook"
    assert got.outcome == Outcome.ANSWERED
    assert words(got) == [
        "The new gate at Tansy Lane opens too late for working parents.",
        "Lovely summer fair this year, thank you to everybody who baked.",
    ]
    assert {post.title for post in got.posts} == {"Guestbook"}
    assert len({post.key for post in got.posts}) == 2


def test_only_what_was_added_is_told_at_the_next_look() -> None:
    got = second(ONE + TWO, f"<div>{NEW}</div>" + ONE + TWO)
    assert words(got) == ["Has anybody heard why the Tansy Lane choir was cancelled?"]
    assert got.outcome == Outcome.ANSWERED


def test_new_paragraphs_of_one_writer_are_one_post() -> None:
    more = "<div><p>The gate again, dear neighbours.</p><p>It squeaks all night.</p></div>"
    assert words(second(ONE, ONE + more)) == [
        "The gate again, dear neighbours.\nIt squeaks all night."
    ]


def test_words_changed_in_their_place_are_an_edit_under_the_same_key() -> None:
    first = look(page(f"<div>{ONE}</div><div>{TWO}</div>"))
    changed = ONE.replace("too late for working", "far too late for all working")
    got = look(page(f"<div>{changed}</div><div>{TWO}</div>"), first.memory)
    assert words(got) == ["The new gate at Tansy Lane opens far too late for all working parents."]
    assert got.posts[0].key == first.posts[0].key


def test_an_edit_of_one_paragraph_is_told_with_the_whole_post() -> None:
    post = "<div><p>The gate again, dear neighbours.</p><p>It squeaks all night, every night.</p></div>"
    first = look(page(post))
    got = look(page(post.replace("every night", "nearly every night")), first.memory)
    assert words(got) == [
        "The gate again, dear neighbours.\nIt squeaks all night, nearly every night."
    ]
    assert got.posts[0].key == first.posts[0].key


def test_other_words_in_the_same_place_are_a_new_post() -> None:
    first = look(page(f"<div>{ONE}</div>"))
    got = look(page(f"<div>{NEW}</div>"), first.memory)
    assert len(got.posts) == 1
    assert got.posts[0].key != first.posts[0].key


def test_what_comes_and_goes_is_news_once() -> None:
    memory = look(page(ONE)).memory
    told = []
    for body in (ONE + NEW, ONE, ONE + NEW, TWO + NEW, ONE + TWO):
        batch = look(page(body), memory)
        memory = batch.memory
        told += words(batch)
    assert told == [
        "Has anybody heard why the Tansy Lane choir was cancelled?",
        "Lovely summer fair this year, thank you to everybody who baked.",
    ]


PHANTOMS = [
    ("date", "<p>Our news of Monday 2 March 2026</p>", "<p>Our news of Tuesday 3rd April 2026</p>"),
    ("clock", "<p>The time in Wexcombe is 12:03</p>", "<p>The time in Wexcombe is 4.15 pm</p>"),
    ("greeting", "<p>Good morning, Wexcombe people</p>", "<p>Good evening, Wexcombe people</p>"),
    ("minutes ago", "<p>Ivy of Wexcombe wrote 3 minutes ago</p>",
     "<p>Ivy of Wexcombe wrote an hour ago</p>"),
    ("yesterday", "<p>Ivy of Wexcombe wrote today</p>", "<p>Ivy of Wexcombe wrote yesterday</p>"),
    ("just now", "<p>Ivy of Wexcombe wrote just now</p>", "<p>Ivy of Wexcombe wrote 2d ago</p>"),
    ("views", "<p>The gate is shut. 12 views</p>", "<p>The gate is shut. 1,304 views</p>"),
    ("one view", "<p>The gate is shut. 1 view</p>", "<p>The gate is shut. 2 views</p>"),
    ("no comments", "<p>The gate is shut. No comments</p>", "<p>The gate is shut. 3 comments</p>"),
    ("thousands", "<p>The gate is shut. Views: 1.2k</p>", "<p>The gate is shut. Views: 980</p>"),
    ("time element", "<p>The gate is shut <time>noon</time></p>",
     "<p>The gate is shut <time>Tuesday last</time></p>"),
    ("counter element", "<p>The gate is shut <span class=view-count>few saw it</span></p>",
     "<p>The gate is shut <span class=view-count>many saw it</span></p>"),
    ("only figures", "<p>Places left in the raffle: 41</p>", "<p>Places left in the raffle: 7</p>"),
    ("session id", "<p>Signed in as guest x9f3a77be1</p>", "<p>Signed in as guest b21c9e0d44</p>"),
    ("session in a link", "<p>Go on to http://a.test/?sid=abc and read</p>",
     "<p>Go on to http://a.test/?sid=def and read</p>"),
    ("capitals", "<p>The gate is shut today</p>", "<p>THE GATE IS SHUT TODAY</p>"),
    ("spaces", "<p>The gate is shut</p>", "<p>\n The&nbsp;gate \t is <b>shut</b>\n</p>"),
    ("punctuation", "<p>The gate's shut, \"again\"!</p>", "<p>The gate’s shut – “again”</p>"),
    ("order", ONE + TWO + NEW, NEW + ONE + TWO),
    ("cookies", "<p>The gate is shut</p>",
     "<div class='cc cookie-banner'><p>We value your privacy and use cookies</p></div>"
     "<p>The gate is shut</p>"),
    ("dialog", "<p>The gate is shut</p>",
     "<p>The gate is shut</p><div role=dialog><p>Join our weekly letter now</p></div>"),
    ("advert", "<p>The gate is shut</p><div class='ad-slot ad'><p>Buy a warm hat here</p></div>",
     "<p>The gate is shut</p><div class='ad-slot ad'><p>Sofas in the great sale</p></div>"),
    ("advert of a maker", "<p>The gate is shut</p><ins class=adsbygoogle>Hats for you all</ins>",
     "<p>The gate is shut</p><ins class=adsbygoogle>Sofas for you all</ins>"),
    ("quote", "<p>The gate is shut</p><div id=quote-of-the-day>Look before you leap</div>",
     "<p>The gate is shut</p><div id=quote-of-the-day>More haste and less speed</div>"),
    ("aside", "<p>The gate is shut</p><aside><p>Most read in the town</p></aside>",
     "<p>The gate is shut</p><aside><p>Weather for the coming days</p></aside>"),
    ("menu", "<nav>Home and news</nav><p>The gate is shut</p>",
     "<nav>Home and sport</nav><p>The gate is shut</p>"),
    ("script", "<p>The gate is shut</p><script>var token='Ivy wrote this'</script>",
     "<p>The gate is shut</p><script>var token='Basil wrote that'</script>"),
    ("furniture", "<p>The gate is shut</p>", "<p>The gate is shut</p><p>Reply</p><p>Share</p>"),
    ("dress", "<p>The gate is shut</p>", "<section><div><span>The gate</span> is shut</div></section>"),
    ("gone", ONE + TWO, ONE),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in PHANTOMS],
                         ids=[row[0] for row in PHANTOMS])  # fmt: skip
def test_what_a_page_changes_by_itself_is_not_news(before: str, after: str) -> None:
    got = second(before, after)
    assert words(got) == []
    assert got.outcome == Outcome.UNCHANGED


REAL = [
    ("<p>The gate is shut at ten.</p>", "<p>The gate is open at ten.</p>"),
    ("<p>Good school. 3 stars</p>", "<p>Good school. 3 stars</p><p>Dreadful school. 3 stars</p>"),
    ("<p>No comments</p>", "<p>3 comments</p><p>Shame on the governors</p>"),
]


@pytest.mark.parametrize(("before", "after"), REAL)
def test_a_word_that_somebody_changed_is_news(before: str, after: str) -> None:
    assert len(second(before, after).posts) == 1


@pytest.mark.parametrize(
    ("part", "there"),
    [
        ("comments", ["Shut again, says Basil here"]),
        ("#comments", ["Shut again, says Basil here"]),
        ("Letters to us", ["Letters to us", "Dear all of you", "By hand", "Our letters box"]),
        ("letters  TO us", ["Letters to us", "Dear all of you", "By hand", "Our letters box"]),
    ],
)
def test_a_chosen_part_is_watched_alone(part: str, there: list[str]) -> None:
    source = page(
        "<h2>News of the day</h2><p>Nothing of note</p><h2>Letters to us</h2><div><p>Dear all of you</p>"
        "</div><h3>By hand</h3><div><p>Our letters box</p></div><h2>Talk here</h2>"
        "<div id=comments><div>Shut again, says <div>Basil here</div></div></div><p>At the end</p>"
    )
    got = look(source, part=part)
    assert "\n".join(words(got)).replace("\n", " ") == " ".join(there)


def test_a_part_that_is_gone_is_a_gap_and_says_so() -> None:
    with pytest.raises(NotHeard, match="The part “comments” is not on the page any more") as no:
        look(page(ONE), part="comments")
    assert no.value.outcome == Outcome.UNREADABLE


def test_another_part_is_a_new_beginning() -> None:
    source = page(f"<div id=a>{ONE}</div><div id=b>{TWO}</div>")
    memory = look(source, part="a").memory
    assert words(look(source, memory, part="b")) == [
        "Lovely summer fair this year, thank you to everybody who baked."
    ]


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_a_wall_against_robots_is_said_to_be_one(status: int) -> None:
    with pytest.raises(NotHeard, match="wall against robots") as no:
        look(page("<div id=challenge-form>Wait</div>", "Just a moment..."), status=status)
    assert no.value.outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    ("source", "status", "sentence"),
    [
        (page("<form><input type=password></form><p>Members only</p>"), 200, "asks for a password"),
        (page("<div id=root></div><script>go()</script>"), 200, "no words that we can read"),
        ("", 403, "does not let us in"),
        ("", 410, "closed for good"),
    ],
)
def test_a_page_that_is_not_there_to_be_read(source: str, status: int, sentence: str) -> None:
    with pytest.raises(NotHeard, match=sentence):
        look(source, status=status)


def test_a_server_that_says_nothing_changed_is_believed_and_nothing_forgotten() -> None:
    first = look(page(ONE), headers={**HTML, "etag": '"a"', "last-modified": "Mon, 2 Mar 2026"})
    talk = watched.talk(Asked(now=NOW, address=ADDRESS, memory=first.memory))
    asked = dict(next(talk).headers)
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"a"', "Mon, 2 Mar 2026")
    with pytest.raises(StopIteration) as end:
        talk.send(Reply(304, address=ADDRESS))
    assert end.value.value.outcome == Outcome.UNCHANGED
    assert end.value.value.memory == first.memory


def test_a_class_on_the_body_hides_nothing() -> None:
    source = f"<body class='cookie-consent has-ads'><table class=ad><tr><td>{ONE}</table></body>"
    assert len(look(source).posts) == 1


def test_a_page_of_nothing_but_noise_is_read_all_the_same() -> None:
    assert len(look(page(f"<div class=newsletter>{ONE}</div>")).posts) == 1


def test_a_banner_that_is_never_closed_hides_nothing() -> None:
    source = page(f"<p>Welcome to all</p><div class=ad-slot><div>Hats</div>{ONE}")
    assert "The new gate" in words(look(source))[-1]


def test_no_word_of_the_page_is_remembered() -> None:
    kept = " ".join(look(page(ONE + TWO)).memory.values())
    assert not {"gate", "tansy", "lane", "baked", "parents"} & set(kept.lower().split())
    assert "parents" not in kept


def test_a_long_page_says_what_is_not_watched() -> None:
    letters = "abcdefghij"
    lines = "".join(f"<li>{'line ' * 3}{letters[n // 100]} {letters[n // 10 % 10]}{letters[n % 10]}w"
                    for n in range(600))  # fmt: skip
    got = look(page(f"<ul>{lines}</ul>"))
    assert got.outcome == Outcome.PARTLY
    assert got.note == "The page is long: only its first 400 pieces are watched."
    assert sum(map(len, got.memory.values())) < 150_000


TEXTS = st.lists(
    st.lists(st.sampled_from(["gate", "Tansy", "choir", "teacher", "shut", "kind", "unfair", "lunch"]),
             min_size=3, max_size=8).map(" ".join),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip
NOISE = st.sampled_from([
    "<div class=cookie-notice><p>We use cookies here</p></div>", "<aside><p>Most read now</p></aside>",
    "<script>var a = 'Ivy wrote';</script>", "<div class='ad top'><p>Buy warm hats now</p></div>",
    "<p>12:04</p>", "<p>3 views</p>", "<p>Reply</p>", "<!-- built at noon --> ", "<nav>All of it</nav>",
])  # fmt: skip
SUFFIX = st.sampled_from(["", " 3 minutes ago", " 12 views", " 4 March 2026", " <time>noon</time>",
                          " 14:05", " No comments", " x9f3a77be1", " (1,024)", "!", " \n "])  # fmt: skip


@settings(max_examples=150)
@given(TEXTS, st.data())
def test_no_noise_ever_makes_a_post(texts: list[str], data: st.DataObject) -> None:
    def drawn() -> str:
        order = data.draw(st.permutations(texts))
        body = ""
        for text in order:
            dressed = data.draw(st.sampled_from([text, text.upper(), text.replace(" ", " \n ")]))
            body += data.draw(st.just("") | NOISE)
            body += f"<div><p>{dressed}{data.draw(SUFFIX)}</p></div>"
        return page(body + data.draw(st.just("") | NOISE))

    memory = look(drawn()).memory
    for _ in range(2):
        batch = look(drawn(), memory)
        assert words(batch) == []
        memory = batch.memory
