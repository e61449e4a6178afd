"""Asks Brave's search API, for pages and forum threads or for news, with a key that the school bought."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from goodname.core.listen.json_reply import json_object, objects, text, time
from goodname.core.listen.searches.results import Result, news
from goodname.core.listen.searches.windows import Window, longest, wait, windows
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Reply, Talk, refusal
from goodname.core.words import Request, Unreadable

SERVER = "https://api.search.brave.com"
PATHS = {"web": "/res/v1/web/search", "news": "/res/v1/news/search"}
MOST = {"web": 20, "news": 50}  # results that one question may ask for
FRESH = frozenset({"pd", "pw", "pm", "py"})  # past day, week, month, year
NO_QUERY = "There is nothing to search for: choose one of the school’s names."
NO_KEY = "Brave’s search needs a key. Put one in under Connections."
BAD_KEY = "Brave does not accept the key any more. Put in a new one under Connections."
USED_UP = "The searches that the school’s Brave plan allows for this month are used up."
UNPAID = "Brave’s plan is not paid, or its spending limit is reached."
TOO_FAST = "Brave asked us to come back later."
NOT_UNDERSTOOD = "Brave did not understand the question. Shorten the search."


def ask(server: str, query: str, key: str, *, where: str = "web", freshness: str = "") -> Request:
    """The question; `where` is "web" or "news"."""
    said = {"q": query, "count": str(MOST[where]), "country": "GB", "search_lang": "en",
            "text_decorations": "0", "spellcheck": "0"}  # fmt: skip
    said |= {"freshness": freshness} if freshness in FRESH else {}
    address = f"{(server or SERVER).rstrip('/')}{PATHS[where]}?{urlencode(said, quote_via=quote)}"
    return Request(address, (("Accept", "application/json"), ("X-Subscription-Token", key)))


def read(body: bytes) -> tuple[Result, ...]:
    """The results of either search, pages before threads. Raises Unreadable when it is no answer."""
    found = json_object(body, "Brave")
    # News gives its list at the top; the web search gives one list for each kind of result.
    groups: list[object] = [found.get("results")]
    for kind in ("web", "discussions", "news"):
        group = found.get(kind)
        groups.append(group.get("results") if isinstance(group, dict) else None)
    return tuple(_result(one) for group in groups for one in objects(group))


def talk(asked: Asked) -> Talk:
    """One look, one question: plans allow one a second, and each is paid for.

    Options: `where` ("web", the default, or "news"); `freshness` (pd, pw, pm or py). Without one
    the first look asks for all times and later ones for the past month. The memory holds the
    digests of the pages that were `told`.
    """
    if not asked.query.strip():
        raise NotHeard(Outcome.REFUSED, NO_QUERY, spent=0)
    key = asked.secret.get("key", "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise NotHeard(Outcome.NO_TOKEN, NO_KEY if not key else BAD_KEY, spent=0)
    where = asked.options.get("where", "web")
    freshness = asked.options.get("freshness", "") or ("pm" if "told" in asked.memory else "")
    reply = yield ask(
        asked.address, asked.query, key, where=where if where in PATHS else "web",
        freshness=freshness,
    )  # fmt: skip
    allowed = windows(reply.headers)
    if not 200 <= reply.status < 300:
        raise _refusal(reply, allowed)
    heard = news(read(reply.body), asked.memory, asked.now)
    month = longest(allowed)
    return Batch(
        posts=heard.posts,
        title=f"Search for {asked.query}",
        refused=heard.refused,
        memory=heard.memory,
        left=month.left if month else None,
    )


def _refusal(reply: Reply, allowed: tuple[Window, ...]) -> NotHeard:
    code, said = _fault(reply.body)
    if reply.status in (401, 403):
        return NotHeard(Outcome.NO_TOKEN, BAD_KEY)
    if reply.status == 422:  # a wrong key and a question it cannot take have one status
        if said and "token" not in said:
            return NotHeard(Outcome.REFUSED, NOT_UNDERSTOOD)
        return NotHeard(Outcome.NO_TOKEN, BAD_KEY)
    if reply.status == 402:
        return NotHeard(Outcome.QUOTA, UNPAID, wait=wait(allowed))
    if reply.status == 429:
        month = longest(allowed)
        used_up = "quota" in code or (month is not None and month.left == 0 and len(allowed) > 1)
        if used_up:
            return NotHeard(Outcome.QUOTA, USED_UP, wait=wait(allowed))
        return refusal(reply, TOO_FAST)
    return refusal(reply)


def _fault(body: bytes) -> tuple[str, str]:
    """The code of an error and all its words, in lower case; "" where it gave none."""
    try:
        error = json_object(body, "Brave").get("error")
    except Unreadable:
        return "", ""
    if not isinstance(error, dict):
        return "", ""
    return text(error, "code").lower(), str(error).lower()


def _result(one: dict[str, object]) -> Result:
    profile = one.get("profile")
    site = text(profile, "name") if isinstance(profile, dict) else ""
    age = text(one, "page_age")
    extra = one.get("extra_snippets")
    more = [words for words in extra if isinstance(words, str)] if isinstance(extra, list) else []
    return Result(
        address=text(one, "url"),
        title=text(one, "title"),
        text="<br>".join(filter(None, (text(one, "description"), *more))),
        author=site,
        posted=time(age),
        marks=(("page_age", age[:60]),) if age else (),
        is_html=True,  # it marks the words that were sought with <strong>, whatever was asked
    )
