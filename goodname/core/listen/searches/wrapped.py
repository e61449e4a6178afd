"""Takes an address out of the link that a search engine or a mail service wraps it in."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from urllib.parse import parse_qs, unquote, urlsplit

from goodname.core.listen.links import unwrapped as out_of_google
from goodname.core.listen.links import web_address

# Host, the path that only wraps, and the name under which the address is inside.
WRAPPERS = (
    (re.compile(r"(?:\w+\.)?duckduckgo\.com"), "/l/", "uddg"),
    (re.compile(r"(?:www\.|cn\.)?bing\.com"), "/ck/a", "u"),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), "/", "u"),
    (re.compile(r"l\.threads\.(?:net|com)"), "/", "u"),
    (re.compile(r"out\.reddit\.com"), "/", "url"),
    (re.compile(r"(?:www\.|m\.)?youtube\.com"), "/redirect", "q"),
    (re.compile(r"(?:www\.)?google\.com"), "/alerts/share", "ru"),
    (re.compile(r"[\w-]+\.safelinks\.protection\.outlook\.com"), "/", "url"),
)
YAHOO = re.compile(r"/RU=([^/]+)/")
MOST_LAYERS = 4  # a mail service's link round an alert's link is two


def unwrapped(address: str) -> str:
    """The page that a counting link leads to; any other address as it was.

    "" where the address, or what is inside it, is not one that a person may safely follow.
    """
    address = web_address(address)
    for _ in range(MOST_LAYERS):
        inside = web_address(_inside(address)) if address else ""
        if not inside or inside == address:
            break
        address = inside
    return address


def _inside(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    if host == "r.search.yahoo.com" and (found := YAHOO.search(parts.path)):
        return unquote(found[1])
    for hosts, path, name in WRAPPERS:
        if hosts.fullmatch(host) and parts.path.startswith(path):
            value = parse_qs(parts.query).get(name, [""])[0]
            return _decoded(value) if path == "/ck/a" else value
    inside = out_of_google(address)
    return inside if inside != address else ""


def _decoded(value: str) -> str:
    """Bing writes "a1" and then the address in the alphabet of base64 for addresses."""
    if not value.startswith("a1"):
        return ""
    try:
        return urlsafe_b64decode(value[2:] + "=" * (-len(value[2:]) % 4)).decode()
    except (NotBase64, ValueError):
        return ""
