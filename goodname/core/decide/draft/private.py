"""Takes the names, addresses and numbers of people out of words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

MOST = 200  # names of one document
NAME, EMAIL, PHONE = "[name]", "[e-mail]", "[phone]"
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44|\(?0)[\d() -]{8,16}\d(?!\w)")
_WORD = r"[A-Z](?:[a-z]+|['’][A-Z][a-z]+|[A-Z]*)(?:[-'’][A-Z]?[a-z]+)*"
_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Reverend|Sir|Dame|Cllr|Councillor|Prof"
_TITLED = re.compile(rf"\b(?:{_TITLES})\b\.?(?:\s+(?:[A-Z]\.|{_WORD})){{1,3}}")
_OFFICE = (
    "headteacher|head teacher|principal|head of school|dsl|ddsl|lead|governors?|manager|officer"
    "|co-?ordinator|chair|author|signed|written by|reviewed by|approved by|name"
)
_IN_OFFICE = re.compile(
    rf"(?i:\b(?:{_OFFICE}))\s*(?:\)\s*)?(?:[:–—-]|\bis\b|\()\s*({_WORD}(?:\s+{_WORD}){{1,2}})"
)
_PAIR = re.compile(rf"\b([A-Z][a-z]+)\s+({_WORD})(?:\s+{_WORD})?")


_CALLED = re.compile(
    rf"\b(?:to|contact|with|by|see|ask|is|from|email|ring)\s+({_WORD})\s+({_WORD})\b"
)


@dataclass(frozen=True)
class People:
    """Words by which a name is known: given names, and words that make a thing of two capitals.

    `named` finds the names that one document gives to people, learned from the places that show it.
    """

    given_names: frozenset[str]
    things: frozenset[str]
    named: re.Pattern[str] | None = None

    def in_document(self, texts: Iterable[str]) -> People:
        """The same with the names that stand in these texts, so that they are known everywhere."""
        whole = "\n".join(texts)
        small = frozenset(re.findall(r"\b[a-z]+\b", whole))
        found = {match[0] for match in _TITLED.finditer(whole)}
        found |= {match[0] for match in _PAIR.finditer(whole) if self._is_person(match)}
        found |= {match[1] for match in _IN_OFFICE.finditer(whole) if not self._is_thing(match[1])}
        found |= {
            f"{match[1]} {match[2]}"
            for match in _CALLED.finditer(whole)
            if not self._is_thing(f"{match[1]} {match[2]}")
            and not {match[1].lower(), match[2].lower()} & small
        }
        words = [re.sub(rf"^(?:{_TITLES})\b\.?\s+", "", name) for name in found]
        last = {name.split()[-1] for name in words}
        known = {name for name in (*words, *last) if len(name) > 2}
        kept = sorted((name for name in known if name.lower() not in small), key=_longest)[:MOST]
        names = "|".join(re.escape(name) for name in kept)
        return replace(self, named=re.compile(rf"\b(?:{names})\b") if kept else None)

    def mask(self, text: str) -> str:
        """The text with "[name]", "[e-mail]" and "[phone]" in place of what belongs to somebody."""
        text = _EMAIL.sub(EMAIL, text)
        text = _PHONE.sub(PHONE, text)
        text = _TITLED.sub(NAME, text)
        text = _PAIR.sub(self._pair, text)
        text = _IN_OFFICE.sub(self._office, text)
        return self.named.sub(NAME, text) if self.named else text

    def _is_thing(self, words: str) -> bool:
        return any(word.lower() in self.things for word in words.split())

    def _is_person(self, match: re.Match[str]) -> bool:
        return match[1] in self.given_names and match[2].lower() not in self.things

    def _pair(self, match: re.Match[str]) -> str:
        if not self._is_person(match):
            return match[0]
        kept = match[0].split()[2:]
        return " ".join([NAME, *kept]) if kept and self._is_thing(kept[0]) else NAME

    def _office(self, match: re.Match[str]) -> str:
        return match[0] if self._is_thing(match[1]) else match[0].replace(match[1], NAME)


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name
