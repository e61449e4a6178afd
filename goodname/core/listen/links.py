"""Makes an address that a stranger wrote into one that a person may safely follow, or into none."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from goodname.core.listen.markup import INVISIBLE

LONGEST = 2_000
GOOGLE = re.compile(r"(?:www\.)?google\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})")
# Browsers skip these inside an address, which is how "java\nscript:" gets past a careless eye.
SKIPPED = re.compile(r"[\x00-\x1f\x7f]")


def web_address(written: str, base: str = "") -> str:
    """The absolute http(s) address that was meant; "" for any other kind or for nonsense."""
    written = SKIPPED.sub("", written).strip()
    if not written or len(written) > LONGEST:
        return ""
    try:
        written.encode()  # half of a character cannot be part of an address
        address = unwrapped(urljoin(base, written))
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        if not usable or parts.port == 0 or INVISIBLE.search(parts.netloc):
            return ""
        # A mark that turns writing round would show another address than the one that is meant.
        seen = INVISIBLE.sub(lambda mark: quote(mark[0]), address)
        return seen.replace(" ", "%20")
    except (ValueError, UnicodeError):  # brackets or a port that make no sense
        return ""


def unwrapped(address: str) -> str:
    """The page that a search engine's alert links to, out of the link that counts the clicks."""
    parts = urlsplit(address)
    if parts.path != "/url" or not GOOGLE.fullmatch(parts.hostname or ""):
        return address
    asked = parse_qs(parts.query)
    inside = (asked.get("url") or asked.get("q") or [""])[0]
    return inside if urlsplit(inside).scheme in ("http", "https") else address
