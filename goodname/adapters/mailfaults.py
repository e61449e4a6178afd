"""Says in one plain sentence why a mailbox could not be looked into."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpcore2

from goodname.adapters.answer import Blocked, NoAnswer
from goodname.adapters.mailline import folder_shown
from goodname.adapters.wire import Deadline
from goodname.core.listen.letters.structure import lists
from goodname.core.listen.markup import tidy
from goodname.core.listen.talk import NotHeard, Outcome
from goodname.core.words import Unreadable

MICROSOFT = re.compile(r"(?:.*\.)?(?:office365|office|outlook|hotmail)\.com")
BUSY = re.compile(r"\[(?:UNAVAILABLE|LIMIT|INUSE|SERVERBUG)\]|too many|try again", re.IGNORECASE)
APP_PASSWORD = re.compile(r"application-specific password|web ?login required", re.IGNORECASE)
MOST_FOLDERS = 12


def not_let_in(said: str, server: str, with_token: bool) -> NotHeard:
    """What the server's no to a password or a token means."""
    if BUSY.search(said):
        return NotHeard(Outcome.REFUSED, "The mail server is too busy to let us in.")
    if with_token:
        note = (
            "The mailbox does not open for this app. Check that the user is the mailbox's own"
            " address and that the app was given access to it."
        )
    elif MICROSOFT.fullmatch(host_of(server)):
        note = (
            "Microsoft no longer opens mailboxes with a password. Register an app and use its"
            " tenant, client id and client secret."
        )
    elif APP_PASSWORD.search(said):
        note = "This mailbox needs an app password, not the usual one. Make one in its settings."
    else:
        note = "The mailbox does not open: the user or the password is wrong."
    return NotHeard(Outcome.NO_TOKEN, note, session={} if with_token else None)


def unsaid() -> NotHeard:
    """That the user or the password cannot be said to any server."""
    return NotHeard(Outcome.NO_TOKEN, "The user or the password has signs that cannot be sent.")


def no_folder(folder: str, listed: Iterable[bytes]) -> NotHeard:
    """That a folder is not there, with the names of those that are."""
    names = []
    for answer in listed:
        try:
            name = lists(answer)[-1:]
        except Unreadable:
            continue
        if name and isinstance(name[0], bytes):
            shown = tidy(folder_shown(name[0].decode("utf-8", "replace")[:300]))
            names.append(shown.replace("\n", " ")[:60])
    there = ", ".join(sorted(names)[:MOST_FOLDERS])
    more = f" and {len(names) - MOST_FOLDERS} more" if len(names) > MOST_FOLDERS else ""
    found = f" There are: {there}{more}." if there else ""
    return NotHeard(Outcome.REFUSED, f"The mailbox has no folder “{folder[:60]}”.{found}")


def in_words(fault: BaseException, server: str, deadline: Deadline) -> NotHeard:
    """Whatever else went wrong between us and the server."""
    host = host_of(server)
    if isinstance(fault, NotHeard):
        return fault
    seconds = deadline.limits.seconds
    if deadline.passed >= seconds:
        note = f"The mail server took longer than the {seconds:g} seconds that it may."
        return NotHeard(Outcome.REFUSED, note)
    if isinstance(fault, httpcore2.TimeoutException):
        return NotHeard(Outcome.REFUSED, f"{host} stopped answering.")
    if isinstance(fault, Blocked):
        return NotHeard(Outcome.BLOCKED, fault.reason)
    if isinstance(fault, NoAnswer):
        return NotHeard(Outcome.REFUSED, fault.reason.replace("The site", "The mail server"))
    if isinstance(fault, Unreadable):
        return NotHeard(Outcome.UNREADABLE, f"{host} does not answer as a mail server does.")
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NotHeard(
                Outcome.REFUSED,
                f"{host} could not prove that it is who it says (its certificate fails).",
            )
        if isinstance(cause, ssl.SSLError):
            return NotHeard(Outcome.REFUSED, f"No safe connection to {host} could be made.")
        cause = cause.__cause__ or cause.__context__
    # ValueError: the library makes numbers of whatever digits a server sends, without end.
    if isinstance(fault, imaplib.IMAP4.error | ValueError):
        return NotHeard(Outcome.UNREADABLE, f"{host} does not answer as a mail server does.")
    return NotHeard(Outcome.REFUSED, f"The connection to {host} broke off.")


def host_of(server: str) -> str:
    try:
        return urlsplit(server).hostname or "the mail server"
    except ValueError:
        return "the mail server"
