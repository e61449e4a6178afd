"""Tells whether a name belongs to a school of the same name in another place."""

from __future__ import annotations

import re

from goodname.core.sort.lexicon import word_set
from goodname.core.sort.names_text import SCHOOL_TALK, Read, holds
from goodname.core.sort.names_worth import OTHER_PLACE, Hits
from goodname.core.sort.naming import SchoolNames, words

# A namesake's own words say which school is meant in their sentence, and in the few words around.
_FEW_WORDS = 5
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|\n")
_SHORT = re.compile(r"(?:^|[^\w])(?:st|mr|mrs|ms|dr|rd)$", re.IGNORECASE)  # their stop ends nothing

_TOWN = r"(?P<place>[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|on|upon|under|in|le|the) ?){0,3})"
# After a comma a place is followed by another mark: "…, Sam was pushed" is about Sam. Where it is
# unclear the text counts as ours, for a post that is missed costs more than one too many.
_PLACES_AFTER = (
    re.compile(rf"\s*[,(]\s*{_TOWN}(?=\s*(?:[),.;:]|$))(?!,? (?:who|aged|\d))"),
    re.compile(
        rf"\s*,?\s+(?:in|near|of)\s+{_TOWN}(?=\s*(?:[),.;:!?]|$)"
        r"|\s+(?:is|was|has|have|had|are|were|and|for|today|this|that|to|who|which)\b)"
    ),
)
_STREETS = word_set("street road lane avenue close row hill way drive crescent terrace st rd ave")
_PLACE_BEFORE = re.compile(r"(?P<place>[A-Z][\w-]+)['’]s\s+$")
_NO_PLACE = word_set(
    "mr mrs miss ms dr i we you he she they it the this that there here my our your his her year "
    "years "
    "reception nursery ofsted england britain uk gb january february march april may june july "
    "august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday "
    "and but so thanks thank please well what why how who when where yes no not just also sorry "
    "special english maths christmas easter spring summer autumn winter ks1 ks2 covid facebook"
)


def namesakes_in(names: SchoolNames, read: Read) -> list[tuple[int, int]]:
    """First and last token of each place where words stand that mean a namesake."""
    return [place for phrase in names.not_us for place in read.places(words(phrase))]


def is_namesake(
    read: Read, first: int, last: int, namesakes: list[tuple[int, int]], hits: Hits
) -> bool:
    """Whether a naming stands so near to a namesake's words that it means the namesake."""
    for start, end in namesakes:
        if start <= last and first <= end:
            break
        left, right = (end, first) if end < first else (last, start)
        if right - left - 1 <= _FEW_WORDS or not _ends_between(read, left, right):
            break
    else:
        return False
    hits.namesake = max(hits.namesake, OTHER_PLACE)
    hits.base = max(hits.base, OTHER_PLACE)
    hits.because |= {"name", "namesake"}
    return True


def _ends_between(read: Read, left: int, right: int) -> bool:
    """Whether a sentence ends between two tokens."""
    start = read.folded.span(read.tokens[left].start, read.tokens[left].end)[1]
    end = read.folded.span(read.tokens[right].start, read.tokens[right].end)[0]
    ends = _SENTENCE_ENDS.finditer(read.text, start, end)
    return any(not _SHORT.search(read.text[max(0, m.start() - 4) : m.start()]) for m in ends)


def other_place(names: SchoolNames, read: Read, first: int, last: int) -> bool:
    """Whether a place that is not the school's stands right beside its name."""
    start, end = read.folded.span(read.tokens[first].start, read.tokens[last].end)
    found = [pattern.match(read.text, end, end + 120) for pattern in _PLACES_AFTER]
    found.append(_PLACE_BEFORE.search(read.text[max(0, start - 40) : start]))
    for place in (words(m["place"]) for m in found if m):
        known = not place or place[0] & _NO_PLACE or place[-1] & _STREETS
        if not known and not _is_ours(names, place):
            return True
    nearby = Read(read.text[max(0, start - 60) : end + 60])
    return any(holds(nearby, town) for town in names.elsewhere)


def _is_ours(names: SchoolNames, place: tuple[frozenset[str], ...]) -> bool:
    ours = (names.town, names.street, names.name, *names.localities, *names.nicknames)
    known = {form for phrase in ours for forms in words(phrase) for form in forms}
    return bool(place[0] & known) or place[0] <= SCHOOL_TALK
