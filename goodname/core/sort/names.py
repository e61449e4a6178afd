"""Says how surely a text means one school, and not its street or a school of the same name."""

from __future__ import annotations

from goodname.core.sort.names_around import evidence, is_our_site
from goodname.core.sort.names_elsewhere import namesakes_in
from goodname.core.sort.names_said import name_hits
from goodname.core.sort.names_text import Read
from goodname.core.sort.names_worth import MEANT_FROM, Hits, weigh
from goodname.core.sort.naming import SchoolNames, parts, variants
from goodname.core.sort.needles import may_hold
from goodname.core.words import Match

__all__ = ["MEANT_FROM", "SchoolNames", "match", "read_for", "variants"]


def match(
    names: SchoolNames,
    text: str,
    title: str = "",
    address: str = "",
    source_area: bool = False,
) -> Match:
    """How surely `text` (with its title, found at `address`) means the school of `names`.

    `source_area` says that the source writes about the school's own area. Below 0.5 the text
    does not mean the school. Spans count characters of `text`; hits in the title have none.
    """
    if not is_our_site(names, address) and not may_hold(names, f"{text}\n{title}"):
        return Match(0.0)
    return read_for(names, text, title, address, source_area)


def read_for(names: SchoolNames, text: str, title: str, address: str, source_area: bool) -> Match:
    """What `match` says, by reading every word."""
    hits = Hits()
    surroundings: set[str] = set()
    read = [Read(t) for t in (text, title) if t]
    if not parts(names).core:  # a name without a word of its own, such as "The Primary School"
        return Match(0.0)
    for number, one in enumerate(read):
        found = evidence(names, one)
        surroundings |= set(found)
        spans = name_hits(names, one, hits, namesakes_in(names, one))
        if number == 0 and text:
            hits.spans += spans + [span for places in found.values() for span in places]
    if is_our_site(names, address):
        surroundings.add("domain")
    if source_area:
        surroundings.add("source_area")
    return weigh(names, hits, surroundings, sum(one.talk() for one in read))
