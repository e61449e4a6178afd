"""Finds, site by site, the account whose own page an address is."""

from __future__ import annotations

import re
from collections.abc import Callable

from goodname.core.listen.places.profile_address import Address, word_set

ENDING = re.compile(r"\.(?:rss|atom|xml|json|feed)$")
NAME = re.compile(r"[\w.\-]{1,100}")
NUMBER = re.compile(r"\d{1,30}")
ONE_WHO_WROTE = re.compile(r"\b(?:from|author|user):@?([\w.\-]{1,100})")
FACEBOOKS_OWN = word_set(
    "ads business dialog e events events_list fundraisers g gaming games groups hashtag help l.php legal"
    " live login login.php marketplace media notes pages pg photo photo.php photos places plugins"
    " permalink.php policies privacy reel reels search settings share share.php sharer sharer.php"
    " stories story.php terms video.php watch home.php"
)
INSTAGRAMS_OWN = word_set("about accounts developer direct explore legal p reel reels tv")
XS_OWN = word_set(
    "about compose explore hashtag home i intent jobs login messages notifications privacy search"
    " search-advanced settings share signup tos"
)
GITHUBS_OWN = word_set(
    "about apps collections contact customer-stories enterprise events explore features issues"
    " login marketplace new notifications orgs organizations pricing pulls readme search security"
    " settings site solutions team topics trending"
)
# Where a bridge can make a feed of somebody's page, and what of a place is nobody's own.
BRIDGED_PLACES = word_set("bluesky bsky facebook instagram linkedin mastodon medium picnob pixiv reddit"
                          " snapchat substack threads tiktok twitter weibo x youtube")  # fmt: skip
NOBODYS = word_set("company explore group groups hashtag hot keyword list playlist popular search school"
                   " subreddit tag tags topic topics trending trends")  # fmt: skip
TUMBLRS_OWN = word_set("about communities dashboard explore help login policy register search"
                        " tagged")  # fmt: skip
YOUTUBES_OWN = word_set(
    "about account api attribution_link embed feed feeds gaming hashtag howyoutubeworks intl kids live"
    " logout oembed playlist post premium redirect results shorts signin t upload watch"
    " watch_videos live_chat"
)
MEDIUMS_LISTS = word_set("about feed followers following latest lists")
PINTERESTS_OWN = word_set("ideas login pin search today")


def account_name(word: str) -> str:
    """The name of an account as part of a path; "" where it can be none."""
    bare = ENDING.sub("", word.lstrip("@"))
    return bare if NAME.fullmatch(bare) else ""


def at(word: str) -> str:
    return account_name(word) if word.startswith("@") else ""


def first(own: frozenset[str], one_post: frozenset[str]) -> Callable[[Address], str]:
    """Sites where the first word is an account, unless it is one of the site's own."""

    def name(address: Address) -> str:
        if address.word(0) in own or (address.word(1) in one_post and address.word(2)):
            return ""
        return account_name(address.word(0))

    return name


def at_first(one_post: frozenset[str]) -> Callable[[Address], str]:
    def name(address: Address) -> str:
        return "" if address.word(1) in one_post else at(address.word(0))

    return name


def facebook(address: Address) -> str:
    word = address.word(0)
    if word in ("profile.php", "user.php"):
        return account_name(address.value("id"))
    if word in ("people", "public", "profile", "user", "app_scoped_user_id"):
        return account_name(address.word(2)) or account_name(address.word(1))
    if address.word(1) in ("posts", "videos", "photos", "reels") and len(address.words) > 2:
        return ""
    return "" if word in FACEBOOKS_OWN else account_name(word)


def instagram(address: Address) -> str:
    shown = ("stories", "_u", "_n", "profile", "v")  # the last two are mirrors' words
    if address.word(0) in shown and address.word(1) != "highlights":
        return account_name(address.word(1))
    if address.value("username"):  # as its own programs ask
        return account_name(address.value("username"))
    return first(INSTAGRAMS_OWN, frozenset({"p", "reel", "tv"}))(address)


def x(address: Address) -> str:
    if address.word(0) == "i" and address.word(1) == "user":
        return account_name(address.word(2))
    if address.word(0) == "intent" and address.word(1) in ("user", "follow"):
        return account_name(address.value("screen_name", "user_id"))
    if address.word(0) == "search":
        return who_wrote(address)
    return first(XS_OWN, frozenset({"status", "statuses"}))(address)


def who_wrote(address: Address) -> str:
    found = ONE_WHO_WROTE.search(address.value("q", "query"))
    return found[1] if found else ""


def tiktok(address: Address) -> str:
    if address.word(0) == "share" and address.word(1) == "user":
        return account_name(address.word(2))
    if address.word(0) == "embed":
        return at(address.word(1))
    return at_first(frozenset({"video", "photo"}))(address)


def bluesky(address: Address) -> str:
    if address.word(0) == "search":
        return who_wrote(address)
    if address.word(0) != "profile":
        return ""
    if address.word(2) in ("post", "feed", "lists") and address.word(3):
        return ""
    return account(address.word(1))


def account(word: str) -> str:
    return word if re.fullmatch(r"did:[a-z]+:[\w.:%\-]{1,100}", word) else account_name(word)


def reddit(address: Address) -> str:
    if "search" in ENDING.sub("", " ".join(address.words[-1:])):
        return who_wrote(address)
    if _one_post_of_reddit(address):
        return ""
    if address.word(0) in ("u", "user"):
        return account_name(address.word(1))
    if address.word(0) == "r" and address.word(1).startswith("u_"):
        return account_name(address.word(1)[2:])  # the place that belongs to one account
    if address.word(0) == "r":  # several places read as one, of which one is somebody's own
        theirs = (place[2:] for place in address.word(1).split("+") if place.startswith("u_"))
        return account_name(next(theirs, ""))
    return ""


def _one_post_of_reddit(address: Address) -> bool:
    """Whether /comments/ is followed by a post's id, and not by the format of a list of them."""
    return address.word(2) == "comments" and ENDING.sub("", address.word(3)) != ""


def linkedin(address: Address) -> str:
    words = [word for word in address.words if word not in ("mwlite", "comm")]
    if words[:1] in (["in"], ["pub"]) and len(words) > 1:
        return account_name(words[1])
    return account_name(address.value("id")) if words[:2] == ["profile", "view"] else ""


def snapchat(address: Address) -> str:
    if address.word(0) in ("add", "u", "s"):
        return account_name(address.word(1))
    return at_first(frozenset({"spotlight"}))(address)


def youtube(address: Address) -> str:
    words = address.words[1:] if address.word(0) == "feed" else address.words
    if words[:1] in (("channel",), ("c",), ("user",)):
        return account_name(words[1]) if len(words) > 1 else ""
    uploads = address.value("playlist_id", "list")
    if re.fullmatch(r"uu[\w-]{22}", uploads):  # the list of all that one channel ever uploads
        return "uc" + uploads[2:]
    if address.word(0) in ("feeds", "feed"):
        return account_name(address.value("channel_id", "user", "channels"))
    if address.word(0).startswith("@"):
        return at(address.word(0))
    return "" if address.word(0) in YOUTUBES_OWN else only_name(address)


def telegram(address: Address) -> str:
    # Only channels, never accounts of people, can be read under /s/; /name/12 is one post.
    if address.word(0) in ("s", "c", "joinchat", "addstickers", "share", "proxy") or address.word(
        1
    ):
        return ""
    return "" if address.word(0).startswith("+") else account_name(address.word(0))


def medium(address: Address) -> str:
    words = address.words[1:] if address.word(0) == "feed" else address.words
    if words[:1] == ("u",) and len(words) > 1:
        return account_name(words[1])
    one_article = len(words) > 1 and words[1] not in MEDIUMS_LISTS
    return at(words[0]) if words and not one_article else ""


def substack(address: Address) -> str:
    one_note = address.word(1) == "note" or re.match(r"p-\d", address.word(1))
    return "" if one_note else at(address.word(0))


def tumblr(address: Address) -> str:
    words = [word for word in address.words if word not in ("blog", "view")]
    if not words or words[0] in TUMBLRS_OWN or (len(words) > 1 and NUMBER.fullmatch(words[1])):
        return ""
    return account_name(words[0])


def github(address: Address) -> str:
    if address.word(0) == "sponsors":
        return account_name(address.word(1))
    return "" if address.word(1) else first(GITHUBS_OWN, frozenset())(address)


def flickr(address: Address) -> str:
    if address.word(0) == "services":
        return address.value("id", "user_id") and "id"
    if address.word(0) not in ("people", "photos") or address.word(1) in ("", "tags"):
        return ""
    return "" if NUMBER.fullmatch(address.word(2)) else re.sub(r"[^\w.\-]", "-", address.word(1))


def pinterest(address: Address) -> str:
    return first(PINTERESTS_OWN, frozenset())(address)


def after(*words: str) -> Callable[[Address], str]:
    """Sites that write an account's name after these words, wherever in the path they stand."""

    def name(address: Address) -> str:
        for at, word in enumerate(address.words[:-1]):
            if word in words:
                return account_name(address.words[at + 1])
        return ""

    return name


def through_a_bridge(address: Address) -> str:
    """A bridge's route: where, what of it, and whose. What is nobody's own is named in the second."""
    where, what, whose = (*address.words, "", "", "")[:3]
    if where not in BRIDGED_PLACES or what in NOBODYS:
        return ""
    name = whose if whose and not what.startswith("@") else what
    return account_name(name.lstrip("@").partition("@")[0])


def wikipedia(address: Address) -> str:
    title = address.value("title") or "/".join(address.words[1:])
    found = re.match(r"(?:user(?:_talk)?:|special:contributions/)([^/]+)", title)
    return account_name(found[1]) if found else ""


def goodreads(address: Address) -> str:
    return account_name(address.word(2)) if address.word(0) in ("user", "author") else ""


def dev(address: Address) -> str:
    """Its feeds; other addresses of one word may be an organisation's, and a human is asked."""
    named = address.word(0) == "feed" and address.word(1) not in ("", "tag", "latest")
    return account_name(address.word(1)) if named else ""


def hacker_news(address: Address) -> str:
    return (
        account_name(address.value("id", "user")) if address.word(0) in ("user", "threads") else ""
    )


def only_name(address: Address) -> str:
    return "" if address.word(1) else account_name(address.word(0))


def any_name(address: Address) -> str:
    return account_name(address.word(0))
