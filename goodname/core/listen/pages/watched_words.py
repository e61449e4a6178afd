"""Tells whether two pieces of a page say the same, whatever its clocks and counters say.

What a page changes by itself is left out before comparing: times and dates, figures, counters,
session ids, capitals, spaces and punctuation. So words in which only a figure changed are the same.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from goodname.core.listen.places.profile_address import word_set

UNITS = (
    "comments?|downloads?|favou?rites?|followers?|guests?|hits?|likes?|members?|messages?|minutes?"
    "|people|photos?|points?|posts?|reactions?|readers?|reads?|replies|reply|responses?|results?"
    "|reviews?|shares?|stars?|subscribers?|times?|topics?|upvotes?|users?|viewers?|views?|visitors?"
    "|visits?|votes?|watching"
)
SPAN = "seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?"
# Where these stand beside other words they are no loss; alone they are nothing that anybody said.
CHANGES = re.compile(
    rf"""https?://\S+ | \bwww\.\S+
    | \b(?:about|over|almost|less\ than|more\ than)?\s*(?:\d+|an?|one|two|three|a\ few)\s*
      (?:{SPAN}|[smhdwy]|mo)\s*(?:ago|left|from\ now)\b
    | \b(?:last|next)\ (?:week|month|year)\b
    | \b(?:just\ now|moments?\ ago|today|tonight|tomorrow|yesterday)\b
    | \bgood\ (?:morning|afternoon|evening|night)\b
    | \b\d{{1,2}}\s*[:.]\s*\d{{2}}(?:\s*[:.]\s*\d{{2}})?\s*(?:[ap]\.?m\b\.?)? | \b\d{{1,2}}\s*[ap]\.?m\b
    | \b(?:\d[\d,.]*\s*[km]?|no|one)\ +(?:new\ +|more\ +|other\ +)?(?:{UNITS})\b
    | \b(?:{UNITS}|online|viewing)\s*[:(]\s*\d[\d,.]*[km]?""",
    re.VERBOSE,
)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep sept oct nov dec am pm gmt bst utc st nd rd th"
)
LONGEST_WORD = 30  # letters: what is longer is a code
LONGEST_READ = 20_000  # characters of one piece
DIGITS = 12
SAMPLED = 24  # words by which two pieces are compared
FEW = 4  # words below which a likeness means nothing


def folded(text: str) -> tuple[str, ...]:
    """The words of a piece that stay the same as long as it says the same."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_READ]).casefold().replace("’", "'")
    words = WORD.findall(CHANGES.sub(" ", text))
    return tuple(
        word
        for word in words
        if len(word) <= LONGEST_WORD and word not in CALENDAR and not re.search(r"\d", word)
    )


def digest(words: tuple[str, ...]) -> str:
    return sha256(" ".join(words).encode()).hexdigest()[:DIGITS]


def sample(words: tuple[str, ...]) -> frozenset[str]:
    """A few of the words, as digests of four letters: the same few wherever the words are."""
    marks = {sha256(word.encode()).hexdigest()[:4] for word in words}
    return frozenset(sorted(marks)[:SAMPLED])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two samples is the same, 0 to 1; 0 where there are too few words to tell."""
    if len(one) < FEW or len(other) < FEW:
        return 0.0
    size = min(len(one), len(other), SAMPLED)
    first = frozenset(sorted(one | other)[: max(size, FEW)])
    return len(first & one & other) / len(first)
