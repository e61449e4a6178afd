"""Takes HTML apart in one pass, and turns what strangers wrote into plain text.

No tree is built, on purpose: a page of 100,000 nested tags, which anybody can write, keeps a tree
builder busy for a minute. Here the time grows with the length of the page and with nothing else.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""<!--.*?(?:--!?>|\Z)                                  # a comment
    | <(?P<close>/?)(?P<name>[a-z][^\s/>]*+)
      (?P<rest>(?>=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))|[^>=]++|=)*+)(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)                                   # a declaration, or a broken tag
    | (?P<text>[^<]++|<)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+)))?""")
MOST_OF_A_TAG = 5_000  # characters of a tag in which attributes are looked for
# int() refuses numbers of thousands of digits, and there is no such character anyway.
ABSURD_NUMBER = re.compile(r"&#[0-9]{8,}+;?")

# Words that are code, or furniture of the site: the same on every page of it.
CODE = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "object", "textarea"})
FURNITURE = frozenset({"nav", "select"})
LINES = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
     "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
     "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
     "tfoot", "thead", "title", "tr", "ul"}
)  # fmt: skip
CELLS = frozenset({"td", "th", "button", "label", "input", "img"})
# Control characters, marks that turn writing round (they can hide what a link or a name says),
# and the invisible spaces. The joiner of emoji (U+200D) stays.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f"
                       "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")  # fmt: skip
# Accents that sit on one letter. Putting them in order takes the square of their number: 100,000 on
# one letter kept the reader busy for half a minute. No language needs 30 (Unicode's own bound).
MOST_ACCENTS = 30
ACCENTS = "".join(
    chr(code)
    for code in range(0x300, 0x1F000)
    if unicodedata.combining(unicodedata.normalize("NFD", chr(code))[0])
)
FEW = 300  # characters in which no pile is high enough to cost anything
PILED_UP = re.compile(f"([{ACCENTS}][{ACCENTS}]{{{MOST_ACCENTS - 1}}})[{ACCENTS}]++")


@dataclass(frozen=True)
class Tag:
    """The opening or the end of an element; attribute names are in lower case."""

    name: str
    opens: bool
    attributes: dict[str, str] = field(default_factory=dict)


def take_apart(source: str) -> Iterator[Tag | str]:
    """The tags and the words between them, in order, words with their character references read.

    Code (scripts, styles and the like) and the site's furniture are left out with all inside.
    """
    endless: set[str] = set()
    position = 0
    while position < len(source):
        token = TOKEN.match(source, position)
        assert token is not None  # every character begins a token
        position = token.end()
        if token["text"] is not None:
            yield html.unescape(ABSURD_NUMBER.sub("\ufffd", token["text"]))
        elif token["name"] is not None:
            name = token["name"].lower()
            yield Tag(name, not token["close"], _attributes(token))
            if not token["close"] and name in CODE | FURNITURE and name not in endless:
                end = re.compile(rf"</{name}", re.IGNORECASE | re.ASCII).search(source, position)
                if end:
                    position = end.start()
                elif name in ("script", "style"):
                    return
                else:
                    # A tag that never ends must not make the rest of the page unseen.
                    endless.add(name)


def plain(source: str) -> str:
    """The words of a piece of HTML as plain text, a line for each block."""
    return tidy("".join(piece if isinstance(piece, str) else gap(piece)
                        for piece in take_apart(source)))  # fmt: skip


def gap(tag: Tag) -> str:
    """What stands between words where a tag stood."""
    return "\n" if tag.name in LINES else " " if tag.name in CELLS else ""


def tidy(text: str) -> str:
    """Plain text without invisible characters, stray spaces and empty lines."""
    seen = INVISIBLE.sub("", text.replace("\r\n", "\n"))
    if len(seen) > FEW and not seen.isascii():
        seen = PILED_UP.sub(r"\1", seen)
    text = unicodedata.normalize("NFC", seen)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _attributes(token: re.Match[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(token["rest"][:MOST_OF_A_TAG]):
        value = html.unescape(ABSURD_NUMBER.sub("\ufffd", double or single or bare))
        found.setdefault(name.lower(), value)  # the first one counts, as in browsers
    return found
