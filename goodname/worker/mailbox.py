"""Looks into the office's mailbox for a source, and reads what came into posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.conf import settings

from goodname.adapters import mailbox
from goodname.adapters.fetch import Blocked, NoAnswer, allow_hosts
from goodname.core.listen.letters import mail, oauth
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome
from goodname.core.words import Post, Unreadable
from goodname.web.inbox.models import Probe, Source

from .conversing import reply_of
from .going import go

TOKEN_SERVER = oauth.SERVER
LEFT_OUT = {
    mail.MailKind.AUTO_REPLY: ("automatic reply", "automatic replies"),
    mail.MailKind.BOUNCE: ("returned letter", "returned letters"),
}


def look(source: Source | Probe, asked: Asked) -> Batch:
    """One look at the mailbox that a source, or an address that is only tried, belongs to.

    The connection's server is the mail server, the source's own address the folder's name. Raises
    NotHeard with one plain sentence for whatever stands in the way.
    """
    session, box = opened(source, asked)
    try:
        found = mailbox.look(
            box,
            asked.memory,
            now=asked.now,
            allow_hosts=allow_hosts(settings.ALLOW_HOSTS),
            tls=mailbox.trusted(settings.MAIL_CA),
        )
    except NotHeard as fault:
        if fault.session is None:
            fault.session = session  # a token that was paid for is not thrown away
        raise
    own = frozenset({asked.secret.get("user", "").lower()})
    posts: dict[str, Post] = {}
    refused = list(found.refused)
    left_out: Counter[mail.MailKind] = Counter()
    for letter in found.letters:
        try:
            read = mail.read(letter, asked.now, own)
        except Exception as fault:  # one letter that nobody foresaw must not hide all others
            refused.append(f"A letter could not be read ({type(fault).__name__}).")
            continue
        if read.kind in mail.MACHINES:
            left_out[read.kind] += 1
        posts |= {post.key: post for post in read.posts}
    note = " ".join(filter(None, (found.note, _said(left_out))))
    return Batch(
        posts=tuple(posts.values()),
        title=box.folder,
        refused=tuple(refused),
        outcome=Outcome.PARTLY if found.note else Outcome.ANSWERED,
        note=note,
        memory=found.memory,
        session=session,
    )


def opened(source: Source | Probe, asked: Asked) -> tuple[dict[str, str] | None, mailbox.Mailbox]:
    """The mailbox with what opens it, and the new session where a token was asked for."""
    secret = asked.secret
    if not secret.get("user") or not (secret.get("password") or oauth.needed(secret)):
        raise NotHeard(Outcome.NO_TOKEN, "The mailbox needs its user and its password.", spent=0)
    session, token = None, ""
    if oauth.needed(secret):
        token = oauth.token(asked.session, asked.now)
        if not token:
            session = _new_session(asked)
            token = session["token"]
    box = mailbox.Mailbox(
        server=source.connection.server if source.connection else "",
        user=secret["user"],
        password="" if token else secret.get("password", ""),
        token=token,
        folder=source.address or "INBOX",
    )
    return session, box


def _new_session(asked: Asked) -> dict[str, str]:
    try:
        return oauth.read(reply_of(go(oauth.ask(asked.secret, TOKEN_SERVER))), asked.now)
    except Blocked as no:
        raise NotHeard(Outcome.BLOCKED, no.reason) from no
    except NoAnswer as no:
        raise NotHeard(Outcome.REFUSED, no.reason) from no
    except Unreadable as fault:
        raise NotHeard(Outcome.UNREADABLE, "; ".join(fault.faults)) from fault


def _said(left_out: Mapping[mail.MailKind, int]) -> str:
    """That answers of machines were left out, in one sentence; "" where there were none."""
    said = [
        f"{number} {names[0] if number == 1 else names[1]}"
        for kind, names in LEFT_OUT.items()
        if (number := left_out.get(kind, 0))
    ]
    return f"Left out: {' and '.join(said)}." if said else ""
