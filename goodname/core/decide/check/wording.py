"""Hears in the words of a clause what they state about the world, so that no table has to say it.

Two small tables do it: phrases that policies copy from each other, and the ways in which people write
the minimum age of a platform. A sentence that is not written in one of these ways says nothing here:
a finding that is wrong would cost a reader more than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodname.core.decide.policy import Claim


@dataclass(frozen=True)
class Phrase:
    """Words that state a fact: `about` its id in the registers, `value` or the first group what they say.

    In a sentence that matches `unless` they state nothing.
    """

    words: str
    about: str
    value: str = ""
    unless: str = r"(?!)"  # which matches nothing


PHRASES = (
    Phrase(
        r"\bonline (?:harms? (?:white paper|bill|act|regulations?|rules|laws?|legislation)|safety bill)\b",
        "law.online_safety",
        "coming",
        unless=r"\bOnline Safety Act\b",
    ),
    Phrase(r"(\d[\d,]*) prohibition orders?\b", "fact.prohibition_orders"),
    Phrase(
        r"\bprohibition orders? (?:\w+ ){0,6}?(?:total(?:led)?|number(?:ed)?|rose to|reached) (\d[\d,]*)",
        "fact.prohibition_orders",
    ),
    Phrase(r"\b0808[ -]?800[ -]?5002\b", "helpline.nspcc_parents", "open"),
    Phrase(r"\b(Teachers?'? Regulat(?:ion|ory) Agency)\b", "fact.teacher_regulator"),
    Phrase(
        r"\b(?:KCSIE|keeping children safe in education)\b\W{0,3}(?:[a-z]+\W+){0,3}(20\d\d)\b",
        "law.keeping_children_safe",
    ),
    Phrase(
        r"\b(?:ofsted|inspect\w+)\b[^.]{0,120}\b(?:check|look|monitor|read|search)[^.]{0,120}\bmumsnet\b",
        "fact.inspectors_look_online",
        "before a visit",
    ),
)

# All gaps between words are bounded, so that no text can make the search take long.
# A number after "page" leads somewhere, and so does a name or an address after "link".
POINTERS = (
    r"\bsee (?:the )?page(?=\s*[).,;]|\s*$)",
    r"\b(?:click|see) here\b",
    r"\bsee (?:the )?(?:attached )?link(?=\s*[).,;]|\s*$)",
    r"\blink here\b",
    r"\[(?:insert|add|enter)\b[^\]]{0,30}\]",
)

_NUMBERS = dict(
    zip(
        [
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
        ],
        map(str, range(8, 19)),
        strict=True,
    )
)
# Names that are also everyday words count only with a capital, as a name is written.
_EVERYDAY = ("Signal", "Threads", "Steam", "Discord", "Twitch", "Reddit")

_MANY = r"(?P<who>⟨\w+⟩(?:\s*(?:(?:,|/|&|\band\b|\bor\b)\s*){1,3}⟨\w+⟩){0,15})(?:['’]s?)?"
_N = r"(?P<age>\d\d?)"
_END = r"(?=\s*(?:[.,;:)!?]|$)|\s+(?:and|but|or|while|whereas|though|which)\b)"
_OLD = r"(?:[ -]?years?[ -](?:old|of age))?"
_FIRM = (
    rf"(?:(?<!\d){_N}(?:\s?\+|\s?plus\b|{_OLD} (?:or|and) (?:over|older|above|up)\b)"
    rf"|over[ -](?P<over>\d\d?)(?:['’]?s\b|{_OLD}{_END}))"
)
_LIMIT = r"(?:(?:minimum|lower|lowest) age(?: limit)?|age (?:limit|rating|restriction|requirement))"
_LINK = (
    r"(?:(?:is|are|has|have|sets?|says?|means?|requires?|needs?|for|on|of|to|at|from|an?|the|its|only|"
    r"now|also|currently|strictly|suitable|intended|meant|those|people|users?|children|everyone|"
    r"be|must|least|aged?|in|UK) )"
)
_USE = (
    r"(?:(?:to|for|on|with|in|order|may|can|must|should|could|be|are|is|allowed|able|before|they|you|"
    r"only|use|using|join|joining|have|having|hold|own|open|create|access|download|sign|up|register|"
    r"an?|the|their|your|account|accounts) )"
)
_NOT = r"(?:must not|should not|may not|can ?not|can['’]t|are not|is not|mustn['’]t|shouldn['’]t)"
AGES = (
    rf"{_MANY}\s*[-–:=(]*\s*{_LINK}{{0,7}}{_FIRM}",  # WhatsApp is only for users aged 16 and over
    rf"{_MANY}\s*[-–:=(]+\s*{_LINK}{{0,3}}{_N}{_END}",  # WhatsApp (16)
    rf"{_MANY} (?:is|are) {_LINK}{{0,4}}{_N}{_END}",  # WhatsApp is 16
    rf"{_MANY} {_LINK}{{1,6}}(?<=least |.aged |ge of |to be ){_N}{_OLD}{_END}",  # WhatsApp users must be 16
    rf"{_MANY} {_LINK}{{0,3}}{_LIMIT} {_LINK}{{0,4}}{_N}\b",  # WhatsApp has a minimum age of 16
    rf"\b{_LIMIT} {_LINK}{{1,4}}{_MANY}[ :=–-]+{_LINK}{{0,4}}{_N}\b",  # the age limit for WhatsApp is 16
    rf"\b{_LIMIT} {_LINK}{{1,4}}{_N}{_OLD}\+? {_USE}{{1,4}}{_MANY}",  # a minimum age of 16 to use WhatsApp
    rf"(?:^|\b(?:is|are|age|and|or|be|gives|give|says) |[,(] ?)(?:age )?{_N}\+? for {_MANY}{_END}",
    rf"{_FIRM} for {_MANY}",  # 16+ for WhatsApp
    rf"\b(?:must|needs? to|ha(?:s|ve) to|required to|should) be {_LINK}{{0,3}}{_N}"
    rf"(?:\+| or over| or older| and over)?{_OLD} {_USE}{{1,7}}{_MANY}",  # must be 13 to use Roblox
    rf"{_FIRM} {_USE}{{1,6}}{_MANY}",  # over-16s can use WhatsApp
    rf"\bunder[ -](?:the age of )?{_N}(?:['’]?s)? {_NOT} {_USE}{{1,6}}{_MANY}",
    rf"\b(?:no|nobody|no-one)(?: [a-z]+){{0,2}} under[ -](?:the age of )?{_N} {_USE}{{1,6}}{_MANY}",
    rf"{_MANY} (?:is|are) (?:not|banned|forbidden|illegal) {_LINK}{{0,4}}under[ -](?:the age of )?{_N}",
)
_AGES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in AGES)
_PHRASES = tuple(
    (re.compile(phrase.words, re.IGNORECASE), re.compile(phrase.unless, re.IGNORECASE), phrase)
    for phrase in PHRASES
)
_POINTERS = re.compile("|".join(POINTERS), re.IGNORECASE)


def claims(text: str, names: Mapping[str, str]) -> Iterator[Claim]:
    """What the text states about the world. `names` are those of platforms, by their id."""
    spelling, whose = _spellings(names)
    for sentence in _sentences(text):
        for pattern, unless, phrase in _PHRASES:
            for found in pattern.finditer(sentence):
                if not unless.search(sentence):
                    yield Claim(phrase.about, phrase.value or found[1])
        if whose:
            marked = spelling.sub(lambda found: f"⟨{whose[_plain(found[0])]}⟩", sentence)
            if "⟨" in marked:
                yield from _ages(marked)


def pointers(text: str) -> tuple[str, ...]:
    """Words of the text that point somewhere without saying where, such as "see page"."""
    return tuple(dict.fromkeys(found[0] for found in _POINTERS.finditer(text)))


def _ages(marked: str) -> Iterator[Claim]:
    counted = re.sub(r"[A-Za-z]+", lambda word: _NUMBERS.get(word[0].lower(), word[0]), marked)
    for pattern in _AGES:
        for found in pattern.finditer(counted):
            age = found["age"] or found.groupdict().get("over") or ""
            if 7 <= int(age) <= 21:  # no other number is meant as the age for an account
                for platform in re.findall(r"⟨(\w+)⟩", found["who"]):
                    yield Claim(f"platform.{platform}.minimum_age", age)


def _sentences(text: str) -> list[str]:
    plain = re.sub(r"[ \t⟨⟩]+", " ", text)  # the brackets mark a platform below
    return [part.strip() for part in re.split(r"(?<=[.!?;])\s+|\n\s*\n|[•|]", plain)]


def _spellings(names: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every way in which a platform is written, and whose each of them is."""
    whose: dict[str, str] = {}
    written: dict[str, str] = {}
    for platform, name in names.items():
        for spelt in (*re.split(r" / |[()]", name), platform.replace("_", " ")):
            if len(spelt := spelt.strip()) > 2:
                whose.setdefault(_plain(spelt), platform)
                written.setdefault(_plain(spelt), spelt)
    parts = [_spelling(spelt) for spelt in sorted(written.values(), key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"), whose


def _spelling(spelt: str) -> str:
    # "TikTok" is also written "Tik Tok": a capital inside a name may stand after a space.
    loose = re.sub(r"(?<=[a-z])(?=[A-Z])| ", " ?", re.escape(spelt).replace(r"\ ", " "))
    return loose if spelt.capitalize() in _EVERYDAY else f"(?i:{loose})"


def _plain(spelt: str) -> str:
    return spelt.replace(" ", "").casefold()
