"""Cuts a school's name into the part that is its own and the part that all schools share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goodname.core.sort.folding import Folded, fold
from goodname.core.sort.lexicon import word_set

# "#TansyLane" and "@tansy_lane" are one token each; a hyphen parts two; "&" is a word.
_TOKEN = re.compile(r"[#@]?\w+(?:'\w+)*'?|&")
SAME = {"st": "saint", "sts": "saint", "saints": "saint", "&": "and", "sch": "school"}
PHASES = word_set(
    "primary pri infant infants junior juniors secondary high grammar sixth college university "
    "nursery preschool playgroup middle upper first prep"
)
_WEAK = word_set(
    "first middle upper high sixth prep"
)  # phases only where "school" stands with them
_BREAK = re.compile(r"[.!?,;:\n/|()]")
_SCHOOL = word_set("school schools academy ps")
_KINDS = word_set(
    "community church of england c e ce cofe coe rc catholic roman voluntary controlled aided va "
    "vc "
    "and the free foundation jmi jmi&i methodist trust form special"
)
_TAIL = PHASES | _SCHOOL | _KINDS
_SAME_PHASE = {"pri": "primary", "infants": "infant", "juniors": "junior", "ps": "primary"}
_FAITHS = {
    **dict.fromkeys(("ce", "cofe", "coe", "england"), "anglican"),
    **dict.fromkeys(("rc", "catholic"), "catholic"),
    "methodist": "methodist",
}
# Names of saints and feasts are shared by hundreds of schools; alone they say little.
_SHARED = word_set("saint holy sacred christ all our lady trinity blessed")


@dataclass(frozen=True)
class SchoolNames:
    """How people may speak of one school.

    `name` is the official name; `nicknames` what people call it ("Tansy", "TLPS"); `not_us`
    phrases that, wherever they stand, mean that a text is about somebody else. The rest may be
    left empty: `localities` parts of the town, `neighbours` other schools near by, `elsewhere`
    the towns of schools with the same name.
    """

    name: str
    town: str = ""
    street: str = ""
    postcode: str = ""
    domain: str = ""
    nicknames: tuple[str, ...] = ()
    not_us: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Token:
    """One word: the forms it may be read as, and where it stands in the folded text."""

    forms: frozenset[str]
    start: int
    end: int


def tokens(folded: Folded) -> list[Token]:
    return [Token(_forms(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(folded.text)]


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[frozenset[str], ...]:
    """The forms of each word of a phrase."""
    return tuple(token.forms for token in tokens(fold(text)))


def _forms(raw: str) -> frozenset[str]:
    word = raw.lstrip("#@").replace("_", "")
    joined = word.replace("'", "")
    forms = {SAME.get(joined, joined)}
    if "'" in word:  # "Mary's" is written marys, mary's and mary; "Lane's" belongs to the lane
        owner = word.rstrip("'").removesuffix("'s")
        forms.add(SAME.get(owner, owner.replace("'", "")))
    return frozenset(forms)


@dataclass(frozen=True)
class Parts:
    """The name cut up: the `core` that is the school's own, and the phases it has."""

    core: tuple[frozenset[str], ...]
    phases: frozenset[str]
    faiths: frozenset[str]
    shared: bool  # hundreds of schools have this core


@lru_cache(maxsize=4096)
def parts(names: SchoolNames) -> Parts:
    whole = words(names.name.split(",")[0])
    end = len(whole)
    while end > 1 and whole[end - 1] & _TAIL:
        end -= 1
    core = whole[1:end] if end > 1 and "the" in whole[0] else whole[:end]
    shared = bool(core[0] & _SHARED) if core else False
    return Parts(core, phases_in(whole[end:]), faiths_in(whole[end:]), shared)


def phases_in(tail: tuple[frozenset[str], ...]) -> frozenset[str]:
    found = {form for forms in tail for form in forms if form in PHASES or form == "ps"}
    if not any(forms & _SCHOOL for forms in tail):
        found -= _WEAK
    return frozenset(_SAME_PHASE.get(form, form) for form in found)


def faiths_in(tail: tuple[frozenset[str], ...]) -> frozenset[str]:
    said = frozenset().union(*tail)
    found = {_FAITHS[form] for form in said if form in _FAITHS}
    return frozenset(found | ({"anglican"} if {"c", "e"} <= said else set()))


def names_a_school(tail: tuple[frozenset[str], ...]) -> bool:
    """Whether the words after a core make it a school's name ("primary", "school", not "first")."""
    return bool(phases_in(tail)) or any(forms & _SCHOOL for forms in tail)


def tail_after(found: list[Token], here: int, text: str) -> int:
    """Where the run of school words that begins at token `here` ends, in the same clause."""
    end = here
    while end < len(found) and follows(found, end, text):
        forms = found[end].forms
        after = found[end + 1].forms if end + 1 < len(found) else frozenset()
        if "and" in forms and not (end > here and found[end - 1].forms & PHASES and after & PHASES):
            break
        if "of" in forms and not after & {"england", "e"}:
            break
        if "the" in forms or not forms & _TAIL:
            break
        end += 1
    return end


def follows(found: list[Token], here: int, text: str) -> bool:
    """Whether token `here` stands in one clause with the token before it."""
    before = found[here - 1]
    gap = text[before.end : found[here].start]
    if before.forms & {"saint"} or before.end - before.start == 1:
        gap = gap.replace(".", "", 1)  # "St. Mary's", "C.E."
    return not _BREAK.search(gap)


def initials(names: SchoolNames) -> str:
    """The first letters of the name ("TLPS"), or "" where they are fewer than three."""
    found = re.findall(r"[^\W\d_][\w']*", names.name.split(",")[0])
    letters = "".join(w[0] for w in found if w.lower() not in ("of", "the", "and")).upper()
    return letters if len(letters) >= 3 else ""


def variants(names: SchoolNames) -> tuple[str, ...]:
    """The ways of writing the name that are looked for, as people would write them in a search."""
    return tuple(dict.fromkeys(_variants(names)))


def _variants(names: SchoolNames) -> Iterator[str]:
    name = names.name.split(",")[0].strip()
    yield name
    cut = len(parts(names).core)
    written = re.findall(r"[^\s\-]+", re.sub(r"(?i)^the\s+", "", name))
    core = " ".join(written[:cut])
    phases = sorted(parts(names).phases) or [""]
    for spelling in _spellings(core):
        for phase in phases:
            for tail in (
                f"{phase.title()} School",
                phase.title(),
                "School",
                f"{phase.title()} Sch",
            ):
                yield f"{spelling} {tail}".replace("  ", " ").strip()
        yield spelling
        yield "#" + re.sub(r"\W", "", spelling)
    yield from names.nicknames
    if short := initials(names):
        yield short


def _spellings(core: str) -> Iterator[str]:
    yield core
    if re.match(r"(?i)(?:st|saint)\b", core):
        rest = re.sub(r"(?i)^(?:st|saint)\.?\s*", "", core)
        yield from (f"St {rest}", f"St. {rest}", f"Saint {rest}")
    if "'" in core or "’" in core:
        yield re.sub(r"['’]", "", core)
        yield re.sub(r"['’]s\b", "", core)
