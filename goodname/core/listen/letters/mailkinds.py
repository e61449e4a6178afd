"""Tells what a letter is: a person's, a list's, an invitation, or a machine's answer."""

from __future__ import annotations

import re
from enum import StrEnum

from goodname.core.listen.letters.headers import Headers, first, person
from goodname.core.listen.letters.structure import Part, walk

AWAY = re.compile(r"(?:automatic reply|auto(?:matic)?[ -]?reply|out of (?:the )?office)\b", re.I)
DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)


class MailKind(StrEnum):
    """What a letter is: the mark `kind` of its posts."""

    LETTER = "letter"
    FORWARD = "forward"  # somebody passed on what somebody else wrote
    ALERT = "alert"  # a search engine's alert: each find is a post
    LIST = "list"
    INVITATION = "invitation"
    OWN = "own"  # it says that it comes from this very mailbox
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


# Answers of machines, which say nothing about anybody; to answer them would begin a loop.
MACHINES = frozenset({MailKind.AUTO_REPLY, MailKind.BOUNCE})
# Whoever writes these means the school; a list or an alert may mean another of the same name.
FOR_US = frozenset({MailKind.LETTER, MailKind.FORWARD, MailKind.INVITATION})


def machine(headers: Headers, body: Part, subject: str, own: frozenset[str]) -> MailKind | None:
    """Whether a machine wrote it, or this very mailbox (one of the addresses `own`); None for neither."""
    address = person(first(headers, "from"))[1]
    if body.report == "delivery-status" or (
        first(headers, "return-path") == "<>" and DAEMON.match(address)
    ):
        return MailKind.BOUNCE
    submitted = first(headers, "auto-submitted").lower()
    precedence = first(headers, "precedence").lower()
    replied = submitted.startswith("auto-replied") or precedence == "auto_reply"
    if replied or first(headers, "x-autoreply") or body.report == "disposition-notification":
        return MailKind.AUTO_REPLY
    if AWAY.match(subject) and (submitted or first(headers, "x-auto-response-suppress")):
        return MailKind.AUTO_REPLY
    if address in own:  # never believed so far that it is left out, but for a machine's
        return MailKind.AUTO_REPLY if submitted.startswith("auto") else MailKind.OWN
    return None


def kind_of(headers: Headers, body: Part) -> MailKind:
    """What a letter is that forwards nothing and carries no alert."""
    if any(part.type == "text/calendar" for part in walk(body)):
        return MailKind.INVITATION
    bulk = first(headers, "precedence").lower() in ("list", "bulk")
    if bulk or any(first(headers, name) for name in ("list-id", "list-post", "list-unsubscribe")):
        return MailKind.LIST
    return MailKind.LETTER
