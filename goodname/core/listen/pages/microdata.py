"""Finds the things that a page describes for machines, written as JSON-LD or as microdata."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from goodname.core.listen.markup import Tag, gap, take_apart, tidy

Thing = dict[str, Any]
OPENING = re.compile(
    r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,500}?>", re.IGNORECASE | re.ASCII
)
CLOSING = re.compile(r"</script", re.IGNORECASE | re.ASCII)
MOST_SCRIPTS = 50
MOST_THINGS = 5_000
DEEPEST = 12
# Where a value stands in an attribute and not in the words inside.
VALUE_IN = {"meta": "content", "link": "href", "a": "href", "time": "datetime", "data": "value",
            "meter": "value", "img": "src"}  # fmt: skip
EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


def json_ld(source: str) -> Iterator[Thing]:
    """Every object in the page's JSON-LD, those inside others too, each once."""
    position = 0
    for _ in range(MOST_SCRIPTS):
        opening = OPENING.search(source, position)
        closing = CLOSING.search(source, opening.end()) if opening else None
        if not opening or not closing:
            return
        position = closing.end()
        written = source[opening.end() : closing.start()].strip()
        written = written.removeprefix("<!--").removesuffix("-->")
        written = written.strip().removeprefix("//<![CDATA[").removesuffix("//]]>")
        try:
            # Line breaks inside strings are forbidden, and often there.
            whole = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _inside(whole, 0)


def _inside(whole: object, depth: int) -> Iterator[Thing]:
    if depth > DEEPEST:
        return
    if isinstance(whole, dict):
        yield whole
        for value in list(whole.values())[:MOST_THINGS]:
            yield from _inside(value, depth + 1)
    elif isinstance(whole, list):
        for value in whole[:MOST_THINGS]:
            yield from _inside(value, depth + 1)


def microdata(source: str) -> list[Thing]:
    """Every item of the page's microdata, with "@type" as JSON-LD has it, items inside items too."""
    reader = _Reader()
    for piece in take_apart(source):
        if isinstance(piece, Tag):
            reader.tag(piece)
        else:
            reader.words(piece)
        if len(reader.things) >= MOST_THINGS:
            break
    reader.close_all()
    return reader.things


class _Reader:
    """Keeps the elements that are open and mean something: what each is a property of."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self.items: list[tuple[str, int, Thing]] = []  # element, how often nested in itself, item
        self.props: list[tuple[str, int, str, Thing, list[str]]] = []

    def tag(self, tag: Tag) -> None:
        for *_, said in self.props:
            said.append(gap(tag))
        if tag.name not in EMPTY:
            self._count(tag)
        if tag.opens:
            self._open(tag)

    def words(self, piece: str) -> None:
        for *_, said in self.props:
            said.append(piece)

    def _open(self, tag: Tag) -> None:
        prop = tag.attributes.get("itemprop", "").strip()
        holder = self.items[-1][2] if self.items else None
        if "itemscope" in tag.attributes:
            kind = tag.attributes.get("itemtype", "").rstrip("/").rpartition("/")[2]
            thing: Thing = {"@type": kind}
            self.things.append(thing)
            if holder is not None and prop:
                _add(holder, prop, thing)
            if tag.name not in EMPTY and len(self.items) < DEEPEST:
                self.items.append((tag.name, 1, thing))
        elif prop and holder is not None:
            value = tag.attributes.get(VALUE_IN.get(tag.name, "content"))
            value = tag.attributes.get("content", value)
            if value is not None and not (tag.name == "a" and prop != "url"):
                _add(holder, prop, value)
            elif tag.name not in EMPTY and len(self.props) < DEEPEST:
                self.props.append((tag.name, 1, prop, holder, []))

    def _count(self, tag: Tag) -> None:
        """Count nested elements of one name, so that an end is known for what it ends."""
        step = 1 if tag.opens else -1
        self.props = [(name, depth + step if name == tag.name else depth, prop, thing, said)
                      for name, depth, prop, thing, said in self.props]  # fmt: skip
        for name, depth, prop, thing, said in self.props:
            if depth <= 0 or (name == "p" and tag.opens and depth > 1):
                _add(thing, prop, tidy("".join(said)))
        self.props = [
            one for one in self.props if one[1] > 0 and not (one[0] == "p" and one[1] > 1)
        ]
        self.items = [(name, depth + step if name == tag.name else depth, thing)
                      for name, depth, thing in self.items]  # fmt: skip
        self.items = [one for one in self.items if one[1] > 0]

    def close_all(self) -> None:
        for _, _, prop, thing, said in self.props:
            _add(thing, prop, tidy("".join(said)))


def _add(thing: Thing, names: str, value: object) -> None:
    for name in names.split()[:5]:
        thing.setdefault(name, value)  # the first counts, as browsers' tools have it


def first(value: object) -> object:
    """The value, or the first where a list of them was written."""
    return value[0] if isinstance(value, list) and value else value


def said(value: object) -> str:
    """A value as plain words: a text, a figure, or the name of a thing."""
    value = first(value)
    for _ in range(DEEPEST):  # no recursion: names of names may be nested a thousand deep
        if not isinstance(value, dict):
            break
        value = first(value.get("name") or value.get("@value") or "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return html.unescape(str(value)).strip()


def types(thing: Thing) -> frozenset[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rpartition("/")[2].rpartition(":")[2] for kind in listed
                     if isinstance(kind, str))  # fmt: skip
