"""Reviews as review sites write them for machines, and the few that Google gives out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from goodname.core.listen.pages import reviews
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply
from goodname.core.words import Request

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
ADDRESS = "http://schools.wexcombe.test/tansy-lane"
JSON_LD = """<html><head><title>Tansy Lane Primary - Wexcombe schools</title>
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Wexcombe schools"},
 {"@type": ["School", "LocalBusiness"], "name": "Tansy Lane Primary School",
  "aggregateRating": {"@type": "AggregateRating", "ratingValue": "3.5", "reviewCount": 2},
  "review": [
   {"@type": "Review", "@id": "#r1", "author": {"@type": "Person", "name": "Marigold"},
    "datePublished": "2026-02-28", "name": "The gate",
    "reviewRating": {"@type": "Rating", "ratingValue": 2, "bestRating": "5"},
    "reviewBody": "Nobody answers the phone &amp; the gate
is late."},
   {"@type": "http://schema.org/Review", "author": "Basil", "dateCreated": "2026-03-01T10:00:00Z",
    "reviewRating": {"ratingValue": "9,0", "bestRating": 10}, "description": "Kind teachers."},
   {"@type": "Review", "reviewRating": {"ratingValue": "1"}},
   {"@type": "Review", "author": "Sorrel"}
  ]}]}
</script></head><body><p>Both are shown here again.</p></body></html>"""
MICRODATA = """<div itemscope itemtype="https://schema.org/ChildCare">
 <h1 itemprop="name">Little Tansies</h1>
 <div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
  <meta itemprop="ratingValue" content="4"><span itemprop="reviewCount">2</span></div>
 <div itemprop="review" itemscope itemtype="https://schema.org/Review">
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ivy</b></span>
  <time itemprop="datePublished" datetime="2026-02-01">a month ago</time>
  <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
   <meta itemprop="worstRating" content="1"><meta itemprop="ratingValue" content="4.0">
   <meta itemprop="bestRating" content="5"></span>
  <div itemprop="reviewBody"><div>My son loves it.</div><p>The garden <em>above all</em>.</div>
 </div>
 <article itemprop="review" itemscope itemtype="https://schema.org/Review">
  <a itemprop="author" href="/members/7">Fern</a>
  <p itemprop="reviewBody">Too dear.
  <p>Read more about us</p>
 </article></div>"""


def look(
    source: str | bytes, status: int = 200, options: Mapping[str, str] | None = None,
    secret: Mapping[str, str] | None = None, server: str = ADDRESS,
) -> tuple[Batch, Request]:  # fmt: skip
    asked = Asked(now=NOW, address=server, options=options or {}, secret=secret or {})
    talk = reviews.talk(asked)
    request = next(talk)
    body = source if isinstance(source, bytes) else source.encode()
    kind = "application/json" if options else "text/html"
    with pytest.raises(StopIteration) as end:
        talk.send(Reply(status, body, {"content-type": kind}, ADDRESS))
    return end.value.value, request


def test_reviews_written_as_json_ld() -> None:
    batch, _ = look(JSON_LD)
    assert batch.outcome == Outcome.ANSWERED
    first, second, third = batch.posts
    assert first.key == "#r1"
    assert first.title == "The gate"
    assert first.text == "2 out of 5 stars.\nNobody answers the phone & the gate\nis late."
    assert first.author == "Marigold"
    assert first.posted == datetime(2026, 2, 28, tzinfo=UTC)
    assert first.marks == (("rating", "2/5"),)
    assert first.address == ADDRESS
    assert second.text == "9 out of 10 stars.\nKind teachers."
    assert second.author == "Basil"
    assert third.text == "1 out of 5 stars."


def test_reviews_written_as_microdata() -> None:
    batch, _ = look(MICRODATA)
    first, second = batch.posts
    assert batch.title == "Little Tansies"
    assert first.author == "Ivy"
    assert first.text == "4 out of 5 stars.\nMy son loves it.\nThe garden above all."
    assert first.posted == datetime(2026, 2, 1, tzinfo=UTC)
    assert (second.author, second.text, second.marks) == ("Fern", "Too dear.", ())


def test_a_review_that_a_site_writes_both_ways_is_told_once() -> None:
    both = (
        '<script type="application/ld+json">{"@type":"Review","author":"Fern","reviewBody":'
        '"Too dear."}</script>' + MICRODATA
    )
    batch, _ = look(both)
    assert sorted(post.author for post in batch.posts) == ["Fern", "Ivy"]


def test_the_same_review_keeps_its_key_at_the_next_look() -> None:
    assert [post.key for post in look(MICRODATA)[0].posts] == [
        post.key for post in look(MICRODATA.replace("a month ago", "two months ago"))[0].posts
    ]


def test_a_page_with_a_rating_and_no_review_yet_is_heard() -> None:
    batch, _ = look('<script type="application/ld+json">{"@type":"School","name":"Tansy Lane",'
                    '"aggregateRating":{"ratingValue":4}}</script>')  # fmt: skip
    assert batch.posts == ()
    assert batch.outcome == Outcome.ANSWERED


@pytest.mark.parametrize(
    "source",
    ["<p>Five stars, says Ivy</p>", '<script type="application/ld+json">{broken</script>', "",
     '<script type="application/ld+json">' + "[" * 5000 + "</script>"],
)  # fmt: skip
def test_a_page_that_marks_no_reviews_says_what_to_do_instead(source: str) -> None:
    with pytest.raises(NotHeard, match="Watch it as a page instead"):
        look(source)


@pytest.mark.parametrize("piece", ["<div itemscope itemprop=a>", "<p itemprop=b>", "<div itemscope>",
                                   '<script type="application/ld+json">', "<b itemprop=c>x"])  # fmt: skip
def test_no_page_can_keep_the_reader_busy(piece: str) -> None:
    assert reviews.read(piece * (400_000 // len(piece)), ADDRESS) == ("", [])


@pytest.mark.parametrize(
    ("rating", "best", "words"),
    [("2", "5", "2 out of 5 stars."), ("4.5", "5", "4.5 out of 5 stars."), ("80", "100", "80 out of 100."),
     ("", "5", ""), ("good", "5", ""), ("3", "many", ""), ("5.00", "5", "5 out of 5 stars.")],
)  # fmt: skip
def test_ratings_in_words(rating: str, best: str, words: str) -> None:
    assert reviews.in_words(rating, best) == words


GOOGLE = {
    "displayName": {"text": "Tansy Lane Primary School", "languageCode": "en"},
    "rating": 4.1,
    "userRatingCount": 23,
    "reviews": [
        {
            "name": "places/ChIJabcdefghij/reviews/ChZD1",
            "rating": 1,
            "text": {"text": "Parking is a nightmare.", "languageCode": "en"},
            "originalText": {"text": "Parking is a nightmare!", "languageCode": "en"},
            "authorAttribution": {
                "displayName": "Marigold",
                "uri": "https://x.test",
                "photoUri": "",
            },
            "publishTime": "2026-01-20T09:30:00.123456789Z",
            "googleMapsUri": "https://www.google.com/maps/reviews/data=1",
        },
        {"name": "places/ChIJabcdefghij/reviews/ChZD2", "rating": 5},
    ],
}
PLACE = {"where": "places", "place": "ChIJabcdefghij"}


def test_googles_reviews_are_said_to_be_a_choice_of_five() -> None:
    batch, request = look(json.dumps(GOOGLE), options=PLACE, secret={"key": "k1"}, server="")
    assert request.address == (
        "https://places.googleapis.com/v1/places/ChIJabcdefghij?languageCode=en-GB"
    )
    assert ("X-Goog-Api-Key", "k1") in request.headers
    assert batch.outcome == Outcome.PARTLY
    assert "at most five reviews" in batch.note
    first, second = batch.posts
    assert first.key == "places/ChIJabcdefghij/reviews/ChZD1"
    assert first.title == "Review of Tansy Lane Primary School"
    assert first.text == "1 out of 5 stars.\nParking is a nightmare!"
    assert first.address == "https://www.google.com/maps/reviews/data=1"
    assert first.posted is not None
    assert second.text == "5 out of 5 stars."


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [(403, b"{}", Outcome.NO_TOKEN), (400, b'{"reason":"API_KEY_INVALID"}', Outcome.NO_TOKEN),
     (429, b"", Outcome.QUOTA), (404, b"", Outcome.REFUSED), (500, b"", Outcome.REFUSED)],
)  # fmt: skip
def test_what_google_refuses(status: int, body: bytes, outcome: Outcome) -> None:
    with pytest.raises(NotHeard) as no:
        look(body, status, PLACE, {"key": "k1"})
    assert no.value.outcome == outcome


@pytest.mark.parametrize(("options", "secret"), [(PLACE, {}), ({"where": "places"}, {"key": "k"}),
                                                 ({**PLACE, "place": "../../x"}, {"key": "k"})])  # fmt: skip
def test_google_is_not_asked_without_key_and_place(
    options: Mapping[str, str], secret: Mapping[str, str]
) -> None:
    with pytest.raises(NotHeard) as no:
        next(reviews.talk(Asked(now=NOW, options=options, secret=secret)))
    assert no.value.spent == 0
