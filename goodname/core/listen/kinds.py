"""Every kind of source that can be listened to, and the module that knows how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from goodname.core.listen.feeds import feed
from goodname.core.listen.networks import bluesky, mastodon, reddit, youtube
from goodname.core.listen.pages import reviews, watched
from goodname.core.listen.searches import brave, searxng
from goodname.core.listen.talk import Asked, Talk


class Kind(StrEnum):
    """The ids that sources, connections and goodname/data/facts/connectors.toml share."""

    FEED = "feed"
    PAGE = "page"  # a page that has no feed, watched for new words
    REVIEWS = "reviews"  # a page that carries reviews
    SEARXNG = "searxng"
    BRAVE = "brave"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    REDDIT = "reddit"
    YOUTUBE = "youtube"
    MAILBOX = "mailbox"  # spoken to over IMAP, see core.listen.letters.mail
    PERSON = "person"  # what people tell us: never asked, always heard


# Every kind that is asked over HTTP.
TALKS: Mapping[Kind, Callable[[Asked], Talk]] = {
    Kind.FEED: feed.talk,
    Kind.PAGE: watched.talk,
    Kind.REVIEWS: reviews.talk,
    Kind.SEARXNG: searxng.talk,
    Kind.BRAVE: brave.talk,
    Kind.BLUESKY: bluesky.talk,
    Kind.MASTODON: mastodon.talk,
    Kind.REDDIT: reddit.talk,
    Kind.YOUTUBE: youtube.talk,
}
# Where no key is shown we come as any machine does: robots.txt says whether we are welcome.
ASKS_ROBOTS = frozenset({Kind.FEED, Kind.PAGE, Kind.REVIEWS})
NEEDS_KEY = frozenset({Kind.BRAVE, Kind.BLUESKY, Kind.MASTODON, Kind.YOUTUBE, Kind.MAILBOX})
PLACES = {"where": "places"}  # the option of reviews that Google's own API is asked for
# Searches, which are made of the school's names alone.
SEARCHES = frozenset(
    {Kind.SEARXNG, Kind.BRAVE, Kind.BLUESKY, Kind.MASTODON, Kind.REDDIT, Kind.YOUTUBE}
)
# Whoever may write to the school's own mailbox or form means the school.
ALWAYS_ABOUT_US = frozenset({Kind.MAILBOX, Kind.PERSON})
# How many of the shortest turns (a feed's) lie between two looks: gentler where asking costs more.
TURNS: Mapping[Kind, int] = {
    Kind.FEED: 1,
    Kind.BLUESKY: 1,
    Kind.MASTODON: 1,
    Kind.MAILBOX: 1,
    Kind.REDDIT: 4,
    Kind.PAGE: 4,
    Kind.SEARXNG: 24,
    Kind.BRAVE: 24,
    Kind.YOUTUBE: 24,
    Kind.REVIEWS: 24,
    Kind.PERSON: 96,  # never asked; here so that every kind has a figure
}


def needs_key(kind: str, options: Mapping[str, str]) -> bool:
    """Whether a place answers only with a key: of reviews those that Google's API gives out."""
    return kind in NEEDS_KEY or (kind == Kind.REVIEWS and options.get("where") == PLACES["where"])
