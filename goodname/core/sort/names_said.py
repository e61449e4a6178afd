"""Finds where a text says the name, in full, in part, as a nickname or in initials."""

from __future__ import annotations

from goodname.core.sort.lexicon import word_set
from goodname.core.sort.names_elsewhere import is_namesake, other_place
from goodname.core.sort.names_street import STREET_TALK, as_street, is_street
from goodname.core.sort.names_text import Read
from goodname.core.sort.names_worth import (
    CORE,
    INITIALS,
    NAME,
    NICKNAME,
    OTHER_PHASE,
    OTHER_PLACE,
    SHARED_NAME,
    STREET_USE,
    Hits,
)
from goodname.core.sort.naming import (
    Parts,
    SchoolNames,
    faiths_in,
    follows,
    initials,
    names_a_school,
    parts,
    phases_in,
    tail_after,
    words,
)
from goodname.core.words import Span

# After the core these make it something else of the same name.
_OTHER_THING = word_set(
    "church hospital road street avenue close garage surgery pharmacy pub inn hotel park farm "
    "hall club fc cricket football rugby cemetery estate station clinic dentist dentists vets "
    "chapel "
    "allotments care bus shop shops stores cafe garden nurseries"
)


def name_hits(
    names: SchoolNames, read: Read, hits: Hits, namesakes: list[tuple[int, int]]
) -> list[Span]:
    """Where the name stands. Puts into `hits` how surely each naming, alone, means the school."""
    own = parts(names)
    spans = []
    for first, last in _core_places(own, read):
        end = tail_after(read.tokens, last + 1, read.folded.text)
        tail = tuple(t.forms for t in read.tokens[last + 1 : end])
        if is_namesake(read, first, end - 1, namesakes, hits):
            spans.append(read.span(first, end - 1, "name"))
            continue
        if names_a_school(tail) or _one_word(own, read, first):
            base = _full_name(names, own, read, first, end - 1, tail)
            spans.append(read.span(first, end - 1, "name"))
            hits.because.add("name")
            if base >= SHARED_NAME and tail and phases_in(tail) & own.phases:
                hits.because.add("phase")
        elif _plain_core(names, own, read, first, last):
            base = STREET_USE if as_street(names, read, first, last) else CORE
            spans.append(read.span(first, last, "name"))
        else:
            continue
        if base in (OTHER_PHASE, OTHER_PLACE):
            hits.namesake = max(hits.namesake, base)
        hits.base = max(hits.base, base)
    return spans + _short_hits(names, read, hits, namesakes)


def _core_places(own: Parts, read: Read) -> list[tuple[int, int]]:
    """Where the core stands, and the single words that hold the name ("#tansylaneprimary")."""
    joined = "".join(min(forms, key=len) for forms in own.core)
    endings = {"primary", "school", "primaryschool", "ps", "pri", "sch", "academy"}
    endings |= set(own.phases) | {phase + "school" for phase in own.phases}
    whole = {joined + ending for ending in endings}
    return read.places(own.core) + [
        (i, i) for i, token in enumerate(read.tokens) if token.forms & whole
    ]


def _one_word(own: Parts, read: Read, first: int) -> bool:
    joined = "".join(min(forms, key=len) for forms in own.core)
    return any(
        form.startswith(joined) and len(form) > len(joined) for form in read.tokens[first].forms
    ) and not (read.tokens[first].forms & own.core[0])


def _full_name(
    names: SchoolNames,
    own: Parts,
    read: Read,
    first: int,
    last: int,
    tail: tuple[frozenset[str], ...],
) -> float:
    phases = phases_in(tail)
    if phases and own.phases and not phases & own.phases:
        return OTHER_PHASE
    if other_place(names, read, first, last):
        return OTHER_PLACE
    if faiths_in(tail) and own.faiths and not faiths_in(tail) & own.faiths:
        return OTHER_PHASE
    if own.shared or (own.core == words(names.town) and not phases):
        return SHARED_NAME
    return NAME


def _plain_core(names: SchoolNames, own: Parts, read: Read, first: int, last: int) -> bool:
    """Whether a core without school words may still be the school.

    One ordinary word needs its capital ("Grange", not "grange").
    """
    after = read.tokens[last + 1].forms if last + 1 < len(read.tokens) else frozenset()
    if after & _OTHER_THING and follows(read.tokens, last + 1, read.folded.text):
        return False
    if is_street(names) and read.said & STREET_TALK:
        return False
    if len(own.core) > 1:
        return True
    start, end = read.folded.span(read.tokens[first].start, read.tokens[last].end)
    return read.text[start:end].lstrip("#@")[:1].isupper()


def _short_hits(
    names: SchoolNames, read: Read, hits: Hits, namesakes: list[tuple[int, int]]
) -> list[Span]:
    spans = []
    for nickname in names.nicknames:
        for place in read.places(words(nickname)):
            spans.append(read.span(*place, "nickname"))
            if is_namesake(read, *place, namesakes, hits):
                continue
            hits.base = max(hits.base, NICKNAME)
            hits.because.add("nickname")
    short = initials(names)
    for i, token in enumerate(read.tokens if short else ()):
        start, end = read.folded.span(token.start, token.end)
        if read.text[start:end].lstrip("#@") == short:
            spans.append(read.span(i, i, "nickname"))
            if is_namesake(read, i, i, namesakes, hits):
                continue
            hits.base = max(hits.base, INITIALS)
            hits.because.add("nickname")
    return spans
