"""Finds out what an address is as far as it tells itself: a search, a video, a feed, somebody's page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places import closed, profiles
from goodname.core.listen.places.profile_address import Address, addresses
from goodname.core.listen.searches.wrapped import unwrapped
from goodname.core.words import Refused

TRACKS = re.compile(r"(?:utm_\w+|fbclid|gclid|igshid|igsh|mc_[ce]id|mkt_tok|msclkid|ref_src|si)")
SUBREDDIT = re.compile(r"(?:https?://)?/?r/(\w{2,21})/?", re.IGNORECASE)
HASHTAG = re.compile(r"#[^\W_]\w{1,60}")
EMAIL = re.compile(r"(?:mailto:)?([^\s@]{1,64}@[^\s@]{1,250}\.[a-z]{2,24})", re.IGNORECASE)
ALERTS_SENDER = "googlealerts-noreply@google.com"
FEEDS = re.compile(r"(?:(?:^|/)(?:feed|rss|atom|rdf)|\.(?:rss|atom|rdf)|/(?:feed|rss|index|atom)\.xml"
                   r"|/feed\.json|\.rss\.xml)/?$", re.IGNORECASE)  # fmt: skip
SEARCH_SERVERS = re.compile(r"(?:[\w-]+\.)*searx(?:ng)?(?:[.-][\w.-]+)?")
FEDIVERSE = re.compile(r"(?:[\w-]+\.)*(?:mastodon\w*|mstdn|toot)(?:\.[\w-]+)+|[\w-]+\.social")
VIDEO = re.compile(r"[\w-]{11}")
NO_ADDRESS = (
    "This is not an address. Copy it from the line at the top of your browser, where the page itself"
    " is open. To look for the school’s name, add a search instead."
)
MAIL = (
    "This is an e-mail address. To hear what comes in by e-mail, such as Google Alerts, connect the"
    " school’s mailbox under Connections."
)


@dataclass(frozen=True)
class Detected:
    """What can be listened to, and with what. `offers` are other ways, better ones first."""

    kind: Kind
    address: str = ""
    query: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    offers: tuple[Detected, ...] = ()


def of_address(address: str) -> Detected | None:
    """What an address is as far as it tells itself; None where it has to be looked at.

    Also "r/wexcombe", "#TansyLane", and addresses without "https://". Raises Refused for one
    person's page, for places that nobody can hear from outside, and for what is no address.
    """
    written = " ".join(address.split())
    if found := HASHTAG.fullmatch(written):
        return Detected(Kind.BLUESKY, query=written, title=f"Bluesky: {written}",
                        offers=(Detected(Kind.MASTODON, query=written),))  # fmt: skip
    if found := SUBREDDIT.fullmatch(written):
        return _subreddit(found[1])
    if reason := profiles.refusal(written):
        raise Refused(reason)
    if EMAIL.fullmatch(written):
        raise Refused(MAIL)
    whole = tidied(address)
    if not whole:
        raise Refused(NO_ADDRESS)
    for part in addresses(whole):
        if reason := closed.refusal(part):
            raise Refused(reason)
    return _known(addresses(whole)[0], whole)


def tidied(written: str) -> str:
    """The address as a browser would open it, without what only counts clicks; "" for none."""
    text = re.sub(r"\s+", "", written.strip().strip("<>\"'“”"))
    if " " in written.strip() and not re.match(r"(?i)https?:|[\w-]+(?:\.[\w-]+)+/", text):
        return ""  # words, not an address that a line break cut in two
    text = re.sub(r"(?i)^(?:feed|webcal|rss)://", "https://", text)
    text = re.sub(r"(?i)^feed:(?=https?:)", "", text)
    if text.startswith("//"):
        text = "https:" + text
    if not re.match(r"(?i)[a-z][a-z0-9+.-]*:", text) or re.match(r"[\w.-]+:\d", text):
        text = "https://" + text
    found = unwrapped(text)
    if not found or not addresses(found):
        return ""
    parts = urlsplit(found)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
             if not TRACKS.fullmatch(name.lower())]  # fmt: skip
    tracked = len(asked) < len(parse_qsl(parts.query, keep_blank_values=True))
    query = urlencode(asked) if tracked else parts.query
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, parts.fragment))


def _known(one: Address, whole: str) -> Detected | None:
    for find in (_google, _reddit, _bluesky, _youtube, _fediverse, _search, _feed):
        if found := find(one, whole):
            return found
    return None


def _google(one: Address, whole: str) -> Detected | None:
    if not re.search(r"(?:^|\.)google\.[\w.]+$", one.site):
        return None
    if one.words[:2] == ("alerts", "feeds"):
        return Detected(Kind.FEED, whole, title="Google Alert")
    if one.site.startswith("news.") and "rss" in one.words:
        return Detected(Kind.FEED, whole, title="Google News")
    if one.word(0) == "maps" or one.site.startswith("maps."):
        place = dict(parse_qsl(urlsplit(whole).query)).get("query_place_id", "")
        place = place or one.value("q").removeprefix("place_id:") * ("place_id:" in one.value("q"))
        return Detected(Kind.REVIEWS, options={"where": "places", "place": place},
                        title="Google reviews")  # fmt: skip
    return None


def _subreddit(name: str) -> Detected:
    return Detected(Kind.REDDIT, f"https://www.reddit.com/r/{name}", title=f"Reddit: r/{name}",
                    options={"subreddit": name})  # fmt: skip


def _reddit(one: Address, whole: str) -> Detected | None:
    if not re.fullmatch(r"(?:[\w-]+\.)?reddit\.com", one.site):
        return None
    if one.value("feed"):  # the address holds the reader's own key, made for this
        return Detected(Kind.FEED, whole, title="Reddit")
    if one.word(0) == "r" and one.word(2) == "comments":
        return Detected(Kind.FEED, whole.partition("?")[0].rstrip("/").removesuffix("/.rss") + "/.rss",
                        title="Reddit: one thread")  # fmt: skip
    name = re.sub(r"\.rss$", "", one.word(1))
    if one.word(0) == "r" and re.fullmatch(r"\w{2,21}", name):
        return _subreddit(name)
    if one.word(0).startswith("search") and one.value("q"):
        return Detected(Kind.REDDIT, query=_asked(whole, "q"), title="Reddit")
    return None


def _bluesky(one: Address, whole: str) -> Detected | None:
    if one.site != "bsky.app":
        return None
    if one.word(0) == "search" and one.value("q"):
        return Detected(Kind.BLUESKY, query=_asked(whole, "q"), title="Bluesky")
    if one.word(0) == "hashtag" and one.word(1):
        tag = "#" + urlsplit(whole).path.strip("/").split("/")[1]
        return Detected(Kind.BLUESKY, query=tag, title=f"Bluesky: {tag}")
    return None


def _youtube(one: Address, whole: str) -> Detected | None:
    if one.site not in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        return None
    path = urlsplit(whole).path.strip("/").split("/")
    video = _asked(whole, "v")
    if one.site == "youtu.be" or path[0] in ("shorts", "live", "embed"):
        video = path[-1]
    if VIDEO.fullmatch(video):
        return Detected(
            Kind.YOUTUBE, options={"video": video}, title="YouTube: comments on a video"
        )
    if one.word(0) == "results" and one.value("search_query"):
        return Detected(Kind.YOUTUBE, query=_asked(whole, "search_query"), title="YouTube")
    return Detected(Kind.FEED, whole, title="YouTube") if one.word(0) == "feeds" else None


def _fediverse(one: Address, whole: str) -> Detected | None:
    if one.word(0) == "tags" and FEDIVERSE.fullmatch(one.site):
        parts = urlsplit(whole)
        tag = "#" + re.sub(r"\.rss$", "", parts.path.strip("/").split("/")[1])
        return Detected(
            Kind.MASTODON, f"{parts.scheme}://{parts.netloc}", tag, title=f"Mastodon: {tag}"
        )
    return None


def _search(one: Address, whole: str) -> Detected | None:
    parts = urlsplit(whole)
    if one.site == "search.brave.com" and one.value("q"):
        return Detected(Kind.BRAVE, query=_asked(whole, "q"), title="Brave",
                        options={"where": "news"} if one.word(0) == "news" else {})  # fmt: skip
    if SEARCH_SERVERS.fullmatch(one.site) or one.word(0) in ("searx", "searxng"):
        path = parts.path.removesuffix("/search").rstrip("/")
        return Detected(Kind.SEARXNG, f"{parts.scheme}://{parts.netloc}{path}", _asked(whole, "q"),
                        title="SearXNG")  # fmt: skip
    return None


def _feed(one: Address, whole: str) -> Detected | None:
    form = one.value("format", "type", "feed", "output")
    is_feed = FEEDS.search(urlsplit(whole).path) or re.fullmatch(r"rss2?|atom|mrss", form)
    return Detected(Kind.FEED, whole) if is_feed else None


def _asked(whole: str, name: str) -> str:
    return dict(parse_qsl(urlsplit(whole).query)).get(name, "").strip()
