"""Takes the part of a page that is watched, in pieces: a paragraph, a heading, a line of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodname.core.listen.markup import CELLS, LINES, Tag, gap, take_apart, tidy

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# Round the page's own words: the same on every page of the site.
AROUND = frozenset({"header", "footer", "aside"})
# Banners and adverts, by the names that their makers give them.
NOISE = re.compile(
    r"cookie|consent|gdpr|onetrust|didomi|adsbygoogle|advert|sponsor|breadcrumb|captcha"
    r"|quote-?of-?the|(?:^|[\s_-])(?:ads?|adslot|dfp|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
NEVER_NOISE = frozenset({"html", "body", "main", "article", "td", "tr", "table"})
# Clocks and counters inside a line: shown to people, but no reason to call the line changed.
UNSTEADY = re.compile(
    r"(?:^|[\s_-])(?:time|date|timestamp|timeago|ago|views?|count|counter|clock|likes?|votes?|score"
    r"|online)(?:$|[\s_-])",
    re.IGNORECASE,
)
INLINE = frozenset({"span", "small", "abbr", "b", "i", "em", "strong", "data", "output"})
ALWAYS_UNSTEADY = frozenset({"time", "button", "meter", "progress", "marquee"})
MOST_BLOCKS = 400


@dataclass(frozen=True)
class Block:
    """One piece of a page: `text` as people see it, `steady` without what changes by itself.

    `headings` are those that it stands under, the nearest last. `goes_on` says that it follows the
    piece before it as one paragraph follows another.
    """

    text: str
    steady: str
    headings: tuple[str, ...] = ()
    goes_on: bool = False

    @property
    def heading(self) -> str:
        return self.headings[-1] if self.headings else ""


def blocks(source: str, part: str = "") -> list[Block]:
    """The pieces of the chosen part: an element's id, a heading's words, or else the main text.

    [] where the part is not there, or the page has no words.
    """
    if part:
        return _read(source, anchor=part) or _under(_Reader(bare=True).read(source), part)
    return _read(source, main=True) or _read(source) or _Reader(bare=True).read(source)


def _read(source: str, *, main: bool = False, anchor: str = "") -> list[Block]:
    reader = _Reader(main=main, anchor=anchor)
    found = reader.read(source)
    if reader.noise.open:  # a banner that never ends must not hide the rest of the page
        return _Reader(main=main, anchor=anchor, bare=True).read(source)
    return found


def _under(found: list[Block], heading: str) -> list[Block]:
    sought = " ".join(heading.split()).casefold()
    return [one for one in found if sought in (above.casefold() for above in one.headings)]


class _Reader:
    """Goes through a page once. `main` or `anchor` chooses a part, `bare` takes even the noise."""

    def __init__(self, *, main: bool = False, anchor: str = "", bare: bool = False) -> None:
        self.main, self.anchor, self.bare = main, anchor.strip().removeprefix("#"), bare
        self.found: list[Block] = []
        self.shown: list[str] = []
        self.steady: list[str] = []
        self.headings: dict[str, str] = {}  # by their level
        self.level = ""  # of the heading that we are inside
        self.goes_on = False
        self.inside = _Region()
        self.noise = _Region()
        self.unsteady = _Region()
        self.title = _Region()
        self.article = _Region()

    def read(self, source: str) -> list[Block]:
        for piece in take_apart(source):
            if isinstance(piece, str):
                self._words(piece)
            else:
                self._tag(piece)
            if len(self.found) > MOST_BLOCKS:
                self.noise.open = False  # there may be an end to it further on
                break
        self._line_ends("")
        return self.found

    def _words(self, piece: str) -> None:
        if self.noise.open or self.title.open or not self._is_chosen():
            return
        self.shown.append(piece)
        if not self.unsteady.open:
            self.steady.append(piece)

    def _is_chosen(self) -> bool:
        return self.inside.open if self.main or self.anchor else True

    def _tag(self, tag: Tag) -> None:
        if tag.name in LINES:
            self._line_ends(tag.name)
        elif tag.name in CELLS:
            self.shown.append(gap(tag))
            self.steady.append(gap(tag))
        self.title.pass_(tag, starts=tag.name == "title")
        is_chosen = self._is_anchor(tag)
        self.inside.pass_(tag, starts=is_chosen)
        self.article.pass_(tag, starts=tag.name == "article")
        words_of_its_own = self.inside.open or self.article.open
        is_noise = not (self.bare or is_chosen) and _is_noise(tag, words_of_its_own)
        self.noise.pass_(tag, starts=is_noise)
        self.unsteady.pass_(tag, starts=_is_unsteady(tag))
        if tag.name in HEADINGS:
            self.level = tag.name if tag.opens else ""

    def _is_anchor(self, tag: Tag) -> bool:
        if self.anchor:
            return tag.name not in EMPTY and tag.attributes.get("id") == self.anchor
        return tag.name == "main" or tag.attributes.get("role") == "main"

    def _line_ends(self, by: str) -> None:
        text = tidy("".join(self.shown)).replace("\n", " ")
        steady = tidy("".join(self.steady)).replace("\n", " ")
        self.shown, self.steady = [], []
        if text:
            if self.level:
                above = {name: said for name, said in self.headings.items() if name < self.level}
                self.headings = above | {self.level: text[:200]}
            if len(self.found) <= MOST_BLOCKS:
                under = tuple(self.headings[name] for name in sorted(self.headings))
                self.found.append(Block(text, steady, under, self.goes_on))
            self.goes_on = True
        if by not in ("p", "br"):
            self.goes_on = False


class _Region:
    """Whether we are inside a certain element; counts elements of its name, so it needs no tree."""

    def __init__(self) -> None:
        self.open = False
        self.name = ""
        self.depth = 0

    def pass_(self, tag: Tag, *, starts: bool) -> None:
        if self.open and tag.name == self.name:
            self.depth += 1 if tag.opens else -1
            if self.name == "p" and tag.opens:  # a paragraph may be left open: the next ends it
                self.depth = 0
            self.open = self.depth > 0
        if not self.open and starts and tag.opens and tag.name not in EMPTY:
            self.open, self.name, self.depth = True, tag.name, 1


def _is_noise(tag: Tag, is_inside: bool) -> bool:
    if not tag.opens or tag.name in NEVER_NOISE:
        return False
    if tag.name in AROUND:
        return not is_inside or tag.name == "aside"
    if tag.attributes.get("role") in ("dialog", "alertdialog", "navigation", "search"):
        return True
    if tag.attributes.get("aria-modal") == "true" or tag.name == "dialog":
        return True
    return bool(NOISE.search(f"{tag.attributes.get('id', '')} {tag.attributes.get('class', '')}"))


def _is_unsteady(tag: Tag) -> bool:
    if tag.name in ALWAYS_UNSTEADY:
        return True
    return tag.name in INLINE and bool(UNSTEADY.search(tag.attributes.get("class", "")))
