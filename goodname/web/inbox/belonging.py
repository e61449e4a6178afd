"""Where a new post belongs to a matter that exists already, such as an answer to a letter of ours.

The inbox knows nothing of letters: whoever does says here which matter a post is part of, and is
told of the mention that it became.
"""

from collections.abc import Callable
from dataclasses import dataclass

from goodname.core.words import Post as Said
from goodname.web.accounts.models import Matter

from .models import Mention, Source


@dataclass(frozen=True)
class Belonging:
    """The matter that a post is part of, and what is to be done once it is kept.

    None for one that would be part of a matter but may be about the headteacher, who sees that
    matter: it stays apart, and is passed on.
    """

    matter: Matter | None
    kept: Callable[[Mention], None] = lambda mention: None


Finds = Callable[[Source, Said], Belonging | None]
_finds: list[Finds] = []


def register(finds: Finds) -> None:
    if finds not in _finds:
        _finds.append(finds)


def belongs(source: Source, said: Said) -> Belonging | None:
    """The first that knows it."""
    for finds in _finds:
        found = finds(source, said)
        if found is not None:
            return found
    return None
