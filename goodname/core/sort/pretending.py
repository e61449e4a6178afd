"""Knows words in which somebody may pretend to be the school: "the official page of"."""

from __future__ import annotations

import re

from goodname.core.sort.folding import fold

_OFFICIAL = re.compile(
    r"\b(?:official|verified|real) (?:\w+ ){0,4}?(?:page|account|profile|group|channel|chat)s?\b|"
    r"\b(?:page|account|profile|group|channel)s? (?:is |are |was )?"
    r"(?:pretend\w*|impersonat\w*|claim\w* to be|posing|fake)|"
    r"\b(?:fake|false|bogus|pretend) (?:\w+ ){0,3}?(?:page|account|profile|group|channel)s?\b|"
    r"\b(?:pretend\w*|claim\w*|posing) (?:to be|as) (?:the |our |your )?(?:school|head|teacher)"
)


def may_pretend(text: str) -> bool:
    """Whether the words may be of somebody in the school's name, or tell of one: no praise then."""
    return bool(_OFFICIAL.search(fold(text).text))
