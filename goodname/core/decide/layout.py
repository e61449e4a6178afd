"""Where each table of a TOML text stands, statement by statement, so that one can be changed alone.

The text must be valid TOML. Nothing is normalised: put together again, the pieces are the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

# Strings first: brackets, hashes and line ends inside them are only letters.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n"
    r"|[\[\]{}]"
    r"""|[^"'\#\[\]{}\n]+""",
    re.DOTALL,
)


@dataclass
class Statement:
    """One or more whole lines: `key` is the first part of what is set here, "" for a remark.

    `remark` is the comment that ends the last line, with the space before it.
    """

    text: str
    key: str = ""
    remark: str = ""


@dataclass
class Block:
    """A header with all that follows it up to the next one; the head of a file has path ()."""

    header: str
    path: tuple[str, ...]
    statements: list[Statement] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.header + "".join(statement.text for statement in self.statements)

    @property
    def body(self) -> int:
        """How many statements there are up to the last one that sets something."""
        set_here = [at for at, one in enumerate(self.statements, start=1) if one.key]
        return set_here[-1] if set_here else 0


def blocks(text: str) -> list[Block]:
    """The blocks of a text in their order; their texts joined are the text again."""
    found = [Block("", ())]
    for said, remark in _statements(text):
        bare = said.strip()
        if bare.startswith("["):
            found.append(Block(said, _path(said)))
        elif not bare or bare.startswith("#"):
            found[-1].statements.append(Statement(said))
        else:
            found[-1].statements.append(Statement(said, _path(said)[0], remark))
    return found


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Each statement with its line end, and the comment at its end with the space before."""
    depth, start, remark, space = 0, 0, "", ""
    for token in _TOKEN.finditer(text):
        said = token[0]
        depth += (said in "[{") - (said in "]}")
        if said.startswith("#"):
            remark = space + said
        elif said != "\n":
            remark = ""
        space = said[len(said.rstrip(" \t")) :]
        if said == "\n" and depth == 0:
            yield text[start : token.end()], remark
            start, remark = token.end(), ""
    if text[start:]:
        yield text[start:], remark


def _path(statement: str) -> tuple[str, ...]:
    path: list[str] = []
    inside: object = tomllib.loads(statement)
    while isinstance(inside, dict) and inside:
        key = next(iter(inside))
        path.append(key)
        inside = inside[key]
        if isinstance(inside, list) and inside:
            inside = inside[0]
    return tuple(path)
