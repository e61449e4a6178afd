"""Feeds as people and enemies write them, read into posts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodname.core.listen.feeds import feed
from goodname.core.words import Unreadable

FEEDS = Path(__file__).parent / "feeds"
HOME = "http://forum.wexcombe.test/feeds/school.xml"
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def read(body: str | bytes, headers: dict[str, str] | None = None) -> feed.Feed:
    return feed.read(body if isinstance(body, bytes) else body.encode(), headers or {}, HOME, NOW)


def rss(items: str, channel: str = "") -> feed.Feed:
    return read(f'<rss version="2.0"><channel><title>Forum</title>{channel}{items}</channel></rss>')


def test_atom_feed_of_a_forum() -> None:
    got = read((FEEDS / "forum.atom").read_bytes(), {"Content-Type": "application/atom+xml"})
    assert got.title == "Wexcombe Parents’ Forum: schools"
    first, second = got.posts
    assert first.key == "tag:forum.wexcombe.test,2026:post-12"
    assert first.address == "http://forum.wexcombe.test/t/4#post-12"
    assert first.title == "Tansy Lane & the new gate"
    assert first.text == "The gate is shut at ten past three.\nWe <3 the caretaker."
    assert first.author == "Marigold"
    assert first.posted == datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
    assert first.edited == datetime(2026, 3, 3, 16, tzinfo=UTC)
    assert second.posted == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert second.edited is None
    assert got.refused == ("Entry 3 has neither words nor an address.",)


def test_rss_feed_of_a_paper_in_an_old_encoding() -> None:
    got = read((FEEDS / "paper.rss").read_bytes(), {"content-type": "text/xml"})
    assert [post.title for post in got.posts] == ["Café raises £900 for Tansy Lane", "Letters"]
    assert got.posts[0].author == "Ivy Penrose"
    assert got.posts[0].address == "http://paper.wexcombe.test/2026/cafe"
    assert got.posts[1].text == "“A fair school”, writes a grandparent…"


def test_json_feed() -> None:
    got = read((FEEDS / "blog.json").read_bytes())
    assert got.title == "Notes from Wexcombe"
    assert [post.key for post in got.posts] == ["41", "http://forum.wexcombe.test/42"]
    assert got.posts[0].text == "Choir\nThey sang well."
    assert got.posts[0].posted == datetime(2026, 2, 28, 19, 30, tzinfo=UTC)
    assert got.posts[1].author == "Basil"


def test_search_alert_gives_the_page_and_not_the_counting_link() -> None:
    (post,) = read((FEEDS / "alert.atom").read_bytes()).posts
    assert post.address == "http://blog.wexcombe.test/tansy-lane?page=2&view=all"
    assert post.key == "tag:google.com,2013:googlealerts/feed:117"
    assert post.title == "Tansy Lane's spring fair"


@pytest.mark.parametrize(
    ("item", "title", "text", "address"),
    [
        ("<title>Only a title</title>", "Only a title", "Only a title", HOME),
        ("<description>First line&lt;br&gt;second</description>", "First line",
         "First line\nsecond", HOME),
        ("<link>/t/9</link>", "http://forum.wexcombe.test/t/9", "http://forum.wexcombe.test/t/9",
         "http://forum.wexcombe.test/t/9"),
        ('<title>Song</title><enclosure url="http://a.test/song.mp3" type="audio/mpeg"/>', "Song",
         "Song", "http://a.test/song.mp3"),
        ("<title>Guid</title><guid>http://a.test/g</guid>", "Guid", "Guid", "http://a.test/g"),
    ],
)  # fmt: skip
def test_what_is_missing_is_found_elsewhere(item: str, title: str, text: str, address: str) -> None:
    (post,) = rss(f"<item>{item}</item>").posts
    assert (post.title, post.text, post.address) == (title, text, address)


def test_without_any_link_the_site_is_the_address() -> None:
    (post,) = rss("<item><title>Hm</title></item>", "<link>http://a.test/school</link>").posts
    assert post.address == "http://a.test/school"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "java&#10;script:alert(1)", " JavaScript:alert(1)", "data:text/html,x",
     "file:///etc/passwd", "vbscript:x", "http://user:secret@a.test/", "http://[broken/", "mailto:a@b",
     "http://a.test:99999/", "http://" + "a" * 3000],
)  # fmt: skip
def test_a_link_that_must_not_be_followed_is_left_out(link: str) -> None:
    (post,) = rss(f"<item><title>Words</title><link>{link}</link></item>").posts
    assert post.address == HOME


def test_words_come_without_markup_code_and_tricks() -> None:
    (post,) = rss(
        "<item><title>x</title><description><![CDATA[<p onclick='x()'>Dear <b>all</b>,<script>steal()"
        "</script><style>p{}</style><img src=x onerror=y()>see\u202e evil\u200b</p><nav>Home</nav>"
        "<svg><title>no</title></svg>]]></description></item>"
    ).posts
    assert post.text == "Dear all, see evil"


@pytest.mark.parametrize(
    ("written", "posted"),
    [
        ("Mon, 02 Mar 2026 08:00:00 GMT", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 08:00:00 +0100", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("Tue, 10 Mar 2026 08:00:00 GMT", datetime(2026, 3, 10, 8, tzinfo=UTC)),  # a clock is off
        ("Mon, 02 Mar 2027 08:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 31 Feb 2026 08:00:00 GMT", None),
        ("Mon, 02 Mar 99999 08:00:00 GMT", None),
        ("soon", None),
    ],
)
def test_times_are_believed_only_when_they_can_be_true(
    written: str, posted: datetime | None
) -> None:
    (post,) = rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>").posts
    assert post.posted == posted


def test_keys_are_the_same_each_time_and_never_shared() -> None:
    items = (
        "<item><title>No id</title></item><item><title>No id either</title></item>"
        "<item><guid>7</guid><link>/a</link><title>One</title></item>"
        "<item><guid>7</guid><link>/b</link><title>Another, with the same id</title></item>"
        f"<item><guid>{'long' * 300}</guid><title>Long id</title></item>"
    )
    first, second = rss(items), rss(items)
    keys = [post.key for post in first.posts]
    assert keys == [post.key for post in second.posts]
    assert len(set(keys)) == 5
    assert all(len(key) <= 500 for key in keys)


def test_of_two_tellings_of_one_entry_the_newer_is_kept() -> None:
    got = rss(
        "<item><guid>7</guid><title>Old</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item>"
        "<item><guid>7</guid><title>New</title><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>"
    )
    assert [post.title for post in got.posts] == ["New"]
    assert got.refused == ("“New” stands in the feed twice under one id.",)


def test_a_huge_entry_is_cut_where_a_person_can_see_it() -> None:
    (post,) = rss(f"<item><description>{'word ' * 200_000}</description></item>").posts
    assert len(post.text) <= 100_000
    assert post.text.endswith("[…]")


def test_more_entries_than_are_read_are_counted() -> None:
    got = rss("".join(f"<item><title>{number}</title></item>" for number in range(1_005)))
    assert len(got.posts) == 1_000
    assert got.refused == ("5 entries after the first 1,000.",)


def test_no_file_of_this_machine_is_read_through_an_entity() -> None:
    got = read(
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<rss version="2.0"><channel><item><title>a &x; b</title></item></channel></rss>'
    )
    assert "root:" not in "".join(post.text for post in got.posts)


def test_a_billion_laughs_stay_a_few() -> None:
    doctype = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    got = read(f'<!DOCTYPE rss [{doctype}]><rss version="2.0"><channel><item><title>&a9;</title>'
               "</item></channel></rss>")  # fmt: skip
    assert sum(len(post.text) for post in got.posts) < 100


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "no feed"),
        (b"hello", "no feed"),
        (b"<!doctype html><html><title>School</title><p>Hello</p></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "no feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken"),
        (b'{"hello": 1}', "no feed"),
        (b'{"a":' + b"[" * 100_000, "broken"),
        (b"<rss><channel>" + b"<a>" * 300_000, "far more tags"),
        (b"<rss " + b'a="b" ' * 100_000 + b"></rss>", "far more tags"),
        (b"<rss>" + b" " * 5_000_000 + b"</rss>", "too big"),
        (b"<rss><item><title>&#" + b"9" * 10_000 + b";</title>", "too broken"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(body: bytes, word: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(body)
    (fault,) = refused.value.faults
    assert fault.startswith("feed: ")
    assert word in fault


def test_an_authors_name_cannot_keep_the_reader_busy() -> None:
    (post,) = rss(f"<item><title>x</title><author>{'a' * 1_000_000}</author></item>").posts
    assert len(post.author) <= 200


def test_a_feed_never_makes_the_reader_open_what_it_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text('<rss version="2.0"><channel><item><title>s</title></item></channel></rss>')
    with pytest.raises(Unreadable):
        read(str(secret))


def test_asking_again_sends_back_what_the_server_gave() -> None:
    headers = dict(feed.ask(HOME, '"abc"', "Mon, 02 Mar 2026 08:00:00 GMT").headers)
    assert headers["If-None-Match"] == '"abc"'
    assert headers["If-Modified-Since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    assert "application/atom+xml" in headers["Accept"]


def test_asking_first_or_with_a_header_that_was_tampered_with_asks_plainly() -> None:
    for etag in ("", 'x"\r\nHost: other'):
        assert [name for name, _ in feed.ask(HOME, etag).headers] == ["Accept"]


def test_the_author_of_a_whole_atom_or_json_feed_wrote_what_names_no_other() -> None:
    atom = read('<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><author><name>Fern</name>'
                "</author><entry><title>One</title></entry><entry><title>Two</title><author><name>Ivy"
                "</name></author></entry></feed>")  # fmt: skip
    assert [post.author for post in atom.posts] == ["Fern", "Ivy"]
    json_feed = read('{"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Fern"}], '
                     '"items": [{"id": "1", "content_text": "One"}, {"id": "2", "content_text": "Two", '
                     '"authors": {"name": "Ivy"}}]}')  # fmt: skip
    assert [post.author for post in json_feed.posts] == ["Fern", "Ivy"]


def test_the_editor_of_an_rss_feed_is_not_taken_for_the_author_of_what_people_post() -> None:
    got = rss("<item><title>One</title></item>", "<managingEditor>a@b.test (Fern)</managingEditor>")
    assert got.posts[0].author == ""


def test_the_page_itself_is_preferred_to_a_link_that_counts_clicks() -> None:
    got = rss(
        "<item><title>One</title><link>http://feeds.test/~r/1</link>"
        '<feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        "http://blog.wexcombe.test/one</feedburner:origLink></item>"
    )
    assert got.posts[0].address == "http://blog.wexcombe.test/one"
