"""What templates may say: `{% load ui %}` brings our wording, tags and captured blocks."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe

from goodname import clock
from goodname.web.ui import bars, wording
from goodname.web.ui.flash import UNDO

register = template.Library()

# What a tag says when a page gives no word of its own.
WORDS = {
    "praise": "Praise",
    "criticism": "Criticism",
    "question": "Question",
    "neutral": "Neutral",
    "harm": "Abusive",
    "new": "New",
    "waiting": "Waiting",
    "done": "Done",
    "unsure": "Not sure",
}


@register.inclusion_tag("ui/_tag.html")
def tag(kind: str, word: str = "") -> dict[str, str]:
    """A shape, a word and a colour: {% tag "harm" "Abusive, about staff" %}."""
    if kind not in WORDS:
        raise template.TemplateSyntaxError(f"no such tag: {kind}; there are {', '.join(WORDS)}")
    return {"kind": kind, "word": word or WORDS[kind]}


@register.filter
def tag_word(kind: str) -> str:
    return WORDS[kind]


@register.filter
def at(moment: datetime | None) -> str:
    return wording.at(moment, clock.now()) if moment else ""


@register.filter
def by(moment: datetime | None) -> str:
    return wording.by(moment, clock.now()) if moment else ""


@register.filter
def day(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    when = moment.astimezone(wording.LONDON).date() if isinstance(moment, datetime) else moment
    return wording.day(when, clock.now().astimezone(wording.LONDON).date())


@register.filter
def since(moment: datetime | None) -> str:
    """How long ago, as "7 h"."""
    return wording.how_long(clock.now() - moment) if moment else ""


@register.filter
def how_long(stretch: timedelta | None) -> str:
    return wording.how_long(stretch) if stretch is not None else ""


register.filter("in_words", wording.in_words)
register.filter("sentence", wording.sentence)
register.filter("need_you", wording.need_you)
register.filter("listed", wording.listed)
register.filter("initials", wording.initials)
register.filter("tone_chart", bars.chart)


@register.filter
def counted(number: int, words: str) -> str:
    """{{ 3|counted:"mention,mentions" }} is "three mentions"."""
    one, _, many = words.partition(",")
    return wording.count(number, one, many)


@register.filter
def iso(moment: datetime) -> str:
    return moment.astimezone(wording.LONDON).isoformat(timespec="minutes")


@register.filter
def next_step(steps: Iterable[Any]) -> Any:
    """The first step that still waits: the one that the panel holds out."""
    waiting = (step for step in steps if _of(step, "state") not in ("done", "dropped"))
    return next(waiting, None)


@register.filter
def undo_address(message: Message) -> str:
    """Where a POST takes back what the message tells of; "" where it cannot, or leads elsewhere."""
    extra = message.extra_tags or ""
    address = extra.removeprefix(UNDO) if extra.startswith(UNDO) else ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


@register.filter
def first_input(field: BoundField) -> str:
    """The id that the error summary leads to: of a group, its first choice."""
    group = field.use_fieldset and hasattr(field.field.widget, "choices")
    return f"{field.auto_id}_0" if group else field.id_for_label or field.auto_id


@register.filter
def looks_like(field: BoundField) -> str:
    """Which markup a form field takes: "choices", "group", "tick" or "line"."""
    if field.use_fieldset:
        return "choices" if hasattr(field.field.widget, "choices") else "group"
    return "tick" if getattr(field.field.widget, "input_type", "") == "checkbox" else "line"


@register.simple_tag
def product_version() -> str:
    try:
        return version("goodname")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""


class _Captured(template.Node):
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> SafeString:
        # Already escaped by the template engine where it came from.
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return mark_safe("")


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> _Captured:
    """{% capture heading %}…{% endcapture %}: render once, use twice (a title and its h1)."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return _Captured(nodelist, name)


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
