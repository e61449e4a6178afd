"""Reads a policy that is a web page, in one pass and without a tree, as the listener reads pages."""

from __future__ import annotations

from goodname.core.decide.draft.pages import Document, Kind, Line, Page
from goodname.core.listen.charset import characters
from goodname.core.listen.markup import LINES, Tag, gap, take_apart, tidy
from goodname.core.words import Unreadable
from goodname.files.documents import limits

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MOST_OF_A_MENU = 8  # words of a line that is nothing but a link


def read(data: bytes) -> Document:
    """The headings, paragraphs and list items of a page, without its menus; raises Unreadable."""
    reader = _Reader()
    for piece in take_apart(characters(data)):
        reader.take(piece)
    reader.end()
    title = next((line.text for line in reader.lines if line.kind is Kind.HEADING), reader.title)
    if not reader.lines:
        raise Unreadable("this page has no words in it")
    return Document(pages=(Page(None, tuple(reader.lines)),), title=title)


class _Reader:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.title = ""
        self._words: list[str] = []
        self._linked = 0  # characters of the line so far that are a link
        self._in_link = self._in_title = False
        self._kind = Kind.TEXT
        self._characters = 0

    def take(self, piece: Tag | str) -> None:
        if isinstance(piece, str):
            self._characters += len(piece)
            limits.check_words(self._characters, len(self.lines))
            if self._in_title:
                self.title += piece
                return
            self._words.append(piece)
            self._linked += len(piece.strip()) if self._in_link else 0
            return
        if piece.name == "title":
            self._in_title = piece.opens and not self.title
        elif piece.name == "a":
            self._in_link = piece.opens
        if piece.name in LINES:
            self.end()
            if piece.name in _HEADINGS:
                self._kind = Kind.HEADING if piece.opens else Kind.TEXT
            elif piece.name == "li":
                self._kind = Kind.ITEM if piece.opens else Kind.TEXT
        else:
            self._words.append(gap(piece))

    def end(self) -> None:
        """The line ends here; one that is only a short link belongs to the site, not the policy."""
        text = " ".join(tidy("".join(self._words)).split())
        words = len("".join(self._words).strip())
        menu = self._linked >= words * 0.9 and len(text.split()) <= _MOST_OF_A_MENU
        if text and not (menu and self._kind is not Kind.HEADING):
            self.lines.append(Line(text, kind=self._kind))
        self._words, self._linked = [], 0
