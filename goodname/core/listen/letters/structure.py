"""Reads what an IMAP server answers: nested lists, and from them how a letter is built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from goodname.core.listen.letters.headers import decoded
from goodname.core.listen.markup import tidy
from goodname.core.words import Unreadable

Value: TypeAlias = "bytes | list[Value] | None"
DEEPEST = 40
MOST_PARTS = 200
TOKEN = re.compile(
    rb"""[\s]*+(?: (?P<open>\() | (?P<close>\)) | "(?P<quoted>(?:[^"\\]|\\.)*+)"
    | ~?\{(?P<literal>[0-9]{1,10})\+?\}\r\n
    | (?P<atom>[^\s()"{}\[\]]++(?:\[[^\]]*+\](?:<[0-9]+>)?)?) )""",
    re.VERBOSE | re.DOTALL,
)

THE_END = re.compile(rb"\s*+\Z")


@dataclass(frozen=True)
class Part:
    """One part of a letter, by the number under which the server has it.

    `type` is as in "text/plain"; `size` is in bytes as they lie there, packed by `encoding`. A
    multipart has its parts as `children`, a letter inside the letter (message/rfc822) its body.
    """

    number: str
    type: str
    size: int = 0
    charset: str = ""
    encoding: str = ""
    name: str = ""
    attached: bool = False
    report: str = ""  # what a multipart/report reports, such as "delivery-status"
    children: tuple[Part, ...] = ()


def lists(data: bytes) -> list[Value]:
    """The nested lists that were written. Raises Unreadable where they are none."""
    top: list[Value] = []
    stack = [top]
    position = 0
    while not THE_END.match(data, position):
        token = TOKEN.match(data, position)
        if token is None or len(stack) > DEEPEST:
            raise Unreadable("mail: the server's answer cannot be understood")
        position = token.end()
        if token["open"]:
            inner: list[Value] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif token["close"]:
            stack.pop()
            if not stack:
                raise Unreadable("mail: the server's answer cannot be understood")
        elif token["literal"] is not None:
            end = position + int(token["literal"])
            stack[-1].append(data[position:end])
            position = end
        elif token["quoted"] is not None:
            stack[-1].append(re.sub(rb"\\(.)", rb"\1", token["quoted"]))
        else:
            stack[-1].append(None if token["atom"].upper() == b"NIL" else token["atom"])
    if len(stack) > 1:
        raise Unreadable("mail: the server's answer ends in the middle")
    return top


def fetched(answers: Iterable[bytes]) -> Iterator[dict[str, Value]]:
    """Each answer to FETCH as items by upper-case name; what a body's bytes begin at is left off."""
    for answer in answers:
        found = lists(answer)
        items = found[-1] if found else None
        if not isinstance(items, list):
            continue
        names = [name for name in items[::2] if isinstance(name, bytes)]
        if len(names) * 2 == len(items):
            yield {
                re.sub(r"<\d+>$", "", name.decode("latin-1").upper()): value
                for name, value in zip(names, items[1::2], strict=True)
            }


def part_of(structure: Value, number: str = "") -> Part:
    """The letter whose BODYSTRUCTURE this is. Raises Unreadable where it is none."""
    found = _part(structure, number)
    if sum(1 for _ in walk(found)) > MOST_PARTS:
        raise Unreadable(f"mail: a letter of more than {MOST_PARTS} parts is not read")
    return found


def walk(part: Part) -> Iterator[Part]:
    """The part and all within, in order."""
    yield part
    for child in part.children:
        yield from walk(child)


def _part(value: Value, number: str) -> Part:
    if not isinstance(value, list) or not value:
        raise Unreadable("mail: the server does not say how a letter is built")
    if isinstance(value[0], list):
        return _multipart(value, number)
    number = number or "1"
    kind = tidy(f"{_text(value, 0)}/{_text(value, 1)}"[:100]).replace("\n", " ").lower()
    options = _pairs(value, 2)
    # A letter inside has its envelope, its body and its lines before what every part has.
    body = value[8] if kind == "message/rfc822" and len(value) > 8 else None
    skipped = 10 if body is not None else 8 if kind.startswith("text/") else 7
    disposition, said = _disposition(value, skipped + 1)
    size = _text(value, 6)
    return Part(
        number=number,
        type=kind,
        size=int(size) if size.isascii() and size.isdigit() else 0,
        charset=options.get("charset", "")[:40],
        encoding=_text(value, 5).lower(),
        name=decoded(said.get("filename", "") or options.get("name", ""))[:200],
        attached=disposition == "attachment",
        children=(_inside(body, number),) if body is not None else (),
    )


def _multipart(value: list[Value], number: str) -> Part:
    parts = [one for one in value if isinstance(one, list)]
    kinds = [at for at, one in enumerate(value) if not isinstance(one, list)]
    first = kinds[0] if kinds else len(value)
    prefix = f"{number}." if number else ""
    return Part(
        number=number,
        type=f"multipart/{_text(value, first)}".lower(),
        report=_pairs(value, first + 1).get("report-type", "").lower(),
        children=tuple(_part(one, f"{prefix}{n}") for n, one in enumerate(parts[:first], start=1)),
    )


def _inside(body: Value, number: str) -> Part:
    is_many = isinstance(body, list) and body and isinstance(body[0], list)
    return _part(body, number if is_many else f"{number}.1")


def _text(values: Sequence[Value], at: int) -> str:
    value = values[at] if at < len(values) else None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _pairs(values: Sequence[Value], at: int) -> dict[str, str]:
    inner = values[at] if at < len(values) else None
    if not isinstance(inner, list):
        return {}
    # Long names come in pieces (name*0, name*1) or with their charset (name*): RFC 2231.
    found: dict[str, str] = {}
    for n in range(0, len(inner) - 1, 2):
        name, star, _ = _text(inner, n).lower().partition("*")
        found[name] = found.get(name, "") + _text(inner, n + 1) if star else _text(inner, n + 1)
    return found


def _disposition(values: Sequence[Value], at: int) -> tuple[str, dict[str, str]]:
    inner = values[at] if at < len(values) else None
    return (_text(inner, 0).lower(), _pairs(inner, 1)) if isinstance(inner, list) else ("", {})
