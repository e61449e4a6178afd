"""What was told, as its teller and as the desk see it."""

from typing import Any

from django.urls import reverse

from goodname.data import registers
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.cards import harm_word, short
from goodname.web.inbox.danger.queries import told_first
from goodname.web.policy.questions import AUDIENCES, platforms
from goodname.web.ui import wording

from . import holding, queries
from .forms import CAME
from .models import Telling

KINDS = {
    Telling.WORDS: "Words",
    Telling.ADDRESS: "An address",
    Telling.PICTURE: "A picture or PDF",
    Telling.ALARM: "An alarm",
}
LOOKS = {"chat": "a chat", "post": "a post", "text": "a text"}
ORIGINS = {"self": "They saved it themselves", "given": "Somebody gave it to them"}


def mine(telling: Telling) -> dict[str, Any]:
    """One thing that this person told: what it was, and what became of it in a word."""
    state, word, title = {
        Telling.WAITING: ("waiting", "Being read", "A picture that is being read"),
        Telling.READY: ("unsure", "Not sent yet", "A picture that waits for you"),
        Telling.REFUSED: ("unsure", "Not taken", "A file that could not be opened"),
        Telling.SENT: ("done", "Received", _title(telling)),
    }[telling.state]
    person = queries.who_has_it(telling) if telling.state == Telling.SENT else None
    return {
        "telling": telling,
        "state": state,
        "state_word": word,
        "title": title,
        "kind": KINDS[telling.kind],
        "when": telling.sent_at or telling.begun_at,
        "url": reverse("telling", args=[telling.id]),
        "has_it": f"{person.name} has it." if person else "",
    }


def _title(telling: Telling) -> str:
    if telling.kind == Telling.ALARM:
        return "Your alarm about an image of a child"
    post = telling.post
    if post is None or harm_word(post.mention):
        return "What you told us"  # its words may hurt, and a list is no place for them
    return f"“{short(post.text, 80)}”"


def numbers(telling: Telling) -> list[int]:
    """The pages whose copies can be shown, counted from 1."""
    return list(range(1, telling.pages + 1))


def bodies() -> list[registers.Helpline]:
    """Who takes it from here, from the register: nobody at school ever handles such a picture."""
    wanted = ("report_remove", "iwf")
    return [body for body in registers.helplines() if body.id in wanted]


def leads(viewer: Viewer) -> list[str]:
    return [person.name for person in told_first(viewer.school)]


def told(telling: Telling, *, may_see: bool, teller: bool) -> dict[str, Any]:
    """The desk's page of what was told. `teller`: whether this viewer may know who it was."""
    post = telling.post
    statement = (telling.manifest or {}).get("statement", {})
    return {
        "telling": telling,
        "post": post,
        "mention": post.mention if post else None,
        "hurt": harm_word(post.mention) if post else "",
        "kind": KINDS[telling.kind],
        "may_see": may_see and telling.pages > 0,
        "locked": queries.locked(telling),
        "teller": telling.by if teller else None,
        "numbers": numbers(telling),
        "looks": LOOKS.get(telling.looks_like, ""),
        "where": _where(telling),
        "audience": dict(AUDIENCES).get(telling.audience, ""),
        "came": dict(CAME).get(telling.came, ""),
        "origin": _origin(statement),
        "faults": holding.faults(telling) if telling.manifest_sha256 else (),
        "file": telling.manifest or {},
    }


def _where(telling: Telling) -> str:
    known = dict(platforms())
    more = {"closed": "A closed group or chat", "other": "Somewhere else"}
    return known.get(telling.platform) or more.get(telling.platform, "")


def _origin(statement: dict[str, str]) -> str:
    if not statement:
        return ""
    said = ORIGINS.get(statement.get("origin", ""), "")
    parts = [said]
    if statement.get("on"):
        year, month, day = statement["on"].split("-")
        parts.append(f"on {day}/{month}/{year}")
    if statement.get("from"):
        parts.append(f"from “{statement['from']}”")
    return wording.sentence(" ".join(part for part in parts if part))
