"""Finds the signs around a name: the town, the postcode, the school's own site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goodname.core.sort.names_street import street_is_apart
from goodname.core.sort.names_text import Read
from goodname.core.sort.naming import SchoolNames, words
from goodname.core.words import Span

_HOST = re.compile(r"[A-Za-z]+://(?:[^/?#]*@)?([^/?#:@]+)")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")


def evidence(names: SchoolNames, read: Read) -> dict[str, list[Span]]:
    """The signs around the name: which, and where."""
    found: dict[str, list[Span]] = {}

    def note(reason: str, phrases: Iterable[str]) -> None:
        spans = [read.span(*p, reason) for phrase in phrases for p in read.places(words(phrase))]
        if spans:
            found.setdefault(reason, []).extend(spans)

    note("town", [names.town])
    note("locality", names.localities)
    note("other_schools", [neighbour.split(",")[0] for neighbour in names.neighbours])
    if street_is_apart(names):
        note("street", [names.street])
    plain = read.folded.text
    ours = names.postcode.replace(" ", "").lower()
    for m in _POSTCODE.finditer(plain) if ours else ():
        if m[0].replace(" ", "") == ours:
            found.setdefault("postcode", []).append(Span(*read.folded.span(*m.span()), "postcode"))
    if names.domain:
        site = re.compile(rf"(?<![\w-]){re.escape(names.domain.lower())}(?![\w-])")
        for m in site.finditer(plain):
            found.setdefault("domain", []).append(Span(*read.folded.span(*m.span()), "domain"))
    return found


def is_our_site(names: SchoolNames, address: str) -> bool:
    """Whether an address is of the school's own website."""
    found = _HOST.match(address)
    host = found[1].lower() if found else ""
    domain = names.domain.lower()
    return bool(domain) and (host == domain or host.endswith("." + domain))
