"""Says of an address that it is one person's own page: people are not listened to, whoever they are.

An address that could be either an organisation's or a person's counts as a person's, because it
does not tell: what an organisation writes about the school is found by the school's name anyway. So
it is with YouTube's channels and Facebook's names.
"""

from __future__ import annotations

import re

from goodname.core.listen.places.profile_address import Address, addresses, embedded, word_set
from goodname.core.listen.places.profile_places import OWN_HOSTS, PLACES
from goodname.core.listen.places.profile_sites import (
    ENDING,
    NUMBER,
    account,
    account_name,
    through_a_bridge,
    who_wrote,
)  # fmt: skip

HANDLE = re.compile(r"@([\w.\-]{1,100})@([\w\-]+(?:\.[\w\-]+)+)")
# On a forum or a blog: the word before a member's name, and what stands there instead of one.
MEMBERS = word_set("u user users member members profile profiles profil author authors")
NO_NAMES = word_set(
    "activity all edit feed list login logout me new online password register rss search settings"
    " sign_in sign_up signin signup"
)
FOLDERS = word_set("forum forums community talk board boards discuss web chat index.php blog feeds"
                   " news")  # fmt: skip
# The names under which bridges, forums and servers are asked for one account.
ACCOUNTS = ("user", "username", "user_id", "userid", "account", "acct", "screen_name", "actor",
            "handle", "canusername", "profile", "author_name", "search_author",
            "author", "author_id")  # fmt: skip
RSSHUB = re.compile(r"(?:[\w-]+\.)*rsshub[.-][\w.-]+")
PROFILE_PAGES = word_set("member.php memberlist.php profile.php userinfo.php")
CHANNEL = re.compile(r"u[cu][\w-]{22}")  # of YouTube, or the list of all that it uploads
BRIDGED = word_set("bluesky bsky facebook instagram mastodon picnob pixiv reddit snapchat threads"
                    " tiktok twitter weibo x youtube")  # fmt: skip


def person_at(address: str) -> str:
    """Whose own page an address is, as a name that stays the same however the address is written.

    Such as "facebook.com/ivy.penrose" or "@ivy@social.example"; "" where it is nobody's own page, a
    single post among them.
    """
    return _whose(address)[1]


def refusal(address: str) -> str:
    """Why an address is refused as a source: it is one person's page; "" where it is not."""
    site, who = _whose(address)
    if not who:
        return ""
    if site == "YouTube":
        return (
            "This is one YouTube channel, and its address does not tell whether a person or an"
            " organisation owns it. People are not listened to: search YouTube for the school’s"
            " name instead, which finds its videos too."
        )
    if site == "Facebook":
        return (
            "This looks like one person’s page on Facebook, and people are not listened to. Facebook"
            " does not let us hear organisations’ pages either: ask whoever saw a post about the"
            " school to send it in, with its address or as a screenshot."
        )
    where = f" on {site}" if site else ""
    return (
        f"This is one person’s own page{where}, and people are not listened to. Search for the"
        " school’s name instead; if a post there is about the school, send in that post’s own"
        " address or a screenshot."
    )


def _whose(written: str) -> tuple[str, str]:
    bare = written.strip().lower()
    bare = bare.removeprefix("acct:").removeprefix("web+ap://")
    if found := HANDLE.fullmatch(bare):
        return found[2], f"@{found[1]}@{found[2]}"
    # With three words after the slashes it is one post, with fewer all of an account's.
    if found := re.match(r"at://(did:[a-z]+:[\w.:%-]+|[\w.-]+)(?:/[^/]*)?/?$", bare):
        return "Bluesky", f"bsky.app/{found[1]}"
    if found := re.match(r"(did:(?:plc|web):[\w.:%-]+)$", bare):
        return "Bluesky", f"bsky.app/{found[1]}"
    for address in addresses(written):
        known = _known(address)
        inside = map(_known, embedded(address)) if known is None else ()
        told = (known or _anywhere(address), *filter(None, inside))
        site, who = next((one for one in told if one[1]), ("", ""))
        if who:
            return site, who[:200]
    return "", ""


def _known(address: Address) -> tuple[str, str] | None:
    for title, own, hosts in OWN_HOSTS:
        found = hosts.fullmatch(address.site)
        if found:
            one_post = address.word(0) == "post" or (title == "Medium" and len(address.words) > 0
                                                     and address.word(0) != "feed")  # fmt: skip
            return (title, "" if one_post else f"{own}/{found[1]}")
    for title, own, hosts, name in PLACES:
        if hosts.fullmatch(address.site):
            who = name(address)
            return title, f"{own}/{who}" if who else ""
    return None


def _anywhere(address: Address) -> tuple[str, str]:
    """On a site that we do not know: servers of the fediverse, forums, bridges, old home pages."""
    site, words = address.site, address.words
    if words[:2] == ("maps", "contrib"):
        return "Google Maps", f"google.com/maps/contrib/{account_name(address.word(2))}"
    if re.search(r"(?:^|\.)google\.[\w.]+$", site):
        return "", ""
    if words and words[0] in FOLDERS:
        words = words[1:]
    first, second = (*words, "", "")[:2]
    who = _at_server(site, words) or _asked_for(address)
    if who:
        return who.rpartition("@")[2] if who.startswith("@") else site, who
    if RSSHUB.fullmatch(site) and (whose := through_a_bridge(address)):
        return first.title(), f"{first}/{whose}"
    if first in BRIDGED and second in MEMBERS | {"acct", "account", "accounts"} and len(words) > 2:
        return first.title(), f"{first}/{account_name(words[2])}"
    if named := next((word for word in words if word.startswith("did:plc:")), ""):
        return "Bluesky", f"bsky.app/{named}"
    for word in (*words[1:3], address.value("channels", "channel_id", "playlist_id", "list")):
        channel = ENDING.sub("", word)
        if CHANNEL.fullmatch(channel):
            return "YouTube", f"youtube.com/uc{channel[2:]}"
    if first in MEMBERS and _one_member(words):
        return site, f"{site}/{account_name(second)}"
    if first == "ap" and second in MEMBERS and len(words) > 2:  # how Mastodon numbers accounts
        return site, f"{site}/{account_name(words[2])}"
    if first.startswith("~") and len(first) > 1:
        return site, f"{site}/{first}"
    return "", ""


def _at_server(site: str, words: tuple[str, ...]) -> str:
    """An account of the fediverse, whichever of its servers shows it."""
    if words[:1] == ("deck",):
        words = words[1:]
    if words[:1] == ("web",):
        words = words[1:]
    if not words:
        return ""
    if words[0].startswith("@"):
        name, _, server = words[0][1:].partition("@")
        one_post = len(words) > 1 and (NUMBER.fullmatch(words[1]) or
                                       (words[1] in ("statuses", "p", "notice") and len(words) > 2)
                                       )  # fmt: skip
        name = account_name(name)
        return "" if one_post or not name else f"@{name}@{ENDING.sub('', server) or site}"
    if words[:3] == ("api", "v1", "accounts") and len(words) > 3:
        return f"@{account_name(words[3])}@{site}"
    if words[0] == "accounts" and len(words) > 1 and account_name(words[1]):
        return f"@{account_name(words[1])}@{site}"
    return ""


def _one_member(words: tuple[str, ...]) -> bool:
    """Whether /users/ivy and not /users/ivy/statuses/12, which is one post of hers."""
    one_post = len(words) > 3 and words[2] in ("statuses", "posts", "status", "p")
    name = account_name(words[1]) if len(words) > 1 else ""
    return bool(name) and name not in NO_NAMES and not one_post


def _asked_for(address: Address) -> str:
    if address.value("feed") and "reddit" in address.site:
        return ""  # the reader's own key for feeds, not whom she reads
    known: tuple[str, ...] = ACCOUNTS
    if address.value("bridge") or set(address.words) & PROFILE_PAGES or "xrpc" in address.words:
        known = (*ACCOUNTS, "u", "uid", "id", "name", "repo", "did", "authors")
    if address.value("action").startswith("profile"):
        known = (*known, "u")
    if wrote := who_wrote(address):  # a search for what one account says, whoever offers it
        return f"{address.site}/{wrote}"
    if address.value("bridge") == "redditbridge" and address.value("r"):
        return ""
    who = account(address.value(*known).lstrip("@").split("@")[0])
    where = address.value("bridge").removesuffix("bridge") or address.site
    return f"{where}/{who}" if who else ""
