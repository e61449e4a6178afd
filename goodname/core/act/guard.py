"""Looks through a text before it leaves the school: whose name is in it, and does it sound fair.

It only finds: what follows is for the caller, who shows the place and the reason and stops a name
from leaving. The search would rather find once too often than let a child's name go out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# First names and surnames that are also everyday words. Alone they count only with a capital letter.
_WORDS = frozenset(
    """
    amber angel art ash august autumn baker bell bird bishop black book bridge brook brown butler
    carpenter chance child church clay cole cook cross dale daisy dawn day dean drew eve faith field
    fisher fox frank french gardener gene ginger glen gold grace grant gray green grey guy hall hand
    harmony harper hazel head heath heather hill holly hope hunter iris ivy jack jade jasper jay jewel
    joy june kay king lake lane lily long love marina mark marsh mason may melody mercer miles mill
    miller moon moss nice noble olive page park parish patience pearl penny piper pool poppy porter
    price reed rich river rob robin rose ruby rusty sage sandy school sharp short sky small smart
    snow spring star stone story strong summer sunny teacher taylor violet walker ward warren waters
    way weaver west white will willow winter wise wood woods young
    """.split()  # noqa: SIM905 - a paragraph of words is easier to read and to add to
)
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "sir",
        "dame",
        "rev",
        "reverend",
        "prof",
        "professor",
        "madam",
        "teacher",
        "coach",
    }
)
# Letters that no decomposition turns into their plain form.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR = re.compile(r"\s?[.,]?\s{0,2}|\s?[-\N{NON-BREAKING HYPHEN}\N{EN DASH}.'’_]\s?")


class Why(StrEnum):
    PUPIL = "pupil"
    ACCUSED_STAFF = "accused_staff"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True)
class ProtectedName:
    """A name that must not leave, as on the roster: "Daniel Okafor" or "Mr D. Okafor"."""

    name: str
    why: Why


@dataclass(frozen=True)
class Finding:
    """`text[start:end]` is the protected `name`, or a part of it."""

    start: int
    end: int
    name: str
    why: Why


@dataclass(frozen=True)
class Phrase:
    """Words that do not belong in a fair letter, and the reason that a person is shown."""

    words: str
    why: str


@dataclass(frozen=True)
class ToneFinding:
    start: int
    end: int
    words: str
    why: str


@dataclass(frozen=True)
class Piece:
    """A run of letters in the text: its plain form, and where it stands."""

    plain: str
    start: int
    end: int
    capital: bool


def find(text: str, protected: Iterable[ProtectedName]) -> tuple[Finding, ...]:
    """Every place where a protected person is named, in the order of the text.

    Sees through case, accents, hyphens, possessives, titles, initials, zero-width characters and
    names written as one word. A surname alone counts; a first name alone counts only for a pupil.
    """
    pieces = pieces_of(text)
    found: set[Finding] = set()
    for person in protected:
        places = _places(text, pieces, _Name.of(person))
        found |= {Finding(start, end, person.name, person.why) for start, end in places}
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.name, one.why)))


def tone(text: str, phrases: Iterable[Phrase]) -> tuple[ToneFinding, ...]:
    """Every place where one of the phrases stands, whatever its case and spacing."""
    pieces = pieces_of(text)
    found = set()
    for phrase in phrases:
        words = [piece.plain for piece in pieces_of(phrase.words)]
        for at in _runs(pieces, words):
            end = pieces[at + len(words) - 1].end
            found.add(ToneFinding(pieces[at].start, end, phrase.words, phrase.why))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.words)))


@dataclass(frozen=True)
class _Name:
    given: tuple[str, ...]
    surname: tuple[str, ...]  # the parts of a double-barrelled one
    first_alone: bool
    unspaced: str  # of a script without capital letters: searched for as it stands

    @classmethod
    def of(cls, person: ProtectedName) -> _Name:
        words = [[piece.plain for piece in pieces_of(word)] for word in person.name.split()]
        words = [word for word in words if word]
        while len(words) > 1 and words[0][0] in _TITLES:
            words = words[1:]
        surname = tuple(words[-1]) if words else ()
        # An initial does not stand for a person.
        given = tuple(part for word in words[:-1] for part in word)
        caseless = person.name.upper() == person.name.lower()
        return cls(
            given=given,
            surname=surname,
            first_alone=person.why is Why.PUPIL and bool(given) and len(given[0]) > 1,
            unspaced=_joined(person.name) if caseless else "",
        )


def _places(text: str, pieces: list[Piece], name: _Name) -> list[tuple[int, int]]:
    if name.unspaced:
        return _unspaced_places(text, name.unspaced)
    places: list[tuple[int, int]] = []
    for at in range(len(pieces)):
        count = _surname_at(pieces, at, name)
        if not count and name.first_alone:
            count = int(pieces[at].plain == name.given[0])
        if not count:
            continue
        first, sure = _with_what_stands_before(text, pieces, at, name)
        half = count == 1 and len(name.surname) > 1 and pieces[at].plain in name.surname
        everyday = count == 1 and pieces[at].plain in _WORDS and not pieces[at].capital
        if sure or not (half or everyday):
            places.append((pieces[first].start, pieces[at + count - 1].end))
    return [place for place in places if not any(_inside(place, other) for other in places)]


def _surname_at(pieces: list[Piece], at: int, name: _Name) -> int:
    """How many pieces from here on are the surname, in any way of writing it; 0 for none."""
    if not name.surname:
        return 0
    length = len(name.surname)
    if tuple(piece.plain for piece in pieces[at : at + length]) == name.surname:
        return length
    whole, plain = "".join(name.surname), pieces[at].plain
    # As in an address or a handle: danielokafor, dokafor, mrokafor.
    before = {"", *_TITLES, *name.given, *(given[0] for given in name.given)}
    if plain.endswith(whole) and plain[: -len(whole)] in before:
        return 1
    # Half of a double-barrelled name; the caller asks for a title or a first name before it.
    return int(length > 1 and len(plain) > 1 and plain in name.surname)


def _with_what_stands_before(
    text: str, pieces: list[Piece], at: int, name: _Name
) -> tuple[int, bool]:
    """Where the name begins with its title, first names and initials; and whether it has any."""
    initials = {given[0] for given in name.given}
    first, sure = at, False
    while first > 0 and _NEAR.fullmatch(text, pieces[first - 1].end, pieces[first].start):
        before = pieces[first - 1].plain
        if not (before in _TITLES or before in name.given or before in initials):
            break
        first, sure = first - 1, True
    return first, sure


def _inside(place: tuple[int, int], other: tuple[int, int]) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]


def _runs(pieces: list[Piece], words: list[str]) -> list[int]:
    plain = [piece.plain for piece in pieces]
    length = len(words)
    return [
        at for at in range(len(plain) - length + 1) if words and plain[at : at + length] == words
    ]


def _unspaced_places(text: str, wanted: str) -> list[tuple[int, int]]:
    plain = [(part, at) for part, at in _plain(text) if not part.isspace()]
    joined = "".join(part for part, _ in plain)
    return [
        (plain[found.start()][1], plain[found.end() - 1][1] + 1)
        for found in re.finditer(re.escape(wanted), joined)
    ]


def _joined(text: str) -> str:
    return "".join(part for part, _ in _plain(text) if not part.isspace())


def pieces_of(text: str) -> list[Piece]:
    """The runs of letters of a text, in order."""
    plain = _plain(text)
    joined = "".join(part for part, _ in plain)
    return [
        Piece(
            plain=found[0],
            start=plain[found.start()][1],
            end=_end(text, plain[found.end() - 1][1]),
            capital=text[plain[found.start()][1]].isupper(),
        )
        for found in _LETTERS.finditer(joined)
    ]


def _plain(text: str) -> list[tuple[str, int]]:
    """The text as plain small letters, each with the place that it came from."""
    return [
        (letter, at)
        for at, original in enumerate(text)
        for part in unicodedata.normalize("NFKD", original)
        if not _unseen(part)
        for letter in part.casefold().translate(_PLAIN)
    ]


def _end(text: str, last: int) -> int:
    """One past a letter and the marks that sit on it."""
    end = last + 1
    while end < len(text) and _unseen(text[end]):
        end += 1
    return end


def _unseen(letter: str) -> bool:
    # Marks on letters, and characters of no width such as a soft hyphen or a zero-width space.
    return unicodedata.category(letter) in ("Mn", "Me", "Cf")
