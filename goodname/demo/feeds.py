"""The town's feeds, RSS 2.0 and Atom, made with an XML library so always well formed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from goodname.demo.pages import paragraphs
from goodname.demo.script import Site
from goodname.demo.today import Shown

MEDIA = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
NEWEST = 30  # how many posts a feed carries
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"


def feed(
    kind: str, site: Site, file: str, items: Sequence[Shown], changed: datetime, base: str
) -> bytes:
    """The feed as bytes. `base` is the town's address without a slash at the end."""
    build = _rss if kind == "rss" else _atom
    root = build(site, f"{base}{site.path}{file}", items[:NEWEST], changed, base)
    ElementTree.indent(root)
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        + bytes(ElementTree.tostring(root, "utf-8"))
        + b"\n"
    )


def _rss(
    site: Site, address: str, items: Sequence[Shown], changed: datetime, base: str
) -> ElementTree.Element:
    root = ElementTree.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:dc": _DC})
    channel = ElementTree.SubElement(root, "channel")
    _add(channel, "title", site.title)
    _add(channel, "link", base + site.path)
    _add(channel, "description", site.about)
    _add(channel, "language", "en-gb")
    _add(channel, "lastBuildDate", format_datetime(changed))
    _add(channel, "atom:link", href=address, rel="self", type="application/rss+xml")
    for item in items:
        entry = ElementTree.SubElement(channel, "item")
        _add(entry, "title", item.post.title)
        _add(entry, "link", base + item.post.path)
        # Not the address: the same post keeps its id when the town moves to another port.
        _add(entry, "guid", _key(item), isPermaLink="false")
        _add(entry, "dc:creator", item.post.author)
        _add(entry, "pubDate", format_datetime(item.posted))
        if item.edited:
            _add(entry, "atom:updated", _stamp(item.edited))
        _add(entry, "description", _html(item))
    return root


def _atom(
    site: Site, address: str, items: Sequence[Shown], changed: datetime, base: str
) -> ElementTree.Element:
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(root, "title", site.title)
    _add(root, "subtitle", site.about)
    _add(root, "id", f"tag:wexcombe.example,2026:{site.id}")
    _add(root, "updated", _stamp(changed))
    _add(root, "link", href=base + site.path, rel="alternate", type="text/html")
    _add(root, "link", href=address, rel="self", type="application/atom+xml")
    for item in items:
        entry = ElementTree.SubElement(root, "entry")
        _add(entry, "title", item.post.title)
        _add(entry, "link", href=base + item.post.path, rel="alternate", type="text/html")
        _add(entry, "id", _key(item))
        _add(ElementTree.SubElement(entry, "author"), "name", item.post.author)
        _add(entry, "published", _stamp(item.posted))
        _add(entry, "updated", _stamp(item.updated))
        _add(entry, "content", _html(item), type="html")
    return root


def etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _html(item: Shown) -> str:
    stars = item.post.stars
    rating = f"<p>{stars} out of 5 stars</p>\n" if stars else ""
    return rating + paragraphs(item.text)


def _key(item: Shown) -> str:
    return f"tag:wexcombe.example,2026:{item.post.site.id}/{item.post.id}"


def _stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
