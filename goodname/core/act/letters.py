"""Fills a letter's template: a closed set of placeholders, and no letter with a hole in it.

A letter says where a post stands and when it was written, and never repeats its words: whoever
reads the letter need not read the abuse again, and the school never spreads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from goodname.core.words import Action, Author, Unreadable

PLACEHOLDERS = {
    "to_name": "how the letter greets its reader, such as Mrs Hale",
    "school": "the school's name",
    "where": "where it was written, in words, such as on the Wexcombe forum",
    "post_address": "the address of the post; empty where it has none",
    "post_date": "when it was posted, in words",
    "asked_date": "when its author was asked before, in words",
    "deadline": "by when, in words, such as 15:30 on Tuesday 3 March",
    "answer": "the answer to a question, in one or more sentences",
    "contact": "how to reach the school in private, such as an e-mail address and a phone number",
    "sender": "who signs",
    "sender_job": "what they do at the school",
}

MAY_BE_EMPTY = "post_address"  # what stands in a chat has no address; its line falls away then
_OWN_LINE = re.compile(r":\n\{post_address\}(?=\n)")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LONGEST = 2000
_FIELDS = {"kind", "title", "clauses", "subject", "body"}


@dataclass(frozen=True)
class Template:
    """One kind of letter; `needs` are the placeholders that its words hold."""

    kind: str
    title: str
    clauses: tuple[str, ...]
    subject: str
    body: str

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(_PLACEHOLDER.findall(self.subject + self.body))


@dataclass(frozen=True)
class Letter:
    """A filled letter, ready for a person to read and change; it cites `clauses`."""

    subject: str
    body: str
    kind: str
    clauses: tuple[str, ...]


def read(table: Mapping[str, Any]) -> Template:
    """A template from its file's table; raises Unreadable, one fault a line."""
    faults = [f"{name}: is missing" for name in sorted(_FIELDS - set(table))]
    faults += [f"{name}: is unknown" for name in sorted(set(table) - _FIELDS)]
    if faults:
        raise Unreadable(*faults)
    template = Template(
        kind=str(table["kind"]),
        title=str(table["title"]),
        clauses=tuple(str(clause) for clause in table["clauses"]),
        subject=str(table["subject"]).strip(),
        body=str(table["body"]).strip() + "\n",
    )
    words = template.subject + template.body
    faults = [
        f"body: {{{name}}} is no placeholder, allowed are {', '.join(PLACEHOLDERS)}"
        for name in sorted(template.needs - set(PLACEHOLDERS))
    ]
    if re.search(r"[{}]", _PLACEHOLDER.sub("", words)):
        faults.append("body: has a brace that belongs to no placeholder")
    if MAY_BE_EMPTY in _PLACEHOLDER.findall(_OWN_LINE.sub("", words)):
        faults.append(
            f"body: {{{MAY_BE_EMPTY}}} needs a line of its own, after one that ends in a colon"
        )
    if not template.clauses:
        faults.append("clauses: at least one clause is needed")
    if faults:
        raise Unreadable(*faults)
    return template


def draft(template: Template, values: Mapping[str, str]) -> Letter:
    """The letter with its values put in; more values than it needs do no harm.

    Where the post has no address its line falls away, and the sentence before it ends there.
    Raises Unreadable where a value is missing, blank, too long, holds a line break or another
    control character (a subject with a line break could forge mail headers), or is unknown.
    """
    faults = [
        f"{name}: is unknown, allowed are {', '.join(PLACEHOLDERS)}"
        for name in sorted(set(values) - set(PLACEHOLDERS))
    ]
    for name in sorted(template.needs):
        faults += [f"{name}: {problem}" for problem in _problems(name, values.get(name, ""))]
    if faults:
        raise Unreadable(*faults)
    empty = not values.get(MAY_BE_EMPTY, "").strip()
    body = _OWN_LINE.sub(".", template.body) if empty else template.body
    # One pass: a value that happens to hold braces is never filled in turn.
    fill = {name: values.get(name, "").strip() for name in template.needs}
    return Letter(
        subject=_PLACEHOLDER.sub(lambda found: fill[found[1]], template.subject),
        body=_PLACEHOLDER.sub(lambda found: fill[found[1]], body),
        kind=template.kind,
        clauses=template.clauses,
    )


def kind_for(action: Action, author: Author, *, concern: bool = False, again: bool = False) -> str:
    """Which letter fits a step, by who wrote the post; `concern` tells a concern from criticism.

    `again` is for an author who was asked before. "" for a step that no letter fulfils.
    """
    if action is Action.REQUEST_DELETION and again:
        return _AGAIN.get(author, "deletion_again_colleague")
    if action is Action.REQUEST_DELETION:
        return _DELETION.get(author, "deletion_colleague")
    if action is Action.INVITE_PRIVATE_CONTACT:
        return "concern_talk" if concern else "criticism_talk"
    return {Action.ACKNOWLEDGE: "praise_thanks", Action.REPLY: "question_reply"}.get(action, "")


_DELETION = {
    Author.PARENT: "deletion_parent",
    Author.PUPIL: "deletion_pupil",
    Author.THIRD_PARTY: "deletion_stranger",
    Author.UNKNOWN: "deletion_stranger",
}
# Strangers are not asked twice: then the platform is.
_AGAIN = {
    Author.PARENT: "deletion_again_parent",
    Author.PUPIL: "deletion_again_pupil",
    Author.THIRD_PARTY: "",
    Author.UNKNOWN: "",
}


def day_in_words(day: date | datetime) -> str:
    """ "Tuesday 3 March 2026"; a moment is told as its day in London."""
    when = day.astimezone(ZoneInfo("Europe/London")) if isinstance(day, datetime) else day
    return f"{when:%A} {when.day} {when:%B} {when.year}"


def moment_in_words(moment: datetime) -> str:
    """ "15:30 on Tuesday 3 March 2026", as a clock in London shows it."""
    local = moment.astimezone(ZoneInfo("Europe/London"))
    return f"{local.hour}:{local.minute:02} on {day_in_words(local)}"


def _problems(name: str, value: str) -> list[str]:
    if not value.strip() and name == MAY_BE_EMPTY:
        return []
    if not value.strip():
        return [f"is missing: {PLACEHOLDERS[name]}"]
    if len(value) > _LONGEST:
        return [f"is longer than {_LONGEST} characters"]
    if not value.isprintable():
        return ["has a line break or another character that cannot be printed"]
    return []
