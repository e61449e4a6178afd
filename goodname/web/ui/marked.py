"""Words beside words: the few places outside a template that need mark-up of our own around text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def with_smaller(words: str, smaller: str) -> SafeString:
    """Words, and smaller ones in the line below; both are escaped."""
    return format_html('{}<br><span class="meta">{}</span>', words, smaller)


def with_reason(words: str, reason: str) -> SafeString:
    """A help text, and why an answer is filled in already. A reason may quote anybody: it is escaped."""
    return format_html('{} <span class="because"><b>Filled in:</b> {}</span>', words, reason)


def with_advice(words: str, advice: str) -> SafeString:
    """A help text, and how to answer this time, where nothing is filled in; both are escaped."""
    return format_html('{} <span class="because">{}</span>', words, advice)
