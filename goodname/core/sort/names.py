"""Says how surely a text means one school, and not its street or a school of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from goodname.core.sort.folding import Folded, fold
from goodname.core.sort.lexicon import word_set
from goodname.core.sort.naming import (
    Parts,
    SchoolNames,
    Token,
    faiths_in,
    follows,
    initials,
    names_a_school,
    parts,
    phases_in,
    tail_after,
    tokens,
    variants,
    words,
)
from goodname.core.sort.needles import may_hold
from goodname.core.words import Match, Span

__all__ = ["SchoolNames", "match", "variants"]

MEANT_FROM = 0.5

# How surely each sign, alone, means this school; signs add up as chances that are independent.
_NAME, _SHARED_NAME, _OTHER_PHASE, _OTHER_PLACE = 0.72, 0.42, 0.2, 0.15
_CORE, _STREET_USE, _NICKNAME, _INITIALS = 0.3, 0.1, 0.4, 0.28
_EVIDENCE = {"domain": 0.85, "postcode": 0.45, "town": 0.45, "locality": 0.35, "street": 0.35}
_EVIDENCE |= {"other_schools": 0.3, "source_area": 0.35, "phase": 0.1}
_NAMESAKE_AT_MOST = 0.4
_ORDER = "name nickname domain postcode street locality town source_area other_schools phase"

_SCHOOL_TALK = word_set(
    "pupil pupils teacher teachers teaching headteacher headmaster headmistress head ofsted "
    "school "
    "schools classroom class classes reception sats pta assembly homework playground uniform "
    "governors governor playtime lessons lesson term admissions admission gates gate children "
    "kids "
    "parents nursery primary inset senco bullying bullied y1 y2 y3 y4 y5 y6 ks1 ks2 detention"
)
_YEAR = re.compile(r"\b(?:year|yr) ?(?:[1-6]|one|two|three|four|five|six)s?\b")
_STREET_BEFORE = word_set("on along down up off into onto in across of near outside")
_STREET_SURELY = word_set("on along down up off onto across")
# The talk of estate agents and road works; beside it a street's name is a street's name.
_STREET_TALK = word_set(
    "bedroom bedrooms detached semi bungalow freehold leasehold roadworks pothole potholes burst "
    "lamppost burglary junction"
)
# After the core these make it something else of the same name.
_OTHER_THING = word_set(
    "church hospital road street avenue close garage surgery pharmacy pub inn hotel park farm "
    "hall club fc cricket football rugby cemetery estate station clinic dentist dentists vets "
    "chapel "
    "allotments care bus shop shops stores cafe garden nurseries"
)
_HOST = re.compile(r"[A-Za-z]+://(?:[^/?#]*@)?([^/?#:@]+)")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")
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


@dataclass
class _Hits:
    """What was found so far: the best base, the reasons, and where."""

    base: float = 0.0
    namesake: float = 0.0
    because: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)


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
    if not _site(names, address) and not may_hold(names, f"{text}\n{title}"):
        return Match(0.0)
    return read_for(names, text, title, address, source_area)


def read_for(names: SchoolNames, text: str, title: str, address: str, source_area: bool) -> Match:
    """What `match` says, by reading every word."""
    hits = _Hits()
    surroundings: set[str] = set()
    read = [_Read(t) for t in (text, title) if t]
    if any(_holds(r, phrase) for r in read for phrase in names.not_us):
        return Match(0.0)
    if not parts(names).core:  # a name without a word of its own, such as "The Primary School"
        return Match(0.0)
    for number, one in enumerate(read):
        found = _evidence(names, one)
        surroundings |= set(found)
        spans = _name_hits(names, one, hits)
        if number == 0 and text:
            hits.spans += spans + [span for places in found.values() for span in places]
    if _site(names, address):
        surroundings.add("domain")
    if source_area:
        surroundings.add("source_area")
    return _weigh(names, hits, surroundings, sum(one.talk() for one in read))


class _Read:
    """A text with its folded form and its words, made once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = fold(text)
        self.tokens: list[Token] = tokens(self.folded)
        self.said = {form for token in self.tokens for form in token.forms}

    def talk(self) -> int:
        """How many different school words stand in it."""
        return len(self.said & _SCHOOL_TALK) + bool(_YEAR.search(self.folded.text))

    def span(self, first: int, last: int, label: str) -> Span:
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(*self.folded.span(start, end), label)

    def places(self, phrase: tuple[frozenset[str], ...]) -> list[tuple[int, int]]:
        """First and last token of each place where the phrase stands, apart or in one word."""
        if not phrase:
            return []
        joined = "".join(min(forms, key=len) for forms in phrase)
        length = len(phrase)
        found = []
        for here, token in enumerate(self.tokens):
            run = self.tokens[here : here + length]
            if len(run) == length and all(t.forms & p for t, p in zip(run, phrase, strict=True)):
                if all(
                    follows(self.tokens, i, self.folded.text)
                    for i in range(here + 1, here + length)
                ):
                    found.append((here, here + length - 1))
            elif length > 1 and joined in token.forms:
                found.append((here, here))
        return found


def _holds(read: _Read, phrase: str) -> bool:
    return bool(read.places(words(phrase)))


def _evidence(names: SchoolNames, read: _Read) -> dict[str, list[Span]]:
    """The signs around the name: which, and where."""
    found: dict[str, list[Span]] = {}

    def note(reason: str, phrases: Iterable[str]) -> None:
        spans = [read.span(*p, reason) for phrase in phrases for p in read.places(words(phrase))]
        if spans:
            found.setdefault(reason, []).extend(spans)

    note("town", [names.town])
    note("locality", names.localities)
    note("other_schools", [neighbour.split(",")[0] for neighbour in names.neighbours])
    if _street_is_apart(names):
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


def _street_is_apart(names: SchoolNames) -> bool:
    """Whether the street says more than the name does (as it seldom does)."""
    return bool(names.street) and not _is_street(names)


def _site(names: SchoolNames, address: str) -> bool:
    found = _HOST.match(address)
    host = found[1].lower() if found else ""
    domain = names.domain.lower()
    return bool(domain) and (host == domain or host.endswith("." + domain))


def _name_hits(names: SchoolNames, read: _Read, hits: _Hits) -> list[Span]:
    own = parts(names)
    spans = []
    for first, last in _core_places(own, read):
        end = tail_after(read.tokens, last + 1, read.folded.text)
        tail = tuple(t.forms for t in read.tokens[last + 1 : end])
        if names_a_school(tail) or _one_word(own, read, first):
            base = _full_name(names, own, read, first, end - 1, tail)
            spans.append(read.span(first, end - 1, "name"))
            hits.because.add("name")
            if base >= _SHARED_NAME and tail and phases_in(tail) & own.phases:
                hits.because.add("phase")
        elif _plain_core(names, own, read, first, last):
            base = _STREET_USE if _as_street(names, read, first, last) else _CORE
            spans.append(read.span(first, last, "name"))
        else:
            continue
        if base in (_OTHER_PHASE, _OTHER_PLACE):
            hits.namesake = max(hits.namesake, base)
        hits.base = max(hits.base, base)
    return spans + _short_hits(names, read, hits)


def _core_places(own: Parts, read: _Read) -> list[tuple[int, int]]:
    """Where the core stands, and the single words that hold the name ("#tansylaneprimary")."""
    joined = "".join(min(forms, key=len) for forms in own.core)
    endings = {"primary", "school", "primaryschool", "ps", "pri", "sch", "academy"}
    endings |= set(own.phases) | {phase + "school" for phase in own.phases}
    whole = {joined + ending for ending in endings}
    return read.places(own.core) + [
        (i, i) for i, token in enumerate(read.tokens) if token.forms & whole
    ]


def _one_word(own: Parts, read: _Read, first: int) -> bool:
    joined = "".join(min(forms, key=len) for forms in own.core)
    return any(
        form.startswith(joined) and len(form) > len(joined) for form in read.tokens[first].forms
    ) and not (read.tokens[first].forms & own.core[0])


def _full_name(
    names: SchoolNames,
    own: Parts,
    read: _Read,
    first: int,
    last: int,
    tail: tuple[frozenset[str], ...],
) -> float:
    phases = phases_in(tail)
    if phases and own.phases and not phases & own.phases:
        return _OTHER_PHASE
    if _other_place(names, read, first, last):
        return _OTHER_PLACE
    if faiths_in(tail) and own.faiths and not faiths_in(tail) & own.faiths:
        return _OTHER_PHASE
    if own.shared or (own.core == words(names.town) and not phases):
        return _SHARED_NAME
    return _NAME


def _other_place(names: SchoolNames, read: _Read, first: int, last: int) -> bool:
    """Whether a place that is not the school's stands right beside its name."""
    start, end = read.folded.span(read.tokens[first].start, read.tokens[last].end)
    found = [pattern.match(read.text, end, end + 120) for pattern in _PLACES_AFTER]
    found.append(_PLACE_BEFORE.search(read.text[max(0, start - 40) : start]))
    for place in (words(m["place"]) for m in found if m):
        known = not place or place[0] & _NO_PLACE or place[-1] & _STREETS
        if not known and not _is_ours(names, place):
            return True
    nearby = _Read(read.text[max(0, start - 60) : end + 60])
    return any(_holds(nearby, town) for town in names.elsewhere)


def _is_ours(names: SchoolNames, place: tuple[frozenset[str], ...]) -> bool:
    ours = (names.town, names.street, names.name, *names.localities, *names.nicknames)
    known = {form for phrase in ours for forms in words(phrase) for form in forms}
    return bool(place[0] & known) or place[0] <= _SCHOOL_TALK


def _plain_core(names: SchoolNames, own: Parts, read: _Read, first: int, last: int) -> bool:
    """Whether a core without school words may still be the school.

    One ordinary word needs its capital ("Grange", not "grange").
    """
    after = read.tokens[last + 1].forms if last + 1 < len(read.tokens) else frozenset()
    if after & _OTHER_THING and follows(read.tokens, last + 1, read.folded.text):
        return False
    if _is_street(names) and read.said & _STREET_TALK:
        return False
    if len(own.core) > 1:
        return True
    start, end = read.folded.span(read.tokens[first].start, read.tokens[last].end)
    return read.text[start:end].lstrip("#@")[:1].isupper()


def _is_street(names: SchoolNames) -> bool:
    """Whether the core is the name of the street as well."""
    core = parts(names).core
    return words(names.street)[: len(core)] == core


def _as_street(names: SchoolNames, read: _Read, first: int, last: int) -> bool:
    """Whether the core is said as an address: "on Tansy Lane", "14 Tansy Lane"."""
    before = read.tokens[first - 1].forms if first else frozenset()
    same = _is_street(names)
    on_it = before & (_STREET_BEFORE if same else _STREET_SURELY)
    house = any(form.isdigit() for form in before)
    return bool(on_it and same) or house


def _short_hits(names: SchoolNames, read: _Read, hits: _Hits) -> list[Span]:
    spans = []
    for nickname in names.nicknames:
        for place in read.places(words(nickname)):
            spans.append(read.span(*place, "nickname"))
            hits.base = max(hits.base, _NICKNAME)
            hits.because.add("nickname")
    short = initials(names)
    for i, token in enumerate(read.tokens if short else ()):
        start, end = read.folded.span(token.start, token.end)
        if read.text[start:end].lstrip("#@") == short:
            spans.append(read.span(i, i, "nickname"))
            hits.base = max(hits.base, _INITIALS)
            hits.because.add("nickname")
    return spans


def _weigh(names: SchoolNames, hits: _Hits, surroundings: set[str], talk: int) -> Match:
    own_site = "domain" in surroundings
    if not hits.base and not own_site and "postcode" not in surroundings:
        return Match(0.0)
    doubt = 1.0 - hits.base
    town_is_core = parts(names).core == words(names.town)
    for reason in surroundings:
        worth = _EVIDENCE[reason]
        if reason == "town" and town_is_core:
            continue
        if hits.base == _STREET_USE and reason in ("source_area", "town"):
            worth /= 2  # local news speaks of local streets
        doubt *= 1.0 - worth
    doubt *= (1.0, 0.68, 0.55, 0.48)[min(talk, 3)] if hits.base < _SHARED_NAME else 1.0
    sure = 1.0 - doubt
    if hits.namesake and hits.base == hits.namesake and not own_site:
        sure = min(sure, _NAMESAKE_AT_MOST)
    if town_is_core and "name" not in hits.because and not own_site:
        sure = min(sure, _NAMESAKE_AT_MOST)
    because = (
        hits.because | surroundings | ({"name"} if hits.base in (_CORE, _STREET_USE) else set())
    )
    return Match(
        round(min(sure, 0.99), 3),
        tuple(reason for reason in _ORDER.split() if reason in because),
        tuple(sorted(set(hits.spans), key=lambda s: (s.start, s.end, s.label))),
    )
