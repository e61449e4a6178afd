"""Whether words name the headteacher, as far as a machine can tell. In doubt they do."""

import re
from collections.abc import Iterable

from goodname.core.words import Facts, Office
from goodname.web.accounts.models import Person

TITLES = r"(?:mrs|mr|ms|miss|mx|dr|sir|revd?)\.?"
_BEFORE = (
    "".join(
        rf"(?<!\b{word} )"
        for word in ("his", "her", "my", "their", "your child's", "'s", "’s", "on the", "deputy")
    )
    .replace(r"\b'", "'")
    .replace(r"\b’", "’")
)
_AFTER = (
    r"(?!\s*(?:lice|louse|injur|ache|lamp|phones?|boy|girl|count|start|of\s+(?:year|department)))"
)
OFFICE = re.compile(
    r"\bhead[\s-]*(?:teacher|master|mistress)|\bprincipals?\b|"
    rf"{_BEFORE}\bhead\b{_AFTER}",
    re.IGNORECASE,
)


def names_head(text: str, facts: Facts | None, heads: Iterable[Person]) -> bool:
    """Whether it says the office, a holder's name, or the sorter found them concerned."""
    if facts is not None and Office.HEADTEACHER in facts.concerned:
        return True
    words = " ".join(text.split())
    return bool(OFFICE.search(words)) or any(_names(words, person) for person in heads)


def without_greeting(text: str, heads: Iterable[Person]) -> str:
    """The text without a first line that greets the headteacher and says nothing else.

    A line that goes on is no greeting: “Dear Mrs Hollis slapped my son” stays.
    """
    known = [OFFICE.pattern, *(form for person in heads for form in _forms(person))]
    whom = "|".join(known)
    greeting = (
        rf"\s*(?:dear|hi|hello|good (?:morning|afternoon|evening))\s+(?:{whom})\s*[,.:;!-]?\s*"
    )
    first, _, rest = text.lstrip().partition("\n")
    return rest if re.fullmatch(greeting, first, re.IGNORECASE) else text


def _names(words: str, person: Person) -> bool:
    return any(re.search(rf"\b{form}\b", words, re.IGNORECASE) for form in _forms(person))


def _forms(person: Person) -> list[str]:
    """Patterns of what they may be called, longest first."""
    surname = re.escape(person.name.split()[-1]) if person.name.split() else ""
    known = [re.escape(name) for name in (person.name, person.called) if name]
    return known + ([rf"{TITLES}\s*{surname}", surname] if surname else [])
