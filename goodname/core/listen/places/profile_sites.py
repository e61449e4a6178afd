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
TUMBLRS_OWN = word_set("about communities dashboard explore help login policy register search"
                        " tagged")  # fmt: skip
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
        if address.word(0) in own or address.word(1) in one_post:
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
    if address.word(0) in ("stories", "_u", "_n") and address.word(1) != "highlights":
        return account_name(address.word(1))
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
    if address.word(0) != "profile" or address.word(2) in ("post", "feed", "lists"):
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
    if address.word(0) in ("channel", "c", "user"):
        return account_name(address.word(1))
    if address.word(0) == "feeds":
        return account_name(address.value("channel_id", "user"))
    return at(address.word(0))


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
    one_article = len(words) > 1 and words[1] not in ("about", "followers", "following", "lists")
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


def only_name(address: Address) -> str:
    return "" if address.word(1) else account_name(address.word(0))


def any_name(address: Address) -> str:
    return account_name(address.word(0))
