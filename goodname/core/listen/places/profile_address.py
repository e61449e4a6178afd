"""Takes apart an address that somebody pasted, however it is written, to see whose page it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from goodname.core.listen.searches.wrapped import unwrapped

# Parts of a host's name that change the dress of a site and not whose page it is.
DRESS = re.compile(r"^(?:(?:www\d?|m|mobile|mbasic|touch|old|new|np|i|amp|web|sh|en|[a-z]{2}-[a-z]{2}"
                   r"|uk|ie|gb)\.)+(?=[^.]+\.[^.])")  # fmt: skip
INSIDE = re.compile(r"https?:/{1,2}(?=[^/\s])", re.IGNORECASE)
# Sites that show another site's page, whose address stands in theirs without "https://".
SHOWS = frozenset({"openrss.org", "r.jina.ai", "12ft.io", "archive.ph", "archive.is"})
# A page's address in another's, without "https://" before it: /amp/s/x.com/ivy, ?url=x.com/ivy.
BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?")
BARE_VALUE = re.compile(r"(?:cache:(?:[\w-]+:)?)?((?:[\w-]+\.)+[a-z]{2,24}/\S+)")
# Sites that lead on to some mirror of the place that their first word names.
LEADS_ON = frozenset({"farside.link"})
MIRRORED = {"nitter": "x.com", "redlib": "reddit.com", "libreddit": "reddit.com",
            "teddit": "reddit.com", "invidious": "youtube.com", "piped": "youtube.com",
            "proxitok": "tiktok.com", "bibliogram": "instagram.com", "proxigram": "instagram.com",
            "scribe": "medium.com", "libremdb": "imdb.com"}  # fmt: skip
MOST_LAYERS = 3


@dataclass(frozen=True)
class Address:
    """An address in parts: the site without its dress, the path's words, the question's names.

    All is in lower case and decoded; `words` hold what stands between the slashes.
    """

    site: str
    words: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()

    def word(self, number: int) -> str:
        return self.words[number] if number < len(self.words) else ""

    def value(self, *names: str) -> str:
        """What the address asks for under the first of these names that it has."""
        told = dict(reversed(self.asked))
        return next((told[name] for name in names if told.get(name)), "")


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def addresses(written: str) -> tuple[Address, ...]:
    """The address in parts, and those that it holds inside: an archive's copy of a page is that page."""
    found: list[Address] = []
    queue = [written]
    while queue and len(found) <= MOST_LAYERS:
        whole = _whole(queue.pop(0))
        one = _apart(whole)
        if one is None:
            continue
        found.append(one)
        queue += [whole[at.start() :] for at in list(INSIDE.finditer(whole))[1 : 1 + MOST_LAYERS]]
        if one.site in SHOWS and "." in one.word(0):
            queue.append("https://" + "/".join(one.words))
    return tuple(found)


def embedded(address: Address) -> tuple[Address, ...]:
    """The pages whose addresses stand in this one without a scheme, as far as they can be told.

    A word with a dot may as well be a file's name: only known sites should be looked for in them.
    """
    words = address.words
    if address.site in LEADS_ON and address.word(0) in MIRRORED:
        words = (address.word(0), MIRRORED[address.word(0)], *words[1:])
    found = ["/".join(words[at:]) for at in range(len(words) - 1) if BARE.fullmatch(words[at])]
    values = (BARE_VALUE.fullmatch(value) for _, value in address.asked)
    found += [value[1] for value in values if value]
    inside = (_apart(f"https://{one}") for one in found[:MOST_LAYERS])
    return tuple(one for one in inside if one is not None)


def _whole(written: str) -> str:
    text = unicodedata.normalize("NFKC", written).strip().strip("<>\"'“”()[]").strip()
    text = text.replace("\\", "/")  # as browsers do
    for _ in range(MOST_LAYERS):
        text = unquote(text)
    if text.startswith("//"):
        text = "https:" + text
    if not re.match(r"(?i)https?:/", text):
        text = "https://" + text
    return re.sub(r"(?i)^(https?):/+", r"\1://", text)[:2_000]


def _apart(whole: str) -> Address | None:
    try:
        parts = urlsplit(unwrapped(whole) or whole)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if host.endswith(".translate.goog"):
        host = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".")
        host = host.replace("\0", "-")
    if "." not in host:
        return None
    path = parts.path
    if parts.fragment.startswith("!"):  # an old form of twitter.com/#!/name
        path = parts.fragment[1:]
    asked = parse_qsl(parts.query.replace(";", "&"))[:50]
    return Address(
        DRESS.sub("", host),
        tuple(_words(path.lower())),
        tuple((name.lower(), " ".join(value.lower().split())) for name, value in asked),
    )


def _words(path: str) -> list[str]:
    found: list[str] = []
    for word in re.split(r"[/\s]+", path):
        if word == "..":
            found = found[:-1]
        elif word not in ("", "."):
            found.append(word)
    return found
