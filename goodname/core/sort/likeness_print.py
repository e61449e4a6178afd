"""What is kept of a text, in place of the text, to know it when it is told again."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from goodname.core.words import Unreadable

_FORM = "1"  # of what as_text writes


@dataclass(frozen=True)
class Print:
    """What is kept of a text to know it again: numbers and digests, from which nobody reads it.

    `words` is their number; `pieces` the stretches of its letters, `anchors` those by which it is
    looked up, both rising; the others are digests, "" for what it has not: `exact` of its words,
    `title`, `author`, `page` of the address and `post` of what names a post on that page.
    """

    words: int
    pieces: tuple[int, ...] = ()
    anchors: tuple[int, ...] = ()
    exact: str = ""
    title: str = ""
    author: str = ""
    page: str = ""
    post: str = ""

    def as_text(self) -> str:
        """One line of ASCII for a row of a database; about 5 characters a letter of the text."""
        digests = (part or "-" for part in self._digests())
        return " ".join(
            (_FORM, str(self.words), *digests, _packed(self.pieces, 3), _packed(self.anchors, 4))
        )

    @classmethod
    def read(cls, text: str) -> Print:
        """What as_text wrote; raises Unreadable for anything else."""
        try:
            form, words, *digests, pieces, anchors = text.split(" ")
            exact, title, author, page, post = ("" if part == "-" else part for part in digests)
            if form != _FORM:
                raise ValueError(form)
            return cls(
                int(words),
                _unpacked(pieces, 3),
                _unpacked(anchors, 4),
                *(exact, title, author, page, post),
            )
        except ValueError as fault:
            raise Unreadable("This fingerprint is damaged or of another version.") from fault

    def _digests(self) -> tuple[str, ...]:
        return self.exact, self.title, self.author, self.page, self.post


def _packed(numbers: Iterable[int], width: int) -> str:
    return b64encode(b"".join(n.to_bytes(width, "big") for n in numbers)).decode() or "-"


def _unpacked(text: str, width: int) -> tuple[int, ...]:
    whole = b"" if text == "-" else b64decode(text, validate=True)
    if len(whole) % width:
        raise ValueError(len(whole))
    return tuple(int.from_bytes(whole[i : i + width], "big") for i in range(0, len(whole), width))
