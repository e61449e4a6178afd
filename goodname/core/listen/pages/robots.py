"""What a site's robots.txt asks of machines (RFC 9309), and what follows where it cannot be had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from goodname.core.listen.charset import characters
from goodname.core.words import Request

TOKEN = "Goodname"
MOST = 500_000  # bytes that are read; the standard asks for 500 KiB at least, and then may stop
LONGEST_DELAY = 3600.0  # seconds; a wish for more is kept as an hour, so that no site is lost
AGENT = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)([^#]*)", re.IGNORECASE)
SOMEBODY_ELSE = "somebody-else"
MOST_OF_A_RATE = 10**9  # more digits than these make no other wish, and no number that divides
ALL = b""
NOTHING = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True)
class Rules:
    """What one site asks of machines. `body` is what was read, so that rules can be kept."""

    body: bytes

    @classmethod
    def read(cls, body: bytes) -> Rules:
        """Rules from the bytes of a robots.txt; what cannot be understood asks for nothing."""
        if len(body) <= MOST:
            return cls(body)
        # The line that is cut off could say more than its writer meant: "/" for "/private".
        whole, _, _ = body[:MOST].rpartition(b"\n")
        return cls(whole)

    def allows(self, address: str, agent_token: str = TOKEN) -> bool:
        """Whether a machine of this name is welcome at an address of this site."""
        return self._parsed(agent_token).can_fetch(address, agent_token)

    @property
    def delay(self) -> float | None:
        """Seconds that we are asked to leave between two questions, an hour at most."""
        parsed = self._parsed(TOKEN)
        wishes = [parsed.crawl_delay(TOKEN)]
        if rate := parsed.request_rate(TOKEN):
            seconds, requests = (min(one, MOST_OF_A_RATE) for one in (rate.seconds, rate.requests))
            wishes.append(seconds / requests)
        found = [wish for wish in wishes if wish]
        return min(max(found), LONGEST_DELAY) if found else None

    def _parsed(self, token: str) -> Protego:
        return Protego.parse("\n".join(_for(token.lower(), characters(self.body))))


def _for(token: str, text: str) -> Iterator[str]:
    """The lines, with all other machines named alike.

    The library writes each rule down for each machine that is named above it: 20,000 names over
    20,000 rules, half a megabyte, would fill the memory. To us the others are one.
    """
    for line in text.splitlines():
        named = AGENT.match(line)
        if named is None:
            yield line
            continue
        name = named[1].strip().lower()
        bare = name.replace("*", "") or name
        is_ours = token.startswith(bare) or name in ("*", "")
        yield f"User-agent: {bare if is_ours else SOMEBODY_ELSE}"


def ask(address: str) -> Request:
    """The request for the robots.txt that speaks for an address.

    Raises ValueError for what is no http(s) address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("Only a web address has a robots.txt.")
    there = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))
    return Request(there, (("Accept", "text/plain,*/*;q=0.1"),))


def answered(status: int, body: bytes) -> Rules:
    """The rules that follow from the answer for a robots.txt, after redirects.

    A site without one (any 4xx, a password included) asks for nothing. A site that asks us to slow
    down (429) or is in trouble (5xx), and a redirect without end, is left alone for now.
    """
    if 200 <= status < 300:
        return Rules.read(body)
    if 400 <= status < 500 and status != 429:
        return Rules(ALL)
    return unreachable()


def unreachable() -> Rules:
    """The rules for a site whose robots.txt could not be fetched: it is left alone for now."""
    return Rules(NOTHING)
