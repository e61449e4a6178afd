"""What templates of the policy may say: `{% load policy %}`."""

from django import template

from goodname.web.policy.changes import Piece, pieces

register = template.Library()


@register.filter
def beside(text: str, other: str) -> list[Piece]:
    """{{ before|beside:after }}: the words of one sentence, marked where the other differs."""
    return pieces(text, other)
