"""The parts of a watched page that somebody may choose from: its own headings, as they were seen."""

from collections.abc import Iterable, Mapping
from typing import Any

from goodname.core.listen.kinds import Kind
from goodname.core.words import Post
from goodname.web.inbox.cards import short
from goodname.web.inbox.models import Probe
from goodname.web.inbox.reading import may_hurt
from goodname.web.ui.marked import with_smaller

from .forms import PartForm

PART = "part"  # the option that holds a heading's words, or an element's id
MOST = 12
FIRST_WORDS = 90  # letters


def seen(probe: Probe, posts: Iterable[Post], page_title: str) -> list[dict[str, object]]:
    """The headings that the page's pieces stand under, in its order, as Probe.offers holds them.

    None where only a part was looked at, or where it is no page. A heading whose own words may
    hurt is left out, and of the others the words that may.
    """
    if probe.kind != Kind.PAGE or probe.options.get(PART):
        return []
    found: dict[str, dict[str, object]] = {}
    for post in posts:
        heading = " ".join(post.title.split())
        known = heading.casefold()
        if not heading or known in found or heading == page_title or may_hurt(heading):
            continue
        words = short(" ".join(post.text.split()), FIRST_WORDS)
        found[known] = {
            "kind": Kind.PAGE.value,
            "address": probe.address,
            "query": "",
            "options": {PART: heading},
            "title": heading[:200],
            "words": "" if may_hurt(words) else words,
        }
        if len(found) == MOST:
            break
    return list(found.values())


def is_part(offer: Mapping[str, Any]) -> bool:
    """Whether an offer of a preview is a part of the page itself, and not another address."""
    return PART in offer["options"]


def instead(probe: Probe, part: str) -> dict[str, Any]:
    """What actions.try_place takes to look at a part of the same page, "" for all of it."""
    options = {name: value for name, value in probe.options.items() if name != PART}
    return {
        "kind": Kind.PAGE.value,
        "address": probe.address,
        "options": options | ({PART: part} if part else {}),
        # A look at the whole page finds its headings anew.
        "offers": [offer for offer in probe.offers if part or not is_part(offer)],
    }


def form_of(probe: Probe, given: Mapping[str, str] | None = None) -> PartForm | None:
    """The choice of a part; None where there is none to choose."""
    parts = [offer for offer in probe.offers if is_part(offer)]
    if probe.kind != Kind.PAGE or (probe.state == Probe.FAILED and not parts):
        return None
    offered = [(offer["options"][PART], _label(offer)) for offer in parts]
    return PartForm(given, offered=offered, chosen=probe.options.get(PART, ""))


def _label(offer: Mapping[str, Any]) -> str:
    if not offer["words"]:
        return str(offer["title"])
    return with_smaller(offer["title"], offer["words"])
