"""Says whether two texts tell the same story, from a fingerprint of each and without the texts."""

from __future__ import annotations

from hashlib import blake2b
from math import sqrt

from goodname.core.sort.folding import fold
from goodname.core.sort.likeness_address import page_and_post
from goodname.core.sort.likeness_print import Print
from goodname.core.sort.likeness_text import anchors_of, letters_of, pieces_of, words_of

__all__ = [
    "FEWEST_WORDS",
    "SAME_FROM",
    "Print",
    "fingerprint",
    "keys",
    "most_alike_elsewhere",
    "same_story",
]

SAME_FROM = 0.42
FEWEST_WORDS = 8  # below this, many people say the same without having it from each other
FEW_WORDS = 30  # where both have less, nearly the same words are easily two voices
LONGEST = 100_000  # characters that are read of a text
MOST_PIECES = 1_024  # of a longer text the smallest are kept: a fair sample, the same everywhere
MOST_ANCHORS = 256
_WHOLE = 0.9  # so much of a text is all of it, give or take a comma and a cut
_EVERY_LETTER = 1.0
_CAUTION = 2.0  # how far, in standard errors, a share of few words is taken to be chance
_ALL = 1 << 24  # pieces are numbers below this


def fingerprint(text: str, title: str = "", address: str = "", author: str = "") -> Print:
    """The fingerprint of one telling. Any text does; a title counts as the words only if alone."""
    heading = words_of(title)
    words = words_of(text[:LONGEST]) or heading
    letters = letters_of(words)
    page, post = page_and_post(address)
    return Print(
        words=max(len(words), len(letters) // 12),  # not every script parts its words
        pieces=tuple(sorted(pieces_of(letters))[:MOST_PIECES]),
        anchors=anchors_of(letters)[:MOST_ANCHORS],
        exact=_digest(" ".join(words)),
        title=_digest(" ".join(heading)),
        author=_digest(fold(author).text.strip().lstrip("@")),
        page=_digest(page),
        post=_digest(post),
    )


def keys(print_: Print) -> tuple[str, ...]:
    """What a table indexes (at most 12 characters each): tellings of one story share at least one.

    Many share a key by chance; those that share the most keys are the likeliest.
    """
    if print_.words < FEWEST_WORDS:
        found = [f"w{print_.exact}"] if print_.exact else []
    else:
        found = [f"{anchor:08x}" for anchor in print_.anchors]
    return (*found, f"p{print_.page}") if print_.page else tuple(found)


def same_story(a: Print, b: Print) -> float:
    """How surely both tell the same story, 0..1; from SAME_FROM on they are one.

    It is the share of the shorter text that stands in the other, at its lowest reckoning: where
    there are few words to judge by, the share is taken to be partly chance. On one and the same
    page there is no such doubt, unless two known people wrote there. Short texts are one only
    where the one passed on the whole of the other. Order does not matter.
    """
    same_page = bool(a.page) and a.page == b.page
    if same_page and a.post and a.post == b.post:
        return 1.0
    if min(a.words, b.words) < FEWEST_WORDS:
        return float(_same_few_words(a, b, same_page))
    fewer = min(a.words, b.words)
    share, seen = _share(a, b)
    two_people = bool(a.author and b.author) and a.author != b.author
    if same_page and not two_people:
        return share
    likeness = _at_least(share, min(fewer, seen))
    if same_page or max(a.words, b.words) >= FEW_WORDS:
        return likeness
    # Two parents who ask after a lost coat and a lost shoe differ in one word of thirteen.
    passed_on = share >= (_EVERY_LETTER if two_people else _WHOLE)
    return likeness if passed_on else likeness / 2


def most_alike_elsewhere(print_: Print) -> float:
    """The most that same_story says of this and any telling that is not on its page, 0..1."""
    if print_.words < FEWEST_WORDS:
        return 1.0
    return _at_least(1.0, min(print_.words, len(set(print_.pieces))))


def _same_few_words(a: Print, b: Print, same_page: bool) -> bool:
    """Whether short texts are one: ten people who say "Great school!" are ten voices."""
    if a.author and b.author:
        return a.author == b.author and bool(a.exact) and a.exact == b.exact
    # One of the two has no author, as an alert has none: then only the page can tell.
    return same_page and (
        a.exact == b.exact or a.exact in ("", b.title) or b.exact in ("", a.title)
    )


def _share(a: Print, b: Print) -> tuple[float, int]:
    """The share of the shorter text's pieces that stand in the other, and out of how many.

    Of a long text only the smallest pieces were kept, so only those below the lowest such limit
    are compared: among them both sides are whole.
    """
    limit = min(_limit(a), _limit(b))
    ours, theirs = ({piece for piece in p.pieces if piece < limit} for p in (a, b))
    fewer = min(len(ours), len(theirs))
    return (len(ours & theirs) / fewer if fewer else 0.0), fewer


def _limit(print_: Print) -> int:
    return print_.pieces[-1] + 1 if len(print_.pieces) >= MOST_PIECES else _ALL


def _at_least(share: float, seen: int) -> float:
    """The lower end of Wilson's interval for a share of `seen`."""
    if not seen:
        return 0.0
    z = _CAUTION**2 / seen
    spread = sqrt(share * (1 - share) * z + z * z / 4)
    return (share + z / 2 - spread) / (1 + z)


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=5).hexdigest() if words else ""
