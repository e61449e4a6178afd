"""What may be searched for: the school's names and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.searches.phrases import (
    allowed,
    core,
    hashtag,
    offered,
    refused_alert,
    refused_search,
    with_site,
)

TANSY = offered(
    "Tansy Lane Primary School",
    town="Wexcombe",
    street="Tansy Lane",
    nicknames=("Tansy",),
    variants=("Tansy Lane", "Tansy Lane Primary", "Tansy Lane Sch", "#TansyLane", "TLPS"),
    initials="TLPS",
)
MARY = offered("St Mary's Catholic Primary School", town="Wexcombe", initials="SMCPS")


def test_a_site_that_is_one_persons_page_is_not_searched() -> None:
    for site in ("x.com/ivypenrose", "ivy.bsky.social", "reddit.com/user/ivy", "ivy.tumblr.com"):
        assert "people are not listened to" in allowed(
            f'"Tansy Lane Primary School" site:{site}', TANSY
        )
    assert allowed('"Tansy Lane Primary School" site:mumsnet.com', TANSY) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://news.google.com/rss/search?q=%22Ivy+Penrose%22",
        "https://news.google.com/rss/search?q=%22Tansy+Lane+Primary+School%22+Ivy",
        "https://news.google.com/rss/search?q=Tansy+Lane&as_epq=Ivy+Penrose",
        "https://news.google.com/rss/search?q=Tansy+Lane&q=Ivy+Penrose",
        "https://www.bing.com/news/search?q=ivy+penrose&format=rss",
        "https://paper.example/?s=Ivy%20Penrose&feed=rss2",
        "https://forum.example/search.php?keywords=ivy",
        "https://bridge.example/feed?url=https%3A%2F%2Fpaper.example%2Fsearch%3Fq%3Divy",
    ],
)
def test_a_feed_of_a_search_for_a_person_is_refused(address: str) -> None:
    assert refused_search(address, TANSY)


def test_a_google_alert_says_in_its_title_what_it_looks_for() -> None:
    assert refused_alert("Google Alert - Ivy Penrose", TANSY)
    assert refused_alert('Google Alert – "Tansy Lane" Ivy', TANSY)
    assert refused_alert('Google Alert - "Tansy Lane Primary School" Wexcombe', TANSY) == ""
    assert refused_alert("The Wexcombe Lantern", TANSY) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://news.google.com/rss/search?q=%22Tansy+Lane+Primary+School%22+Wexcombe+when:7d",
        "https://paper.example/search/?f=rss&q=wexcombe+schools",
        "https://paper.example/feed?s=20",
        "https://paper.example/?p=123",
        "https://www.google.com/maps?q=place_id:abc",
        "https://www.google.com/alerts/feeds/0123/456",
        "https://paper.example/news/feed",
        "",
    ],
)
def test_a_feed_of_a_search_for_the_school_and_what_is_no_search_are_taken(address: str) -> None:
    assert refused_search(address, TANSY) == ""


def texts(phrases: object) -> list[str]:
    return [phrase.text for phrase in phrases]  # type: ignore[attr-defined]


def test_the_surest_phrase_comes_first() -> None:
    assert texts(TANSY) == [
        '"Tansy Lane Primary School" Wexcombe',
        '"Tansy Lane Primary School"',
        '"Tansy Lane" school Wexcombe',
        '"Tansy" Wexcombe',
        '"TLPS" Wexcombe',
        '"Tansy Lane Primary" Wexcombe',
        '"Tansy Lane Sch" Wexcombe',
        "#TansyLane",
        "#TansyLaneSchool",
        "#TansyLanePrimarySchool",
        "#TansyLaneWexcombe",
    ]
    assert all(phrase.why.endswith(".") for phrase in TANSY)


def test_a_saint_is_written_in_every_way_that_people_write_it() -> None:
    assert {
        '"St Mary\'s Catholic Primary School" Wexcombe',
        '"Saint Mary\'s Catholic Primary School" Wexcombe',
        '"St Marys Catholic Primary School" Wexcombe',
        '"St Mary\'s" school Wexcombe',
        '"Saint Marys" school Wexcombe',
    } <= set(texts(MARY))


def test_initials_and_common_names_never_stand_alone() -> None:
    assert '"SMCPS"' not in texts(MARY)
    assert not {'"St Mary\'s"', "#StMarys", '"Saint Marys"'} & set(texts(MARY))
    without_town = offered("Park School", initials="PKS")
    assert texts(without_town) == ['"Park School"']


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Tansy Lane Primary School", "Tansy Lane"),
        ("The Tansy Academy", "Tansy"),
        ("St Mary's Church of England Voluntary Aided Junior School", "St Mary's"),
        ("St Mary's CE Primary", "St Mary's"),
        ("Wexcombe Nursery and Infant School", "Wexcombe"),
        ("Primary School", "Primary School"),
        ("Tansy Lane Primary School, Wexcombe", "Tansy Lane"),
    ],
)
def test_the_schools_own_part_of_its_name(name: str, own: str) -> None:
    assert core(name) == own


@pytest.mark.parametrize(
    "query",
    [
        '"Tansy Lane Primary School" Wexcombe',
        '  "tansy lane PRIMARY school"   wexcombe ',
        "“Tansy Lane Primary School”",
        '"Tansy Lane Primary School" Wexcombe site:mumsnet.com',
        '"Tansy Lane Primary School" site:reddit.com/r/wexcombe',
        '"Tansy Lane Primary School" OR #TansyLane',
        "#tansylane",
    ],
)
def test_what_is_made_of_the_names_is_allowed(query: str) -> None:
    assert allowed(query, TANSY) == ""


@pytest.mark.parametrize(
    "query",
    [
        "Ivy Penrose",
        '"Ivy Penrose" Wexcombe',
        '"Tansy Lane Primary School" Ivy Penrose',
        '"Tansy Lane Primary School" OR "Ivy Penrose"',
        '"Tansy Lane Primary School" -Wexcombe OR Ivy',
        '"Tansy Lane Primary School" site:facebook.com "Ivy Penrose"',
        '"Tansy Lane Primary School" inurl:ivy',
        '"Tansy Lane Primary School" site:x.com site:y.com',
        "from:ivy #TansyLane",
        "Wexcombe",
        '"TLPS"',
        "#Ivy",
        "",
        "   ",
        "site:mumsnet.com",
        '"Tansy Lane Primary School" Wexcombe ' + "a" * 300,
    ],
)
def test_what_is_not_made_of_the_names_is_refused_in_a_sentence(query: str) -> None:
    assert allowed(query, TANSY).endswith(".")


def test_a_site_is_added_once() -> None:
    query = with_site('"Tansy Lane"', "https://www.Mumsnet.com/")
    assert query == '"Tansy Lane" site:mumsnet.com'
    assert with_site(query, "reddit.com/r/wexcombe") == '"Tansy Lane" site:reddit.com/r/wexcombe'
    assert with_site(query, "not a host; OR x") == '"Tansy Lane"'


def test_hashtags() -> None:
    assert hashtag("St Mary's school") == "#StMarysSchool"
    assert hashtag("Ash") == ""


@given(st.text(max_size=80))
def test_whatever_is_offered_is_allowed_with_any_site(name: str) -> None:
    for phrase in offered(name, town="Wexcombe", nicknames=(name,)):
        if len(phrase.text) < 200 and " OR " not in phrase.text and "site:" not in phrase.text:
            assert allowed(with_site(phrase.text, "mumsnet.com"), [phrase]) == ""
