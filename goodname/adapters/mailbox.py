"""Looks into a mailbox without leaving a trace: nothing is marked, moved or deleted.

The folder is opened to be read only (EXAMINE), and read by BODY.PEEK. First comes how each letter is
built, then its written parts and nothing else; an attachment is fetched by `fetch_part` alone.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

import httpx2

from goodname.adapters import guard, mailline, wire
from goodname.adapters.answer import Limits
from goodname.adapters.mailfaults import in_words, no_folder, not_let_in, unsaid
from goodname.adapters.mailfetch import MOST_OF_A_FILE, ask, whole
from goodname.adapters.mailfetch import letters as letters_of
from goodname.adapters.mailline import Line, answers, folder_name, quoted
from goodname.core.listen.letters.gate import GateAnswered, letter_id
from goodname.core.listen.letters.letter import Letter
from goodname.core.listen.letters.oauth import xoauth2
from goodname.core.listen.letters.structure import Part, part_of, walk
from goodname.core.listen.talk import NotHeard, Outcome

BACK = timedelta(days=14)
MOST_LETTERS = 100  # in one look; the next goes on from there
ENOUGH = 5_000_000  # bytes of words after which no further letter is begun
# No letter has a higher number: remembered, one would hide all that come after it.
LAST_UID = 2**32 - 1
NUMBER = re.compile(rb"[0-9]{1,10}")
UNSAID = re.compile(r"[\x00-\x1f\x7f]")
UNREADABLE = "a file that does not hold certificates in PEM, so the mailbox was not opened."
LIMITS = Limits(seconds=60, silence=15, raw_bytes=8_000_000)
LIMITS_OF_A_FILE = Limits(seconds=60, silence=15, raw_bytes=MOST_OF_A_FILE)


@dataclass(frozen=True)
class Mailbox:
    """Where it is and how it opens: with a password, or with a token where there is one."""

    server: str  # imaps://host or imap://host, with a port where it is not the usual one
    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    folder: str = "INBOX"


@dataclass(frozen=True)
class Looked:
    """The letters that are new, oldest first. `left` is how many wait for the next look.

    `memory` is to be handed in the next time. `refused` has a reason for each that was not read.
    """

    letters: tuple[Letter, ...]
    memory: dict[str, str]
    left: int = 0
    refused: tuple[str, ...] = ()
    note: str = ""


def look(
    mailbox: Mailbox,
    memory: Mapping[str, str],
    *,
    now: datetime,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Limits = LIMITS,
    resolve: guard.Resolve = wire.look_up,
    tls: ssl.SSLContext | None = None,
) -> Looked:
    """What came since the last look; of the last 14 days where there was none.

    When the server has numbered the folder anew, the fortnight before the last look is read again:
    a post's key keeps it from standing there twice. Raises NotHeard with one plain sentence.
    """
    deadline = wire.Deadline(limits)
    with _opened(mailbox, deadline, allow_hosts, resolve, tls) as (line, uidvalidity):
        known = memory.get("uidvalidity") == str(uidvalidity)
        last = int(memory.get("uid") or 0) if known else 0
        following = _said_number(line, "UIDNEXT")
        begun = last > 0 or (known and "begun" in memory)
        uids = _search(line, last if begun else None, _since(memory, now))
        letters: list[Letter] = []
        refused: list[str] = []
        note = ""
        try:
            for letter in letters_of(line, uidvalidity, uids[:MOST_LETTERS], refused):
                letters.append(letter)
                weight = sum(len(raw) for one in letters for raw in one.words.values())
                if weight > ENOUGH or deadline.passed > limits.seconds / 2:
                    break
        except Exception as fault:
            if not letters:  # what was read before the line broke is not lost
                raise
            note = in_words(fault, mailbox.server, deadline).note
        all_read = not note and len(letters) + len(refused) >= len(uids[:MOST_LETTERS])
        done = uids[:MOST_LETTERS][-1:] if all_read else [letter.uid for letter in letters[-1:]]
        last = max([last, *done])
        left = sum(1 for uid in uids if uid > last)
        # Nothing recent is here: what is put here later is new, however old its date says it is.
        if not uids and not begun and 0 < following <= LAST_UID:
            begun, last = True, following - 1
    kept = {"uidvalidity": str(uidvalidity), "uid": str(last), "looked": now.date().isoformat()}
    if begun:
        kept["begun"] = "yes"
    if left and not note:
        more = "One more letter waits" if left == 1 else f"{left} more letters wait"
        note = f"{more} there for the next look."
    return Looked(tuple(letters), kept, left, tuple(refused), note)


def fetch_part(
    mailbox: Mailbox,
    *,
    uid: int,
    uidvalidity: int,
    part: str,
    gate: GateAnswered,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Limits = LIMITS_OF_A_FILE,
    resolve: guard.Resolve = wire.look_up,
    tls: ssl.SSLContext | None = None,
) -> tuple[Part, bytes]:
    """One attachment, after a person answered the gate's question about this letter with no.

    Returns what it is and its bytes, packed as they lie there (core.listen.letters.letter.unpacked). Raises
    TypeError or ValueError for a gate that was not answered, NotHeard with one plain sentence.
    """
    if not isinstance(gate, GateAnswered):
        raise TypeError("no attachment is fetched before somebody answered the gate's question")
    if gate.letter != letter_id(uidvalidity, uid):
        raise ValueError("the gate's question was answered about another letter")
    deadline = wire.Deadline(limits)
    with _opened(mailbox, deadline, allow_hosts, resolve, tls) as (line, now_valid):
        if now_valid != uidvalidity:
            raise NotHeard(
                Outcome.REFUSED, "The mailbox was numbered anew. Look at it again first."
            )
        found = ask(line, [uid], "(UID BODYSTRUCTURE)")
        body = part_of(found[0].get("BODYSTRUCTURE")) if found else None
        wanted = next((one for one in walk(body) if one.number == part), None) if body else None
        if wanted is None or wanted.children:
            raise NotHeard(Outcome.REFUSED, "This attachment is no longer in the mailbox.")
        if wanted.size > MOST_OF_A_FILE:
            raise NotHeard(
                Outcome.REFUSED,
                f"It is bigger than {MOST_OF_A_FILE // 1_000_000} MB. Open it there.",
            )
        return wanted, whole(line, uid, wanted)


@cache
def trusted(signers: str = "") -> ssl.SSLContext:
    """Trust in the signers of certificates that the web trusts, and in those of a PEM file.

    Raises NotHeard where the file cannot be read as one.
    """
    context = httpx2.create_ssl_context(trust_env=False)
    if signers:
        try:
            context.load_verify_locations(signers)
        except OSError as fault:  # an SSLError is one too
            raise NotHeard(Outcome.BLOCKED, f"GOODNAME_MAIL_CA names {UNREADABLE}") from fault
    return context


@contextmanager
def _opened(
    mailbox: Mailbox,
    deadline: wire.Deadline,
    allow_hosts: frozenset[str],
    resolve: guard.Resolve,
    tls: ssl.SSLContext | None,
) -> Iterator[tuple[Line, int]]:
    """The folder, opened to be read only, with its UIDVALIDITY. Every fault becomes a NotHeard."""
    line: Line | None = None
    try:
        to = mailline.place(
            mailbox.server, allow=allow_hosts, resolve=wire.in_time(resolve, deadline)
        )
        line = mailline.connect(to, deadline, tls or trusted())
        _let_in(line, mailbox)
        yield line, _examine(line, mailbox.folder or "INBOX")
    except NotHeard:
        raise
    except Exception as fault:
        raise in_words(fault, mailbox.server, deadline) from fault
    finally:
        if line is not None:
            _leave(line)


def _leave(line: Line) -> None:
    with suppress(Exception):  # the look is over: whatever goes wrong now changes nothing
        line.logout()
    with suppress(Exception):
        line.shutdown()


def _let_in(line: Line, mailbox: Mailbox) -> None:
    if UNSAID.search(mailbox.user + mailbox.password + mailbox.token):
        raise unsaid()  # a line break in a name would be another command
    try:
        if mailbox.token:
            said = xoauth2(mailbox.user, mailbox.token)
            # A second question is the server's reason; it wants an empty answer, and then says no.
            line.authenticate("XOAUTH2", lambda asked: b"" if asked else said)
        elif "AUTH=PLAIN" in line.capabilities:
            plain = f"\0{mailbox.user}\0{mailbox.password}".encode()
            line.authenticate("PLAIN", lambda _: plain)
        else:
            line.login(quoted(mailbox.user), mailbox.password)
    except UnicodeEncodeError as fault:
        raise unsaid() from fault
    except line.abort:
        raise
    except line.error as fault:
        raise not_let_in(str(fault), mailbox.server, bool(mailbox.token)) from fault


def _examine(line: Line, folder: str) -> int:
    if UNSAID.search(folder):
        raise no_folder(" ".join(folder.split()), ())
    try:
        answer, _ = line.select(quoted(folder_name(folder)), readonly=True)
    except line.abort:
        raise
    except line.error:  # a name that no folder could have
        answer = "NO"
    if answer != "OK":
        _, data = line.list()
        raise no_folder(folder, answers(data))
    return _said_number(line, "UIDVALIDITY")


def _said_number(line: Line, name: str) -> int:
    """What the server said of the folder by this name; 0 where it said none that can be."""
    _, said = line.response(name)
    number = said[-1] if said else None
    return int(number) if isinstance(number, bytes) and NUMBER.fullmatch(number) else 0


def _since(memory: Mapping[str, str], now: datetime) -> date:
    try:
        looked = date.fromisoformat(memory.get("looked", ""))
    except ValueError:
        looked = now.date()
    return min(looked, now.date()) - BACK


def _search(line: Line, last: int | None, since: date) -> list[int]:
    """The letters after the last one that was read; those since a day where none is known."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    asked = ("UID", f"{last + 1}:*") if last is not None else (
        "SINCE", f"{since.day}-{month[since.month - 1]}-{since.year}",
    )  # fmt: skip
    answer, data = line.uid("SEARCH", *asked)
    if answer != "OK":
        raise NotHeard(Outcome.REFUSED, "The mail server would not say what is in the folder.")
    numbers = {int(one) for row in data if row for one in row.split() if NUMBER.fullmatch(one)}
    return sorted(
        uid for uid in numbers if (last or 0) < uid <= LAST_UID
    )  # "*" is the last one, new or not
