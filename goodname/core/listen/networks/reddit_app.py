"""Speaks to Reddit as an app that Reddit approved: a token for the app alone, then searches.

Nothing is asked in the name of a person. We speak HTTP ourselves and use none of the libraries for
Reddit, because all that the desk asks must pass the one guarded fetcher.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from goodname.core.listen.feeds.entry import Entry, post_of
from goodname.core.listen.json_reply import (
    inside,
    json_object,
    listed,
    marks,
    moment,
    objects,
    text,
    time,
    token,
)
from goodname.core.listen.networks import rates
from goodname.core.listen.talk import Asked, NotHeard, Outcome, Reply, refusal
from goodname.core.words import Post, Request, Unreadable

WHO = "Reddit"
SITE = "https://www.reddit.com"
API = "https://oauth.reddit.com"
PAGE = 100
EARLY = timedelta(minutes=5)
BAD_APP = "Reddit does not accept the app’s id and secret. Reddit has to approve an app first."
LATER = "Reddit asked us to come back later."

Session = dict[str, str]


@dataclass(frozen=True)
class Page:
    posts: tuple[Post, ...]
    refused: tuple[str, ...]
    after: str


def hosts(address: str) -> tuple[str, str]:
    """Where tokens are given and where an app asks; both at one place for any other server."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that make no sense
        return SITE, API
    if not parts.hostname or parts.hostname == "reddit.com" or ".reddit.com" in parts.hostname:
        return SITE, API
    here = f"{parts.scheme}://{parts.netloc}"
    return here, here


def ask_token(site: str, client_id: str, client_secret: str) -> Request:
    pair = b64encode(f"{client_id}:{client_secret}".encode()).decode()
    headers = (
        ("Authorization", f"Basic {pair}"),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "application/json"),
    )
    return Request(f"{site}/api/v1/access_token", headers, b"grant_type=client_credentials")


def ask_search(api: str, query: str, place: str) -> Request:
    """The newest posts with these words, in one subreddit or, for "", everywhere."""
    said = {"limit": str(PAGE), "raw_json": "1"}
    if query:
        said |= {"q": query, "sort": "new", "type": "link"}
        said |= {"restrict_sr": "1"} if place else {}
    what = "search" if query else "new"
    path = f"/r/{place}/{what}" if place else f"/{what}"
    headers = (("Accept", "application/json"),)
    return Request(f"{api}{path}?{urlencode(said, quote_via=quote)}", headers)


def read_search(body: bytes, now: datetime) -> Page:
    """What was found. Raises Unreadable when it is no list of Reddit's."""
    data = inside(json_object(body, WHO), "data")
    children = listed(data.get("children"), WHO)
    made = [_post(inside(one, "data"), now) for one in children[:PAGE]]
    refused = tuple(
        f"Post {number} has no name of Reddit’s." for number, one in enumerate(made, 1) if not one
    )
    return Page(tuple(post for post in made if post), refused, text(data, "after"))


def signed_in(
    asked: Asked, session: Session, question: Request
) -> Generator[Request, Reply, Reply]:
    """Ask with the app's token, which is fetched first where none is kept or it is too old.

    The question comes without its token. `session` is changed in place. Raises NotHeard.
    """
    of = _which(asked)
    until = time(session.get("until", ""))
    if session.get("of") != of or not session.get("access") or not until or asked.now >= until:
        yield from _fetch_token(asked, session)
    reply = yield _with(question, session["access"])
    if reply.status == 401:  # taken back before its time
        yield from _fetch_token(asked, session)
        reply = yield _with(question, session["access"])
    if reply.status == 401:
        raise NotHeard(Outcome.NO_TOKEN, BAD_APP, session={})
    if reply.status == rates.TOO_MANY:
        raise rates.too_many(reply, asked.now, LATER)
    return reply


def has_app(asked: Asked) -> bool:
    return bool(asked.secret.get("client_id", "").strip())


def _fetch_token(asked: Asked, session: Session) -> Generator[Request, Reply, None]:
    session.clear()
    client_id = asked.secret.get("client_id", "").strip()
    secret = asked.secret.get("client_secret", "").strip()
    reply = yield ask_token(hosts(asked.address)[0], client_id, secret)
    if reply.status == rates.TOO_MANY:
        raise rates.too_many(reply, asked.now, LATER)
    if reply.status in (400, 401, 403):
        raise NotHeard(Outcome.NO_TOKEN, BAD_APP, session={})
    if not 200 <= reply.status < 300:
        raise refusal(reply)
    given = json_object(reply.body, WHO)
    access, seconds = token(given, "access_token"), given.get("expires_in")
    if not access and text(given, "error"):  # it says so with a 200
        raise NotHeard(Outcome.NO_TOKEN, BAD_APP, session={})
    if not access:
        raise Unreadable(f"{WHO}: the answer has no token in it")
    lasts = seconds if isinstance(seconds, int) and 0 < seconds < 1_000_000 else 3600
    until = asked.now + timedelta(seconds=lasts) - EARLY
    session.update(of=_which(asked), access=access, until=until.isoformat())


def _with(question: Request, access: str) -> Request:
    return replace(question, headers=(*question.headers, ("Authorization", f"Bearer {access}")))


def _which(asked: Asked) -> str:
    pair = "\n".join(asked.secret.get(name, "") for name in ("client_id", "client_secret"))
    return sha256(f"{asked.address}\n{pair}".encode(errors="replace")).hexdigest()


def _post(told: Mapping[str, Any], now: datetime) -> Post | None:
    name, path = text(told, "name"), text(told, "permalink")
    if not name or not path.startswith("/"):
        return None
    edited = moment(told.get("edited"))  # false where it never was
    entry = Entry(
        id=name,
        links=(SITE + path,),
        title=text(told, "title"),
        texts=((_words(told), False),),
        posted=moment(told.get("created_utc")),
        edited=edited,
    )
    post = post_of(entry, SITE, SITE, now)
    author = text(told, "author")
    author = author if author in ("", "[deleted]") else f"/u/{author[:100]}"
    found = (
        ("fullname", name),
        ("permalink", path),
        ("edited", edited.isoformat() if edited else ""),
        ("subreddit", text(told, "subreddit")),
        ("removed_by_category", text(told, "removed_by_category")),
    )
    return replace(post, author=author, marks=marks(found)) if post else None


def _words(told: Mapping[str, Any]) -> str:
    words, link = text(told, "selftext"), text(told, "url")
    linked = link if link.startswith("http") and text(told, "permalink") not in link else ""
    pictures = [f"Link: {linked}"] if linked else []
    crossed = [text(one, "selftext") for one in objects(told.get("crosspost_parent_list"))]
    return "\n".join((words, *pictures, *(f"Quoted: {one}" for one in crossed if one)))
