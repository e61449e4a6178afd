"""Scores what could be wrong with a text from the words and turns of phrase found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from goodname.core.sort import wording
from goodname.core.sort.folding import Folded
from goodname.core.sort.terms import Hit
from goodname.core.words import Harm, Span

Found = list[tuple[Harm, float, int, int]]  # what, how sure, and where in the text as given

_SLUR_KINDS = frozenset({"racial", "slur"})
_SHOWN = 0.4  # a sign below this is not worth a person's eye
_SURE_INSULT = 0.3  # share of uses from which a word insults whomever it is said of
_WORD_AND_GAP = re.compile(r"[\w@$!'-]+,? (?:and )?")
_DENIED = re.compile(r"n't |\bnot ")
_YOU = re.compile(r"\b(?:you|u|your|ur|yours?elf|ya)\b")


def score(text: str, folded: Folded, hits: Iterable[Hit]) -> Found:
    """Every sign of harm in the text; signs of the same harm are not added up here."""
    said_of, denied = _ends_of_address(folded)
    found: Found = []
    for hit in hits:
        if hit.start not in denied:
            found += _from_word(hit, hit.start in said_of or _before_office(folded, hit))
    found += _from_wording(folded)
    found += _from_shouting(text, found)
    return found


def strongest(found: Found) -> dict[Harm, float]:
    """For each of the twelve harms the surest sign, lifted a little by further ones.

    Extremism, illegal and disrepute are always 0: they lie in what is meant, and a list of words
    cannot say.
    """
    scores: dict[Harm, float] = {}
    for harm in Harm:
        signs = sorted((s for h, s, _, _ in found if h is harm), reverse=True)[:4]
        top = signs[0] if signs else 0.0
        lift = sum(0.04 for s in signs[1:] if s >= 0.4)
        scores[harm] = round(min(0.98, top + lift), 4)
    return scores


def spans(found: Found) -> tuple[Span, ...]:
    """One span for each sign that could raise a flag or a doubt."""
    marks = {Span(start, end, str(harm)) for harm, sure, start, end in found if sure >= _SHOWN}
    return tuple(sorted(marks, key=lambda m: (m.start, m.end, m.label)))


def _from_word(hit: Hit, of_person: bool) -> Found:
    scores: dict[Harm, float] = {}
    if hit.insult:
        scores[Harm.INSULTING] = _insult(hit, of_person)
    if hit.term:
        kinds, severity = hit.term.kinds, hit.term.severity
        rude = 0.4 + 0.08 * severity
        if "topic" in kinds:
            scores[Harm.SEXUAL] = 0.45
        elif kinds & _SLUR_KINDS:
            scores[Harm.HATE] = 0.3 + 0.2 * severity
            scores[Harm.ABUSIVE] = 0.3 + 0.15 * severity
            scores[Harm.INSULTING] = 0.7
        elif "swearing" in kinds:
            scores[Harm.INSULTING] = max(rude, 0.7 if of_person else 0)
            scores[Harm.ABUSIVE] = 0.2 + 0.12 * severity + (0.2 if of_person else 0)
            scores[Harm.SEXUAL] = 0.15 if "sexual" in kinds else 0.0
        elif "sexual" in kinds:
            scores[Harm.SEXUAL] = 0.4 + 0.13 * severity
            scores[Harm.INSULTING] = 0.35 + (0.2 if of_person else 0)
        else:
            scores[Harm.INSULTING] = max(rude, 0.6 if of_person else 0)
            scores[Harm.ABUSIVE] = 0.15 * severity
    return [(harm, s, hit.start, hit.end) for harm, s in scores.items() if s > 0]


def _insult(hit: Hit, of_person: bool) -> float:
    sure = hit.insult >= _SURE_INSULT
    if of_person:
        return 0.8 if sure else 0.65
    if sure and hit.noun:
        return 0.5 + hit.insult / 4
    # "A stupid rule" is hard on a rule and no insult, but near enough to ask a person.
    return min(0.45, hit.insult)


def _ends_of_address(folded: Folded) -> tuple[frozenset[int], frozenset[int]]:
    """Where a word begins that is said of, or to, a person; and where one is denied of them."""
    said: set[int] = set()
    denied: set[int] = set()
    for pattern in (wording.SAID_OF_PERSON, wording.CALLED):
        for m in pattern.finditer(folded.text):
            ends = denied if _DENIED.search(m[0]) else said
            ends.add(folded.place(m.end()))
            # "an ignorant useless man": the word after is said of the person too
            if after := _WORD_AND_GAP.match(folded.text, m.end()):
                ends.add(folded.place(after.end()))
    return frozenset(said), frozenset(denied)


def _before_office(folded: Folded, hit: Hit) -> bool:
    end = bisect_left(folded.at, hit.end) if folded.at else hit.end
    return bool(wording.OFFICE_AFTER.match(folded.text, end))


def _from_wording(folded: Folded) -> Found:
    found: Found = []
    joking = wording.NOT_MEANT.search(folded.text)
    table = [(Harm.THREAT, p, s * (0.5 if joking else 1.0)) for p, s in wording.THREATS]
    table += [(Harm.HATE, p, s) for p, s in wording.HATE]
    table += [(Harm.BULLYING, wording.BULLYING, 0.8), (Harm.AGGRESSIVE, wording.AGGRESSION, 0.65)]
    for harm, pattern, sure in table:
        found += [(harm, sure, *folded.span(*m.span())) for m in pattern.finditer(folded.text)]
    threats = [f for f in found if f[0] is Harm.THREAT]
    found += [(Harm.AGGRESSIVE, s * 0.8, start, end) for _, s, start, end in threats]
    found += [
        (Harm.ABUSIVE, 0.6, start, end)
        for harm, _, start, end in found
        if harm in (Harm.BULLYING, Harm.HATE)
    ]
    return found


def _from_shouting(text: str, found: Found) -> Found:
    """Swearing at somebody, in capitals or with many marks, is aggressive as well."""
    rude = [f for f in found if f[0] is Harm.INSULTING and f[1] >= 0.5]
    if not rude:
        return []
    letters = [c for c in text if c.isalpha()]
    loud = sum(c.isupper() for c in letters) > 0.6 * len(letters) > 6 or "!!" in text
    to_you = bool(_YOU.search(text.lower()))
    sure = 0.25 + 0.2 * loud + 0.2 * to_you + 0.05 * min(3, len(rude))
    return [(Harm.AGGRESSIVE, sure, *rude[0][2:])]
