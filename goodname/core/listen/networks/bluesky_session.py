"""Speaks to a Bluesky server as the school's own account, and signs in as rarely as can be.

Signing in with the password is allowed 300 times a day; renewing a session is not counted so. So
what the server gave is kept, renewed when it runs out, and the password is the last resort.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from hashlib import sha256

from goodname.core.listen.json_reply import json_object, text, token
from goodname.core.listen.networks import rates
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply, refusal
from goodname.core.words import Request, Unreadable

SERVER = "https://bsky.social"
WHO = "Bluesky"
JSON = ("Content-Type", "application/json")
ACCEPT = ("Accept", "application/json")
NO_ACCOUNT = "Bluesky answers searches only to an account: type in a handle and an app password."
WRONG = "Bluesky did not accept the handle and app password. Make a new app password there."
WANTS_CODE = "Bluesky wants a code by e-mail with this password. Use an app password instead."
TAKEN_DOWN = "Bluesky says that the school’s account has been taken down."
LATER = "Bluesky asked us to come back later."

Session = dict[str, str]
Question = Callable[[str], Request]


def server_of(asked: Asked) -> str:
    return (asked.address or SERVER).rstrip("/")


def session_of(asked: Asked) -> Session:
    """What was kept of a session, if it was made with the account and password of today."""
    return dict(asked.session) if asked.session.get("of") == _account(asked) else {}


def signed_in(
    asked: Asked, session: Session, question: Question
) -> Generator[Request, Reply, Reply]:
    """Ask a question, made by `question` from an access token, and give the reply to it.

    `session` is changed in place: it then holds what has to be kept for the next time. Raises
    NotHeard where the server lets us in no more.
    """
    if not session.get("access"):
        yield from _renew(asked, session)
    reply = yield question(session["access"])
    if _says_who_are_you(reply):
        yield from _renew(asked, session)
        reply = yield question(session["access"])
        if _says_who_are_you(reply):
            session.clear()
            raise NotHeard(Outcome.NO_TOKEN, WRONG, session={})
    if reply.status == rates.TOO_MANY:
        raise rates.too_many(reply, asked.now, LATER)
    return reply


def ask_session(server: str, handle: str, password: str) -> Request:
    said = json.dumps({"identifier": handle, "password": password}).encode()
    return Request(f"{server}/xrpc/com.atproto.server.createSession", (JSON, ACCEPT), said)


def ask_refresh(server: str, refresh: str) -> Request:
    headers = (("Authorization", f"Bearer {refresh}"), ACCEPT)
    return Request(f"{server}/xrpc/com.atproto.server.refreshSession", headers, b"")


def error_of(reply: Reply) -> str:
    """The name of the error that the server gave, such as ExpiredToken; "" where it gave none."""
    try:
        return text(json_object(reply.body, WHO), "error")
    except Unreadable:
        return ""


def _renew(asked: Asked, session: Session) -> Generator[Request, Reply, None]:
    server = server_of(asked)
    handle = asked.secret.get("handle", "").strip().lstrip("@")
    password = asked.secret.get("app_password", "").strip()
    if not handle or not password:
        raise NotHeard(Outcome.NO_TOKEN, NO_ACCOUNT, session={}, spent=0)
    refresh = session.pop("refresh", "")
    if refresh:
        reply = yield ask_refresh(server, refresh)
        if reply.status == rates.TOO_MANY or reply.status >= 500:
            session["refresh"] = refresh  # as good as before; the password stays unused
            raise _later(reply, asked)
        if reply.status == 200:
            return _keep(asked, session, reply)
    reply = yield ask_session(server, handle, password)
    if reply.status == 200:
        return _keep(asked, session, reply)
    session.clear()
    raise _not_let_in(reply, asked)


def _keep(asked: Asked, session: Session, reply: Reply) -> None:
    given = json_object(reply.body, WHO)
    access, refresh = token(given, "accessJwt"), token(given, "refreshJwt")
    if not access:
        raise Unreadable(f"{WHO}: the answer has no session in it")
    session.update(of=_account(asked), access=access, refresh=refresh, did=text(given, "did")[:300])


def _account(asked: Asked) -> str:
    said = (
        server_of(asked), asked.secret.get("handle", ""), asked.secret.get("app_password", "")
    )  # fmt: skip
    return sha256("\n".join(said).encode(errors="replace")).hexdigest()


def _says_who_are_you(reply: Reply) -> bool:
    """Whether the access token was not good; an old one is told with 400, none with 401."""
    return reply.status == 401 or (
        reply.status == 400 and error_of(reply) in ("ExpiredToken", "InvalidToken")
    )


def _not_let_in(reply: Reply, asked: Asked) -> NotHeard:
    said = error_of(reply)
    if said == "AuthFactorTokenRequired":
        return NotHeard(Outcome.NO_TOKEN, WANTS_CODE, session={})
    if said == "AccountTakedown":
        return NotHeard(Outcome.NO_TOKEN, TAKEN_DOWN, session={})
    if reply.status == 401 or said in ("AuthenticationRequired", "InvalidRequest"):
        return NotHeard(Outcome.NO_TOKEN, WRONG, session={})
    return _later(reply, asked)


def _later(reply: Reply, asked: Asked) -> NotHeard:
    if reply.status == rates.TOO_MANY:
        return rates.too_many(reply, asked.now, LATER)
    return refusal(reply)
