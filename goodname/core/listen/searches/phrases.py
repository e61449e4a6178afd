"""Makes what may be searched for out of a school's own names, and refuses whatever is not made so.

A search for anything else, a parent's name above all, would turn a desk that listens for a school
into one that watches people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goodname.core.listen.places import profiles
from goodname.core.listen.places.profile_address import addresses, word_set

LONGEST = 250  # of a query with its site
MOST = 24
SAINT = re.compile(r"(?i)^(?:saint|st\.?)\s+(?=\w)")
# The words at the end of a name that all schools of a kind share.
KIND = word_set(
    "school schools academy college primary junior juniors infant infants nursery secondary middle high"
    " grammar preparatory prep sixth form special free community foundation voluntary controlled aided"
    " va vc c.e. ce cofe catholic roman rc methodist and &"
)
OF_ENGLAND = re.compile(r"(?i)\s+(?:church of england|c\.? ?of ?e\.?)(?=\s|$)")
# Alone these words mean nothing, or one of hundreds of schools.
COMMON = word_set(
    "all ash beech church grange green hill holy lady oak our park sacred saint saints st the trinity"
    " wood"
)
HASHTAG = re.compile(r"#\w{2,60}")
SITE = re.compile(
    r"(?<!\S)site:((?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,24}(?:/[\w/.-]{0,80})?)$"
)
NOT_OURS = (
    "A search has to be made of the school’s own names. Choose one of those that are offered; we do"
    " not search for people."
)
ON_A_PERSON = "This would search what one person writes, and people are not listened to."
# The names under which a site is asked for words, and the words in a path that say it is a search.
ASKED_FOR = word_set("q query s search search_query as_epq as_q")
ASKED_IN_A_SEARCH = ASKED_FOR | word_set(
    "searchquery searchterm searchtext searchphrase term terms keyword keywords kw text p"
)
ALERT = re.compile(r"(?i)\s*google alerts?\s*[-–—:]\s*(.+)")
SEARCHING = word_set("search find results query suche")
MORE = word_set("or and school when intitle inurl site")


@dataclass(frozen=True)
class Phrase:
    """What may be searched for, as a search engine takes it, and in one sentence why."""

    text: str
    why: str


def offered(
    name: str,
    *,
    town: str = "",
    street: str = "",
    variants: Sequence[str] = (),
    nicknames: Sequence[str] = (),
    initials: str = "",
) -> tuple[Phrase, ...]:
    """What may be searched for, the surest first.

    `variants` are other ways of writing the name, of `nicknames` and `initials` we know that they
    are none. Each is the school's own; nobody's personal name belongs in any of them.
    """
    found: dict[str, Phrase] = {}
    for phrase in _offered(name.split(",")[0], town, street, variants, nicknames, initials):
        found.setdefault(_folded(phrase.text), phrase)
    return tuple(found.values())[:MOST]


def allowed(query: str, offers: Iterable[Phrase]) -> str:
    """Why this query is refused: it is not made of the school's names; "" where it is.

    Any of the phrases may stand in it, one or several joined by OR, and one site at the end.
    """
    query = unicodedata.normalize("NFKC", query).strip()
    if not query:
        return "There is nothing to search for. Choose one of the school’s names."
    if len(query) > LONGEST:
        return f"The search is too long; at most {LONGEST} characters are allowed."
    site = SITE.search(query.replace("Site:", "site:"))
    if site and profiles.refusal(site[1]):
        return ON_A_PERSON
    searched = SITE.sub("", query.replace("Site:", "site:")).strip()
    known = {_folded(phrase.text) for phrase in offers}
    pieces = re.split(r"\s+OR\s+", searched)
    return "" if all(_folded(piece) in known for piece in pieces) else NOT_OURS


def searched_by(address: str) -> str:
    """The words that a feed's or page's address asks a site to look for; "" where it is no search."""
    found: list[str] = []
    for one in addresses(address):
        is_search = bool({word.partition(".")[0] for word in one.words} & SEARCHING)
        names = ASKED_IN_A_SEARCH if is_search else ASKED_FOR
        found += [
            said for name, said in one.asked if name in names and re.search(r"[^\W\d_]", said)
        ]
    return " ".join(found)


def refused_search(address: str, offers: Iterable[Phrase]) -> str:
    """Why an address is refused because it searches for more than the school; "" where it does not.

    A feed of a site's search is a search. Each of its words has to stand in one of the phrases that
    are offered: no name of a person can be put beside the school's.
    """
    return _refused_words(searched_by(address), offers)


def refused_alert(title: str, offers: Iterable[Phrase]) -> str:
    """The same of a Google Alert's feed, whose address hides what it looks for and whose title says."""
    found = ALERT.match(unicodedata.normalize("NFKC", title))
    return _refused_words(found[1], offers) if found else ""


def _refused_words(said: str, offers: Iterable[Phrase]) -> str:
    if not said or said.startswith(("cache:", "place_id:")):
        return ""
    known = {word for phrase in offers for word in _words(phrase.text)} | MORE
    known |= {word + "s" for word in known}
    site = SITE.search(said)
    if site and profiles.refusal(site[1]):
        return ON_A_PERSON
    return "" if set(_words(SITE.sub("", said))) <= known else NOT_OURS


def _words(text: str) -> list[str]:
    text = re.sub(r"\bwhen:\d+[hdmy]\b", " ", _folded(text))
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", text))


def with_site(query: str, host: str) -> str:
    """The query, for one site's pages alone; another site's name in it is replaced."""
    host = re.sub(r"(?i)^https?://", "", host.strip()).removeprefix("www.").rstrip("/").lower()
    bare = SITE.sub("", query).strip()
    return f"{bare} site:{host}" if SITE.fullmatch(f"site:{host}") else bare


def hashtag(text: str) -> str:
    """The name as people write it after a "#"; "" where too little is left."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", text))
    tag = "#" + "".join(word[0].upper() + word[1:] for word in words)
    return tag if HASHTAG.fullmatch(tag) and len(tag) > 4 else ""


def core(name: str) -> str:
    """The part of a name that is the school's own: "Tansy Lane" of "Tansy Lane Primary School"."""
    whole = re.sub(r"(?i)^the\s+", "", name.split(",")[0].strip())
    words = OF_ENGLAND.sub(" CE ", whole).split()
    while words and words[-1].lower() in KIND:
        words.pop()
    return " ".join(words) or whole


def _offered(
    name: str,
    town: str,
    street: str,
    variants: Sequence[str],
    nicknames: Sequence[str],
    initials: str,
) -> Iterator[Phrase]:
    own = core(name)
    is_rare = not set(re.findall(r"\w+", own.lower())) <= COMMON and not SAINT.match(own)
    for spelling in _spellings(name):
        if town:
            yield Phrase(
                f"{_quoted(spelling)} {town}",
                f"The school’s full name, with {town}, so that schools of the same name elsewhere"
                " stay out.",
            )
    for spelling in _spellings(name):
        yield Phrase(
            _quoted(spelling),
            "The school’s full name, also where nobody says which town is meant.",
        )
    for spelling in _spellings(own):
        if town and spelling:
            yield Phrase(
                f"{_quoted(spelling)} school {town}",
                f"People often leave out the kind of school; the word “school” and {town} keep"
                " streets and people of that name out.",
            )
    for nickname in filter(None, map(str.strip, nicknames)):
        if not town or re.search(rf"(?i)\b{re.escape(town)}\b", nickname):
            yield Phrase(_quoted(nickname), "What people call the school.")
        else:
            yield Phrase(f"{_quoted(nickname)} {town}", f"What people call the school, in {town}.")
    if town and initials and re.fullmatch(r"[A-Z]{2,8}", initials):
        yield Phrase(
            f"{_quoted(initials)} {town}",
            f"The school’s initials; alone they mean many things, so only with {town}.",
        )
    if town and street:
        yield Phrase(
            f"{_quoted(street)} school {town}", "The school by its road, as neighbours write of it."
        )
    for variant in variants:
        if variant.startswith("#") or _is_weak(variant, initials, own):
            continue
        yield Phrase(
            f"{_quoted(variant)} {town}".strip(), "Another way in which people write the name."
        )
    if is_rare and (tag := hashtag(own)):
        yield Phrase(tag, "A hashtag that people may use for the school.")
    for tag in dict.fromkeys((hashtag(f"{own} School"), hashtag(name), hashtag(f"{own} {town}"))):
        if tag and (town or is_rare):
            yield Phrase(tag, "A hashtag that people may use for the school.")


def _is_weak(variant: str, initials: str, own: str) -> bool:
    """Whether it means too much else: the initials, or the name cut down to a word or two."""
    return variant == initials or variant.casefold() == own.casefold() or " " not in variant


def _spellings(name: str) -> Iterator[str]:
    """The name as it is, and with "St" or "Saint", with and without its apostrophe."""
    forms = [name.strip()]
    if SAINT.match(forms[0]):
        rest = SAINT.sub("", forms[0])
        forms += [f"St {rest}", f"Saint {rest}"]
    for form in forms:
        yield form
        if re.search(r"['’]", form):
            yield re.sub(r"['’]", "", form)


def _quoted(words: str) -> str:
    return '"' + " ".join(words.replace('"', " ").split()) + '"'


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    text = re.sub(r"[“”]", '"', text)
    return " ".join(text.split())
