"""Folds off what a reply repeats: the letters before it, and the signature under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNATURE = re.compile(r"--\s?")
LONGEST_SIGNATURE = 10  # lines; whatever is longer is no signature
SENT_FROM = re.compile(
    r"(?:sent from my|get outlook for|sent from outlook|sent from yahoo)\b.{0,60}", re.I
)
WROTE = re.compile(r"on\b.{4,200}\bwrote:", re.IGNORECASE)
ORIGINAL = re.compile(r"-{2,}\s*original message\s*-{2,}|_{10,}", re.IGNORECASE)
FROM = re.compile(r"\*?from:\*?\s", re.IGNORECASE)
BESIDE_FROM = re.compile(r"\*?(?:sent|date|to|subject):", re.IGNORECASE)
FEWEST_WORDS = 3  # a reply of fewer says nothing without what it answers


@dataclass(frozen=True)
class Folded:
    """The new words, and how many lines were folded off."""

    text: str
    lines: int = 0


def fold(text: str, *, is_reply: bool) -> Folded:
    """The new words of a letter.

    Earlier letters are only folded off a reply: in a letter that answers nothing, a quotation is
    what the writer wants us to read.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    whole = len(_said(lines))
    new = _without_signature(_new(lines) if is_reply else lines)
    if len(" ".join(new).split()) < FEWEST_WORDS:
        new = lines
    return Folded("\n".join(new).strip(), whole - len(_said(new)))


def _new(lines: list[str]) -> list[str]:
    kept: list[str] = []
    last_quoted = max((at for at, line in enumerate(lines) if line.startswith(">")), default=-1)
    for at, line in enumerate(lines):
        if line.startswith(">"):
            continue
        rest = lines[at + 1 : at + 4]
        if ORIGINAL.fullmatch(line.strip()) or _is_outlook(line, rest):
            break
        attributes = _attributes(line, rest)
        if attributes:
            if at + attributes > last_quoted:
                break  # the earlier letter stands there unmarked, to the end
            lines[at + 1 : at + attributes] = [">"] * (attributes - 1)
            continue
        kept.append(line)
    return kept


def _is_outlook(line: str, rest: list[str]) -> bool:
    return bool(FROM.match(line) and any(BESIDE_FROM.match(one.strip()) for one in rest[:3]))


def _attributes(line: str, rest: list[str]) -> int:
    """How many lines the words "On … wrote:" take that begin here; 0 where they do not."""
    if not line.lower().startswith("on "):
        return 0
    for many in (1, 2, 3):
        if WROTE.fullmatch(" ".join([line, *rest[: many - 1]]).strip()):
            return many
    return 0


def _without_signature(lines: list[str]) -> list[str]:
    under = 0
    for at in range(len(lines) - 1, -1, -1):
        if SIGNATURE.fullmatch(lines[at]):
            lines = lines[:at]
            break
        under += bool(lines[at].strip())
        if under > LONGEST_SIGNATURE:
            break
    end = len(lines)
    while end and (not lines[end - 1].strip() or SENT_FROM.fullmatch(lines[end - 1].strip())):
        end -= 1
    return lines[:end]


def _said(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]
