"""What a school is told to listen to first, and that nothing of it watches a person."""

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places.profiles import refusal
from goodname.core.listen.searches.phrases import allowed, offered
from goodname.core.listen.searches.suggestions import suggested

OFFERS = offered(
    "Tansy Lane Primary School", town="Wexcombe", nicknames=("Tansy",), initials="TLPS"
)
ALL = suggested(
    OFFERS,
    town="Wexcombe",
    papers=[("Wexcombe Gazette", "http://paper.wexcombe.test/")],
    authority="Wexcombe Council",
)


def test_the_local_paper_and_the_surest_searches_come_first() -> None:
    assert [one.title for one in ALL[:4]] == [
        "Wexcombe Gazette",
        'Google Alert: "Tansy Lane Primary School" Wexcombe',
        'Web search: "Tansy Lane Primary School" Wexcombe',
        'Mumsnet: "Tansy Lane Primary School"',
    ]
    assert ALL[3].query == '"Tansy Lane Primary School" site:mumsnet.com'


def test_an_alert_says_what_to_paste_and_where_its_feed_goes() -> None:
    alert = ALL[1]
    assert alert.paste == '"Tansy Lane Primary School" Wexcombe'
    assert alert.paste in alert.by_hand
    assert "google.com/alerts" in alert.by_hand
    assert "RSS feed" in alert.by_hand
    assert alert.by_hand.endswith("paste the address of the feed’s symbol here.")


def test_every_search_may_be_made_and_no_place_is_a_person() -> None:
    for one in ALL:
        assert not one.query or allowed(one.query, OFFERS) == ""
        assert not one.paste or allowed(one.paste, OFFERS) == ""
        assert refusal(one.address) == ""
        assert one.why.endswith(".")
        assert one.query or one.address or one.by_hand


def test_places_that_may_not_exist_are_called_guesses() -> None:
    guesses = {one.title for one in ALL if one.is_guess}
    assert guesses == {"Reddit: r/wexcombe", "Mastodon: #TansyLane", "Bluesky: #TansyLane"}


def test_each_stands_once_and_closed_places_are_said_to_be_closed() -> None:
    assert len({(one.title, one.query) for one in ALL}) == len(ALL)
    assert ALL[-1].kinds == (Kind.PERSON,)
    assert "screenshot" in ALL[-1].by_hand


def test_a_town_of_two_words_has_two_likely_groups() -> None:
    titles = [one.title for one in suggested(OFFERS, town="Wexcombe Regis")]
    assert {"Reddit: r/wexcomberegis", "Reddit: r/wexcombe_regis"} <= set(titles)


def test_without_names_nothing_is_suggested() -> None:
    assert suggested(()) == ()
