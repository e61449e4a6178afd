"""Whatever is pasted is known for what it is, or refused in a sentence that helps."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places.detect import Detected, of_address, of_reply, tidied
from goodname.core.listen.talk import NotHeard, Outcome, Reply
from goodname.core.words import Refused, Unreadable

ALERT = "https://www.google.com/alerts/feeds/01234567890/98765"
WEXCOMBE = Detected(
    Kind.REDDIT,
    "https://www.reddit.com/r/wexcombe",
    "",
    {"subreddit": "wexcombe"},
    "Reddit: r/wexcombe",
)
NAME = '"Tansy Lane"'


def video(id_: str) -> Detected:
    return Detected(Kind.YOUTUBE, options={"video": id_}, title="YouTube: comments on a video")


KNOWN = [
    (ALERT, Detected(Kind.FEED, ALERT, title="Google Alert")),
    (f" <{ALERT.removeprefix('https://')}> ", Detected(Kind.FEED, ALERT, title="Google Alert")),
    ("https://news.google.com/rss/search?q=%22Tansy%20Lane%22",
     Detected(Kind.FEED, "https://news.google.com/rss/search?q=%22Tansy%20Lane%22", title="Google News")),
    ("r/wexcombe", WEXCOMBE),
    ("/r/wexcombe/", WEXCOMBE),
    ("reddit.com/r/wexcombe", WEXCOMBE),
    ("https://old.reddit.com/r/wexcombe/new/?sort=new", WEXCOMBE),
    ("https://www.reddit.com/r/wexcombe.rss", WEXCOMBE),
    ("https://www.reddit.com/search/?q=%22Tansy+Lane%22", Detected(Kind.REDDIT, query=NAME, title="Reddit")),
    ("https://www.reddit.com/r/wexcombe/comments/abc/gate/?utm_source=share",
     Detected(Kind.FEED, "https://www.reddit.com/r/wexcombe/comments/abc/gate/.rss",
              title="Reddit: one thread")),
    ("#TansyLane", Detected(Kind.BLUESKY, query="#TansyLane", title="Bluesky: #TansyLane",
                            offers=(Detected(Kind.MASTODON, query="#TansyLane"),))),
    ("https://bsky.app/search?q=%22Tansy+Lane%22", Detected(Kind.BLUESKY, query=NAME, title="Bluesky")),
    ("bsky.app/hashtag/TansyLane",
     Detected(Kind.BLUESKY, query="#TansyLane", title="Bluesky: #TansyLane")),
    ("https://mastodon.example/tags/TansyLane",
     Detected(Kind.MASTODON, "https://mastodon.example", "#TansyLane", title="Mastodon: #TansyLane")),
    ("https://wexcombe.social/tags/TansyLane.rss",
     Detected(Kind.MASTODON, "https://wexcombe.social", "#TansyLane", title="Mastodon: #TansyLane")),
    ("https://www.youtube.com/watch?v=abcdefghijk&t=12s", video("abcdefghijk")),
    ("youtu.be/abcdefghijk?si=XyZ", video("abcdefghijk")),
    ("https://m.youtube.com/shorts/abcdefghijk", video("abcdefghijk")),
    ("https://www.youtube.com/results?search_query=%22Tansy+Lane%22",
     Detected(Kind.YOUTUBE, query=NAME, title="YouTube")),
    ("https://searx.wexcombe.example/search?q=%22Tansy+Lane%22&format=json",
     Detected(Kind.SEARXNG, "https://searx.wexcombe.example", NAME, title="SearXNG")),
    ("https://wexcombe.example/searxng/", Detected(Kind.SEARXNG, "https://wexcombe.example/searxng", "",
                                                  title="SearXNG")),
    ("https://search.brave.com/news?q=%22Tansy+Lane%22",
     Detected(Kind.BRAVE, query=NAME, options={"where": "news"}, title="Brave")),
    ("https://www.google.com/maps/search/?api=1&query=x&query_place_id=ChIJabcdefghij",
     Detected(Kind.REVIEWS, options={"where": "places", "place": "ChIJabcdefghij"},
              title="Google reviews")),
    ("paper.wexcombe.test/news/rss.xml?utm_source=mail",
     Detected(Kind.FEED, "https://paper.wexcombe.test/news/rss.xml")),
    ("feed://paper.wexcombe.test/news.atom", Detected(Kind.FEED, "https://paper.wexcombe.test/news.atom")),
    ("https://blog.wexcombe.test/feed/", Detected(Kind.FEED, "https://blog.wexcombe.test/feed/")),
    ("https://forum.wexcombe.test/index.php?type=rss&board=2",
     Detected(Kind.FEED, "https://forum.wexcombe.test/index.php?type=rss&board=2")),
    ("https://www.google.com/url?rct=j&url=https%3A%2F%2Fblog.wexcombe.test%2Ffeed&ct=ga",
     Detected(Kind.FEED, "https://blog.wexcombe.test/feed")),
    ("http://127.0.0.1:8901/feed", Detected(Kind.FEED, "http://127.0.0.1:8901/feed")),
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "what"), KNOWN)
def test_an_address_that_tells_itself_what_it_is(pasted: str, what: Detected) -> None:
    assert of_address(pasted) == what


@pytest.mark.parametrize(
    "pasted",
    ["https://paper.wexcombe.test/", "wexcombe.gov.test/news", "https://www.mumsnet.com/talk/primary",
     "https://forum.wexcombe.test/tags/schools", "http://127.0.0.1:8901/"],
)  # fmt: skip
def test_an_address_that_has_to_be_looked_at(pasted: str) -> None:
    assert of_address(pasted) is None


REFUSED = [
    ("@ivy@social.example", "one person’s own page on social.example"),
    ("https://x.com/ivypenrose", "one person’s own page on X"),
    ("https://www.youtube.com/@ivy", "does not tell whether a person"),
    ("https://www.facebook.com/groups/wexcombeparents", "Facebook shows its groups"),
    ("fb.me/g/abc", "Facebook shows"),
    ("https://chat.whatsapp.com/AbCdEf", "WhatsApp is closed"),
    ("https://nextdoor.co.uk/p/abc", "Nextdoor is closed"),
    ("https://www.instagram.com/explore/tags/tansylane/", "Instagram shows"),
    ("https://x.com/hashtag/TansyLane", "X asks money"),
    ("https://www.tiktok.com/tag/tansylane", "TikTok gives"),
    ("https://t.me/+AbCdEf", "private chat on Telegram"),
    ("https://www.google.com/alerts", "Deliver to: RSS feed"),
    ("https://www.google.co.uk/search?q=tansy+lane", "Google Alert"),
    ("office@tansylane.example", "This is an e-mail address"),
    ("googlealerts-noreply@google.com", "such as Google Alerts"),
    ("Tansy Lane Primary School", "This is not an address"),
    ("", "This is not an address"),
    ("javascript:alert(1)", "This is not an address"),
    ("file:///etc/passwd", "This is not an address"),
    ("https://user:secret@wexcombe.test/feed", "This is not an address"),
]


@pytest.mark.parametrize(("pasted", "sentence"), REFUSED)
def test_what_is_refused_says_why_and_what_to_do(pasted: str, sentence: str) -> None:
    with pytest.raises(Refused) as no:
        of_address(pasted)
    assert sentence in no.value.reason
    assert no.value.reason.endswith(".")


def test_closed_places_ask_for_a_member_or_a_screenshot() -> None:
    with pytest.raises(Refused, match="forward it, or to send in a screenshot"):
        of_address("https://www.facebook.com/groups/wexcombeparents/posts/12")


def test_an_address_that_was_cut_or_tracked_is_mended() -> None:
    assert tidied("https://paper.wexcombe.test/ne\n ws?id=4&fbclid=abc&utm_medium=x") == (
        "https://paper.wexcombe.test/news?id=4"
    )
    assert (
        tidied("https://paper.wexcombe.test/a?q=b%20c&d")
        == "https://paper.wexcombe.test/a?q=b%20c&d"
    )


@given(st.text(max_size=120))
def test_nothing_that_is_pasted_breaks_it(pasted: str) -> None:
    with suppress(Refused):
        found = of_address(pasted)
        assert found is None or found.address or found.query or found.options


PAPER = "http://paper.wexcombe.test/news"
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>{}</link>'
    "<item><title>Gate</title><link>http://paper.wexcombe.test/1</link></item></channel></rss>"
)


def answer(body: str, kind: str = "text/html", address: str = PAPER, status: int = 200) -> Detected:
    return of_reply(Reply(status, body.encode(), {"content-type": kind}, address), PAPER)


def test_a_feed_is_known_whatever_it_is_called() -> None:
    assert answer(RSS.format(PAPER), "text/xml") == Detected(Kind.FEED, PAPER, title="Gazette")
    assert (
        answer('{"version": "https://jsonfeed.org/version/1", "title": "Blog"}', "text/html").kind
        == Kind.FEED
    )


def test_a_feed_of_a_persons_page_is_refused_by_what_it_says_of_itself() -> None:
    with pytest.raises(Refused, match="one person’s own page on X"):
        answer(RSS.format("https://x.com/ivypenrose"), "application/rss+xml")


def test_an_address_that_leads_on_to_a_person_or_a_closed_place_is_refused() -> None:
    with pytest.raises(Refused, match="one person’s own page"):
        answer("<p>Hello</p>", address="https://social.example/@ivy")
    with pytest.raises(Refused, match="Facebook"):
        answer("<p>Hello</p>", address="https://www.facebook.com/groups/wexcombe")


def test_a_page_offers_the_feeds_that_it_names() -> None:
    got = answer(
        "<title>Gazette</title><link rel=alternate type=application/rss+xml title='All comments' "
        "href=/comments/feed/><link rel='alternate home' type=application/atom+xml title=News href=news.atom>"
        "<link rel=stylesheet href=a.css><link rel=alternate type=application/rss+xml "
        "href=https://x.com/ivy.rss><p>Words</p><a href=/schools/rss>Schools</a> <a href=/out>RSS feed</a>"
        "<a href=/about>About us</a>"
    )
    assert (got.kind, got.title) == (Kind.PAGE, "Gazette")
    assert [(one.kind, one.address, one.title) for one in got.offers] == [
        (Kind.FEED, "http://paper.wexcombe.test/news.atom", "News"),
        (Kind.FEED, "http://paper.wexcombe.test/schools/rss", "Schools"),
        (Kind.FEED, "http://paper.wexcombe.test/out", "RSS feed"),
        (Kind.FEED, "http://paper.wexcombe.test/comments/feed/", "All comments"),
    ]


def test_a_page_of_reviews_can_be_watched_as_a_page_too() -> None:
    got = answer("<title>Reviews</title><div itemscope itemtype='http://schema.org/Review'>"
                 "<p itemprop=reviewBody>Kind teachers</p></div>")  # fmt: skip
    assert got.kind == Kind.REVIEWS
    assert [one.kind for one in got.offers] == [Kind.PAGE]


def test_servers_are_known_by_what_they_say_of_themselves() -> None:
    searx = answer("<meta name=generator content='searxng/2026.1'><title>s</title>",
                   address="https://find.wexcombe.test/search?q=a")  # fmt: skip
    assert (searx.kind, searx.address) == (Kind.SEARXNG, "https://find.wexcombe.test")
    tag = answer("<div id=mastodon></div>", address="https://town.test/tags/TansyLane")
    assert (tag.kind, tag.address, tag.query) == (Kind.MASTODON, "https://town.test", "#TansyLane")


def test_doors_errors_and_files_are_said_to_be_such() -> None:
    with pytest.raises(NotHeard, match="wall against robots"):
        answer("<title>Just a moment...</title>")
    with pytest.raises(NotHeard) as no:
        answer("", status=404)
    assert no.value.outcome == Outcome.REFUSED
    with pytest.raises(Unreadable, match="gives a file"):
        answer("%PDF", "application/pdf")
