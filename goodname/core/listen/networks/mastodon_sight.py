"""Finds out what a Mastodon server can show us, so that its silence is not taken for nothing said."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from goodname.core.listen.json_reply import TOKEN, inside, json_object, one_line, text
from goodname.core.listen.networks import rates
from goodname.core.listen.networks.mastodon_status import WHO
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply, refusal
from goodname.core.words import Request, Unreadable

NO_SERVER = "Type in the address of a Mastodon server, such as https://mastodon.social."
NO_TOKEN = "Mastodon servers search only for their members: put in a token of an account there."
BAD_TOKEN = "The Mastodon server does not accept the token any more. Put in a new one."
AN_APPS = "The token belongs to an app and to no account, so the server would find nothing for it."
MAY_NOT = "The token may not read and search there. Make one that may read."
MEMBERS = "This server shows hashtags only to its members: put in a token of an account there."
LATER = "The Mastodon server asked us to come back later."
KNOWS = (
    "{server} knows the posts of its own members and of people whom they follow, and finds the words"
    " only of people who allow that: it does not hear all of Mastodon."
)


@dataclass(frozen=True)
class Sight:
    """What a server is: its name and version as it gives them, and who may see its hashtags."""

    name: str
    version: str
    hashtags_for_all: bool | None = None  # None where it does not say


def server_of(asked: Asked) -> str:
    if not asked.address:
        raise NotHeard(Outcome.NO_TOKEN, NO_SERVER, spent=0)
    return asked.address.rstrip("/")


def token_of(asked: Asked) -> str:
    """The token that was typed in, "" where there is none. Raises NotHeard where it can be none."""
    token = asked.secret.get("token", "").strip()
    if token and not TOKEN.fullmatch(token):
        raise NotHeard(Outcome.NO_TOKEN, BAD_TOKEN, session={}, spent=0)
    return token


def headers_of(token: str) -> tuple[tuple[str, str], ...]:
    accept = ("Accept", "application/json")
    return (accept, ("Authorization", f"Bearer {token}")) if token else (accept,)


def ask_account(server: str, token: str) -> Request:
    return Request(f"{server}/api/v1/accounts/verify_credentials", headers_of(token))


def ask_instance(server: str) -> Request:
    return Request(f"{server}/api/v2/instance", headers_of(""))


def read_instance(body: bytes) -> Sight:
    """What the server says of itself. Raises Unreadable when it says nothing of the kind."""
    found = json_object(body, WHO)
    access = inside(found, "configuration", "timelines_access", "hashtag_feeds")
    said = text(access, "remote") or text(access, "local")
    name = one_line(text(found, "domain") or text(found, "title"), 80)
    return Sight(name, one_line(text(found, "version"), 40), said == "public" if said else None)


def known(asked: Asked, token: str) -> bool:
    """Whether this token was looked at already, at this server."""
    return asked.session.get("of") == _which(asked, token)


def get_known(asked: Asked, token: str) -> Generator[Request, Reply, tuple[dict[str, str], str]]:
    """Look whether the token is an account's, and what the server is: a session, and a sentence.

    Raises NotHeard where the token is worth nothing: with such a one a search finds nothing, and
    does not say so.
    """
    server = server_of(asked)
    check(asked, (yield ask_account(server, token)), token)
    reply = yield ask_instance(server)
    name = urlsplit(server).hostname or server
    try:
        sight = read_instance(reply.body) if reply.status == 200 else Sight(name, "")
    except Unreadable:
        sight = Sight(name, "")
    return {"of": _which(asked, token), "version": sight.version}, KNOWS.format(server=name)


def check(asked: Asked, reply: Reply, token: str) -> Reply:
    """The reply, if it is a success; else NotHeard in the words that help with this server."""
    if 200 <= reply.status < 300:
        return reply
    if reply.status == rates.TOO_MANY:
        raise rates.too_many(reply, asked.now, LATER)
    if reply.status in (401, 403, 422) and not token:
        raise NotHeard(Outcome.NO_TOKEN, MEMBERS)
    if reply.status in (401, 403, 422):
        said = {401: BAD_TOKEN, 403: MAY_NOT, 422: AN_APPS}[reply.status]
        raise NotHeard(Outcome.NO_TOKEN, said, session={})
    raise refusal(reply)


def _which(asked: Asked, token: str) -> str:
    return sha256(f"{asked.address}\n{token}".encode(errors="replace")).hexdigest()
