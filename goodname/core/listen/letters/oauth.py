"""The token that opens a Microsoft 365 mailbox: asked for with an app's own id and secret."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from goodname.core.listen.talk import NotHeard, Outcome, Reply, refusal
from goodname.core.words import Request, Unreadable

SERVER = "https://login.microsoftonline.com"
SCOPE = "https://outlook.office365.com/.default"
FORM = "application/x-www-form-urlencoded"
TENANT = re.compile(r"[A-Za-z0-9.-]{1,100}")
TOKEN = re.compile(r"[!-~]{1,16000}")
LONGEST = 86_400  # seconds for which a token is believed to hold
BEFORE_THE_END = timedelta(minutes=5)  # a look must not outlive its token

# Microsoft's own numbers (login.microsoftonline.com/error names each).
REASONS = {
    "AADSTS90002": "Microsoft knows no organisation by this tenant id.",
    "AADSTS900023": "Microsoft knows no organisation by this tenant id.",
    "AADSTS700016": "Microsoft knows no app by this client id in your organisation.",
    "AADSTS7000215": "The client secret is wrong. Copy its value, not its id.",
    "AADSTS7000222": "The client secret has run out. Make a new one.",
    "AADSTS7000112": "The app has been switched off in Microsoft 365.",
    "AADSTS53003": "A rule of your organisation (conditional access) keeps this app out.",
}


def needed(secret: Mapping[str, str]) -> bool:
    """Whether the mailbox opens with a token and not with a password."""
    return bool(secret.get("tenant") and secret.get("client_id") and secret.get("client_secret"))


def ask(secret: Mapping[str, str], server: str = SERVER) -> Request:
    """The question for a new token. Raises NotHeard where the tenant cannot be one."""
    tenant = secret["tenant"].strip()
    if not TENANT.fullmatch(tenant) or ".." in tenant:
        raise NotHeard(Outcome.NO_TOKEN, REASONS["AADSTS90002"], spent=0)
    form = {
        "grant_type": "client_credentials",
        "client_id": secret["client_id"].strip(),
        "client_secret": secret["client_secret"].strip(),
        "scope": SCOPE,
    }
    headers = (("Accept", "application/json"), ("Content-Type", FORM))
    return Request(f"{server}/{tenant}/oauth2/v2.0/token", headers, urlencode(form).encode("ascii"))


def read(reply: Reply, now: datetime) -> dict[str, str]:
    """The session that a reply gives: `token`, and `until` when (ISO 8601). `now` is aware.

    Raises NotHeard with the reason in plain words, Unreadable for what is no answer at all.
    """
    said = _json(reply)
    if not 200 <= reply.status < 300:
        raise _refused(reply, said)
    token, seconds = said.get("access_token"), str(said.get("expires_in"))
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Unreadable("mail: Microsoft's answer has no token in it")
    lasts = min(int(seconds), LONGEST) if re.fullmatch("[0-9]{1,12}", seconds) else 0
    return {"token": token, "until": (now + timedelta(seconds=lasts)).isoformat()}


def token(session: Mapping[str, str], now: datetime) -> str:
    """The token of a session that still holds, "" where a new one is needed."""
    try:
        until = datetime.fromisoformat(session.get("until", ""))
        holds = until - BEFORE_THE_END > now
    except (ValueError, TypeError):
        return ""
    return session.get("token", "") if holds else ""


def xoauth2(user: str, token: str) -> bytes:
    """What is said to the mail server instead of a password. Raises ValueError for a trick in it."""
    if re.search(r"[\x00-\x1f\x7f]", user + token):
        raise ValueError("a user or a token with a control character in it")
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def _json(reply: Reply) -> dict[str, object]:
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    if 200 <= reply.status < 300:
        raise Unreadable("mail: Microsoft's answer has no token in it")
    return {}


def _refused(reply: Reply, said: Mapping[str, object]) -> NotHeard:
    number = re.search(r"AADSTS\d+", str(said.get("error_description", "")))
    known = REASONS.get(number[0], "") if number else ""
    if known:
        return NotHeard(Outcome.NO_TOKEN, known, session={})
    if said.get("error") in ("invalid_client", "unauthorized_client", "invalid_request"):
        code = f" ({number[0]})" if number else ""
        return NotHeard(
            Outcome.NO_TOKEN,
            f"Microsoft does not accept this app's id or secret{code}.",
            session={},
        )
    return refusal(reply)
