"""Finds what a policy leaves open, points to in vain, or says of the world that is no longer so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from goodname.core.decide.check import wording
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.policy import Claim, Clause, Contact, Pack, Policy
from goodname.core.decide.registers import GOOD_FOR, Known

EDITION_GOOD_FOR = timedelta(days=2 * 365)  # a document is looked at every year, or late by one


def findings(
    policy: Policy,
    known: Mapping[str, Known],
    today: date,
    pages: Collection[str] | None = None,
) -> Iterator[Finding]:
    """Every finding about the source of each pack, clause by clause in the order of the document.

    `known` are the registers by id. With `pages`, the ids of the pages that there are, a clause that
    rests on a page which is not there is found too.
    """
    for pack in policy.packs:
        yield from _pack(pack, today)
        for contact in pack.contacts:
            yield from _contact(pack, contact, known, today)
        for clause in pack.clauses:
            yield from _clause(clause, known, today, pages)


def _pack(pack: Pack, today: date) -> Iterator[Finding]:
    if pack.review is None:
        yield Finding(
            "no_review", pack.id, "No day is named on which somebody looks at this again."
        )
    elif pack.review < today:
        yield Finding(
            "stale",
            pack.id,
            f"It was to be looked at again by {_day(pack.review)}, which has passed.",
        )
    if today - pack.date > EDITION_GOOD_FOR:
        yield Finding(
            "stale",
            pack.id,
            f"This edition is of {_day(pack.date)}, more than two years ago; there may be a newer one.",
        )


def _contact(
    pack: Pack, contact: Contact, known: Mapping[str, Known], today: date
) -> Iterator[Finding]:
    if not contact.helpline:
        return
    about = f"helpline.{contact.helpline}"
    if about not in known:
        text = f"A contact is {contact.helpline}, which the register of helplines does not have."
        yield Finding("dangling", pack.id, text)
    else:
        yield from _held(pack.id, Claim(about, "open"), "the list of contacts", known, today)


def _clause(
    clause: Clause, known: Mapping[str, Known], today: date, pages: Collection[str] | None
) -> Iterator[Finding]:
    for gap in clause.gaps:
        silent, choice = gap.silent.rstrip("."), gap.choice.rstrip(".")
        text = f"The source is silent about {silent}; the pack reads: {choice}."
        yield Finding("gap", clause.id, text)
    for reference in clause.references:
        if not reference.leads_to:
            text = f"The source points to {reference.to} (“{reference.written}”), and that leads nowhere."
            yield Finding("dangling", clause.id, text)
    for claim in clause.claims:
        yield from _held(clause.id, claim, "the source", known, today)
    yield from _words(clause, known, today)
    yield from _fulfilled(clause, pages)


def _words(clause: Clause, known: Mapping[str, Known], today: date) -> Iterator[Finding]:
    """What the clause's own words state, unless a table of the clause speaks of the same fact."""
    names = {
        about.removeprefix("platform.").removesuffix(".name"): row.value
        for about, row in known.items()
        if about.startswith("platform.") and about.endswith(".name")
    }
    told = {claim.about for claim in clause.claims}
    for claim in dict.fromkeys(wording.claims(clause.text, names)):
        agreed = claim.about in known and _same(claim.value, known[claim.about].value)
        if claim.about not in told and not agreed:
            yield from _held(clause.id, claim, "the text", known, today)
    written = " ".join(reference.written for reference in clause.references).casefold()
    for words in wording.pointers(clause.text):
        if words.casefold() not in written:
            text = f"The text says “{words}”, and does not say where that leads."
            yield Finding("dangling", clause.id, text)


def _fulfilled(clause: Clause, pages: Collection[str] | None) -> Iterator[Finding]:
    done = clause.rows or clause.stand_ins or clause.first
    if not done and not clause.page:
        yield Finding(
            "uncited", clause.id, "Nothing fulfils this clause: it has no rows and no page."
        )
    elif clause.page and pages is not None and clause.page not in pages:
        yield Finding(
            "uncited", clause.id, f"It rests on the page {clause.page}, which is not there."
        )


def _held(
    place: str, claim: Claim, who: str, known: Mapping[str, Known], today: date
) -> Iterator[Finding]:
    """Holds one claim against the registers; nothing is said where a row that can be relied on agrees."""
    row = known.get(claim.about)
    says = f"About {row.of if row else claim.about}: {who} says “{claim.value}”"
    if row is None:
        text = f"{says}, of which no register knows anything."
        yield Finding("unverified", place, text)
    elif not row.value:
        yield Finding("unverified", place, f"{says}, which no register confirms. {row.says}")
    elif not _same(claim.value, row.value):
        sure = GOOD_FOR[row.confidence] > 0 and not _newer(claim.value, row.value)
        text = f"{says}; the register says “{row.value}”. {row.says} {_source(row)}"
        yield Finding("stale" if sure else "unverified", place, text)
    elif not row.verified(today) or not GOOD_FOR[row.confidence]:
        text = f"{says}; the register says so too, but is no longer sure. {row.says} {_source(row)}"
        yield Finding("unverified", place, text)


def _same(one: str, other: str) -> bool:
    return one.strip(" +").casefold() == other.strip(" +").casefold()


def _newer(said: str, known: str) -> bool:
    """Whether both are years and the register is behind: then it is the register that has to be looked at."""
    return said.isdigit() and known.isdigit() and 1900 < int(known) < int(said)


def _source(row: Known) -> str:
    first = re.split(r" \(|; ", row.source)[0]  # a reader needs one; the register has them all
    return f"({first}, {f'read {_day(row.read)}' if row.read else 'undated'})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
