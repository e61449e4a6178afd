"""Weighs what was found in a text: how surely it means the school."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodname.core.sort.naming import SchoolNames, parts, words
from goodname.core.words import Match, Span

MEANT_FROM = 0.5

# How surely each sign, alone, means this school; signs add up as chances that are independent.
NAME, SHARED_NAME, OTHER_PHASE, OTHER_PLACE = 0.72, 0.42, 0.2, 0.15
CORE, STREET_USE, NICKNAME, INITIALS = 0.3, 0.1, 0.4, 0.28
_EVIDENCE = {"domain": 0.85, "postcode": 0.45, "town": 0.45, "locality": 0.35, "street": 0.35}
_EVIDENCE |= {"other_schools": 0.3, "source_area": 0.35, "phase": 0.1}
_NAMESAKE_AT_MOST = 0.4
_ORDER = (
    "namesake name nickname domain postcode street locality town source_area other_schools phase"
)


@dataclass
class Hits:
    """What was found so far: the best base, the reasons, and where."""

    base: float = 0.0
    namesake: float = 0.0
    because: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)


def weigh(names: SchoolNames, hits: Hits, surroundings: set[str], talk: int) -> Match:
    """The sum of it. `surroundings` are signs around the name, `talk` how many school words there are."""
    own_site = "domain" in surroundings
    if not hits.base and not own_site and "postcode" not in surroundings:
        return Match(0.0)
    doubt = 1.0 - hits.base
    town_is_core = parts(names).core == words(names.town)
    for reason in surroundings:
        worth = _EVIDENCE[reason]
        if reason == "town" and town_is_core:
            continue
        if hits.base == STREET_USE and reason in ("source_area", "town"):
            worth /= 2  # local news speaks of local streets
        doubt *= 1.0 - worth
    doubt *= (1.0, 0.68, 0.55, 0.48)[min(talk, 3)] if hits.base < SHARED_NAME else 1.0
    sure = 1.0 - doubt
    if hits.namesake and hits.base == hits.namesake and not own_site:
        sure = min(sure, _NAMESAKE_AT_MOST)
    if town_is_core and "name" not in hits.because and not own_site:
        sure = min(sure, _NAMESAKE_AT_MOST)
    because = hits.because | surroundings | ({"name"} if hits.base in (CORE, STREET_USE) else set())
    return Match(
        round(min(sure, 0.99), 3),
        tuple(reason for reason in _ORDER.split() if reason in because),
        tuple(sorted(set(hits.spans), key=lambda s: (s.start, s.end, s.label))),
    )
